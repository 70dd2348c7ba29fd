import VideoAPI

/// The wording of what can't be done with a task, or with the drafts that were.
extension Message {
    init(_ fault: TaskFault) {
        switch fault {
        case .noTaskYet:
            self.init(.noTask, "there is no task yet", hints: ["submit"])
        case .noSuchTask(let number):
            self.init(.noTask, "there is no task \(number)", hints: ["tasks"])
        case .taskNotAccepted(let number, .unconfirmed):
            self.init(
                .unconfirmed,
                "\(number) is unconfirmed: its answer was lost, it may have been accepted and charged",
                hints: Self.waysToResolve(number)
            )
        case .taskNotAccepted(let number, let state):
            self.init(.noTask, "\(number) was never accepted by the service (\(state.rawValue))", hints: ["use \(number.rawValue)"])
        case .taskNotDone(let number, let status):
            let way = status.isTerminal ? "retry" : "watch"
            let yet = status.isTerminal ? "" : " yet"
            self.init(.notDone, "\(number) is \(status.rawValue): it has no video\(yet)", hints: ["\(way) \(number.rawValue)"])
        case .taskNotUnconfirmed(let number, let state):
            self.init(.usage, "\(number) is not unconfirmed but \(state.rawValue), so there is nothing to resolve", hints: ["tasks"])
        case .taskOver(let number, let status):
            self.init(.usage, "\(number) is over: it is \(status.rawValue)", hints: ["tasks \(number.rawValue)"])
        case .noCancelCall(let number):
            self.init(
                .notOffered,
                "this API documents no cancel call; \(number) goes on and may be billed",
                hints: ["forget \(number.rawValue)    to hear no more of it"]
            )
        case .nothingSaved(let number):
            self.init(.notSaved, "the video of \(number) was not saved here", hints: ["download \(number.rawValue)"])
        case .pictureNotKept(let name, let number):
            self.init(.notSaved, "\(name.rawValue) of \(number) was a data: URL, whose bytes were not kept")
        case .oddTaskID(let given):
            let words = "\"\(given.prefix(40))\" can't be a task's id"
            self.init(.usage, words, label: "1 to \(TaskID.longest) bytes without blanks and controls")
        case .noteTooLong(let count, let limit):
            self.init(.outOfRange, "the note has \(count) characters, limit \(limit); the task keeps the old one")
        case .noteHasNUL:
            self.init(.outOfRange, "the note has a NUL in it; the task keeps the old one")
        case .badTag(let given):
            self.init(.usage, "\"\(given.prefix(40))\" can't be a tag", label: "letters, digits, - and _, at most 32; -WORD takes one away")
        case .tooManyTags(let number, let limit):
            self.init(.usage, "\(number) would have more than \(limit) tags", hints: ["tag \(number.rawValue) -WORD"])
        case .nothingToUndo:
            self.init(.usage, "there is nothing to undo")
        case .nothingToRedo:
            self.init(.usage, "there is nothing to redo")
        case .nothingSubmitted:
            self.init(.noTask, "nothing was submitted yet, so there is nothing to compare the draft with", hints: ["submit"])
        }
    }

    /// The three ways out of a lost answer.
    static func waysToResolve(_ number: TaskNumber?) -> [String] {
        let command = "resolve " + (number.map { String($0.rawValue) } ?? "N")
        return [
            command + " ID           if the service shows it",
            command + " not-charged  if it does not",
            command + " resend       to send it again with the same Idempotency-Key",
        ]
    }
}
