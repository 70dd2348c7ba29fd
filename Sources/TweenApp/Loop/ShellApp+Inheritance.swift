import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Looks after tasks of earlier shells, at the loop's back: the prompt does not wait for the journal.
    func inherit() {
        guard outside.files.hasJournal else { return }
        let (journal, mailbox) = (outside.journal, mailbox)
        isInheriting = true
        _ = start {
            do throws(JournalError) {
                let inheritance = try await journal { journal throws(JournalError) in
                    let legacy = try journal.takeOver()
                    return Inheritance(
                        unconfirmed: legacy.unconfirmed,
                        interrupted: legacy.interrupted,
                        unfinished: legacy.unfinished,
                        newest: try journal.list(.all, limit: Self.offeredTasks),
                        remarks: journal.notices.map(\.words)
                    )
                }
                mailbox.post(.inherited(inheritance))
            } catch {
                mailbox.post(.inherited(Inheritance(remarks: [error.words])))
            }
        }
    }

    /// Hears what was left before the shell ends, since it is told to one shell only.
    func finishInheriting() async {
        while isInheriting {
            if case .signal? = ending { return }
            await heed(await mailbox.next())
        }
    }

    /// Tells what was left, and follows what goes on.
    func take(_ inheritance: Inheritance) async {
        isInheriting = false
        var lines = inheritance.remarks.map { StyledText("warning: ", .warning) + StyledText($0) }
        for record in inheritance.unconfirmed {
            let words =
                "\(record.number) unconfirmed: the shell that sent it ended before the answer; it may have been accepted and charged."
            lines.append(
                StyledText("warning: ", .warning) + StyledText(words) + StyledText("  `resolve \(record.number.rawValue)`", .faint)
            )
        }
        if !inheritance.interrupted.isEmpty {
            let names = inheritance.interrupted.map(\.number.description).joined(separator: " ")
            let words = inheritance.interrupted.count == 1 ? "a local render ended" : "\(inheritance.interrupted.count) local renders ended"
            lines.append(
                StyledText(
                    "\(words) with the shell that ran it: \(names), free.  `retry \(inheritance.interrupted[0].number.rawValue)`",
                    .faint
                )
            )
        }
        // A script is soon over and follows nothing for long.
        if !inheritance.unfinished.isEmpty, outside.keyboard != nil {
            let names = inheritance.unfinished.map(\.number.description).joined(separator: " ")
            let count = inheritance.unfinished.count
            let words = count == 1 ? "1 task was still running when you left" : "\(count) tasks were still running when you left"
            lines.append(StyledText("\(words): \(names), following \(count == 1 ? "it" : "them") again. `tasks`"))
        }
        recall(inheritance.newest)
        for record in inheritance.unfinished { follow(record) }
        if !lines.isEmpty { outside.console.tell(lines) }
    }
}

extension Journal.Notice {
    /// What opening the journal had to say.
    var words: String {
        switch self {
        case .setAside(let path): "the journal was damaged: it is kept at \(path), and an empty one is in its place"
        case .newerVersion(let version):
            "the journal was written by a newer tween (version \(version)): it is read and not written, so nothing is submitted"
        case .noWriteAheadLog: "the file system of the journal has no write-ahead log; it works, and more slowly"
        }
    }
}
