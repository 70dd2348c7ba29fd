import TerminalText
import VideoAPI

/// How tasks end, and how watching them does.
extension TaskStory {
    /// A task that is over already when somebody wants to wait for it: its outcome, without waiting.
    static func finished(_ record: TaskRecord, in session: Session) -> [Effect] {
        let outcome: [Effect] = session.output == .json ? [] : [.tell([TaskWords.outcome(record)])]
        guard record.status == .succeeded else { return outcome + unsuccessful(record, .waiting, in: session) }
        guard let path = record.savedPath else { return outcome + ended(record, .waiting, in: session) }
        return outcome + saved(record, path: path, .waiting, in: session)
    }

    /// What follows the last word of a service.
    static func ended(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        switch record.status {
        case .succeeded:
            if session.settings.isOn(.autosave) { return [.download(record.number, path: nil, mode)] }
            let hint = "`download \(record.number.rawValue)`"
            return spoken([TaskWords.notice(record, hint, mode)], in: session) + result(record, path: nil, mode, in: session)
                + NotifyCommand.alert(record, mode, in: session)
        case .failed, .cancelled, .lost:
            return unsuccessful(record, mode, in: session)
        case .pending, .queued, .running, .none:
            return []
        }
    }

    private static func unsuccessful(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        let told = spoken(TaskWords.failure(record, mode), in: session)
        if mode == .background { return told + NotifyCommand.alert(record, mode, in: session) }
        return told + failureObject(record, in: session) + result(record, path: nil, mode, in: session) + [.fail(.taskFailed)]
    }

    /// The error that programs read before the result.
    private static func failureObject(_ record: TaskRecord, in session: Session) -> [Effect] {
        guard session.output == .json else { return [] }
        let message = record.failure?.message ?? TaskWords.outcome(record).plain
        return [.data(Diagnostic(failed: message, field: record.failure?.blamed).object(nil).text)]
    }

    static func saved(_ record: TaskRecord, path: String, _ mode: WatchMode, in session: Session) -> [Effect] {
        var record = record
        record.savedPath = path
        let number = record.number.rawValue
        switch session.output {
        case .json:
            return [TaskObject.event("saved", record)] + result(record, path: path, mode, in: session)
        case .piped:
            return mode == .background ? [.tell([TaskWords.notice(record, "", mode, path: path)])] : [.data(path)]
        case .terminal:
            let notice = Effect.print([TaskWords.notice(record, "`open \(number)` `retry \(number)`", mode, path: path)])
            return [notice] + NotifyCommand.alert(record, mode, in: session)
        }
    }

    static func notSaved(
        _ record: TaskRecord,
        message: String,
        isGone: Bool,
        _ mode: WatchMode,
        given surroundings: Surroundings,
        in session: Session
    ) -> [Effect] {
        let way = isGone || record.isUnsuccessful ? "retry" : "download"
        let words = notSaved(record, mode) + ": " + message
        let diagnostic = Diagnostic(code: .notSaved, message: words, hints: ["\(way) \(record.number.rawValue)"])
        let effects = diagnostic.effects(given: surroundings, in: session, before: result(record, path: nil, mode, in: session))
        // Nobody waits for a task at the prompt's back, so no line has failed.
        guard mode == .background else { return effects }
        return effects.filter { $0 != .fail(.disk) } + NotifyCommand.alert(record, mode, in: session)
    }

    /// What is known of the task itself: of what ended at the prompt's back nobody has told yet, and of what failed a video was not promised.
    private static func notSaved(_ record: TaskRecord, _ mode: WatchMode) -> String {
        if record.isUnsuccessful { return "\(TaskWords.outcome(record).plain); its video was asked for all the same" }
        return mode == .background && record.status == .succeeded
            ? "\(TaskWords.outcome(record).plain), but is not saved" : "\(record.number) is not saved"
    }

    /// The last event of a task that was waited for.
    static func result(_ record: TaskRecord, path: String?, _ mode: WatchMode, in session: Session) -> [Effect] {
        guard session.output == .json, mode != .background else { return [] }
        var record = record
        record.savedPath = path
        return [TaskObject.event("result", record, [JSONMember("ok", .bool(record.status == .succeeded))])]
    }

    static func watchEnded(_ end: WatchEnd, _ records: [TaskRecord], in session: Session) -> [Effect] {
        switch end {
        case .detached:
            return spoken(TaskWords.detached(records, isStaying: session.isInteractive), in: session)
                + (session.isInteractive ? [] : [.fail(.interrupted)])
        case .timedOut:
            let events = records.flatMap { result($0, path: nil, .waiting, in: session) }
            return [.tell(records.map(TaskWords.gaveUp))] + events + [.fail(.gaveUp)]
        }
    }

    /// Lines for a person; a program reads the events instead.
    private static func spoken(_ lines: [StyledText], in session: Session) -> [Effect] {
        switch session.output {
        case .terminal: [.print(lines)]
        case .piped: [.tell(lines)]
        case .json: []
        }
    }
}
