import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Looks after tasks of shells that are gone, at the loop's back: nobody waits for the journal.
    ///
    /// At the keyboard it looks again after each line, and every few seconds while another living shell has tasks that it may leave. A shell
    /// that is alone and idle is not woken.
    func inherit(isAtStart: Bool) {
        guard outside.files.hasJournal else { return }
        let (journal, mailbox, clock, now, looksAgain) = (outside.journal, mailbox, outside.clock, outside.now(), outside.keyboard != nil)
        let earlier = inheriting
        earlier?.cancel()
        if isAtStart { isInheriting = true }
        inheriting = start {
            // What an earlier look finds is told to nobody else.
            await earlier?.value
            do throws(JournalError) {
                let (inheritance, hasNeighbours) = try await journal { journal throws(JournalError) in
                    let inheritance = try Inheritance(from: journal, isAtStart: isAtStart, savesAt: looksAgain ? now : nil)
                    guard looksAgain else { return (inheritance, false) }
                    let hasSavers = try journal.hasSavers(since: now - Self.savingTime, among: Self.offeredTasks, told: Self.notSaved)
                    let hasNeighbours = try journal.hasNeighbours()
                    return (inheritance, hasSavers || hasNeighbours)
                }
                // A script waits for this before its first line, whatever it finds.
                if isAtStart || !inheritance.isEmpty { mailbox.post(.inherited(inheritance)) }
                guard hasNeighbours, (try? await clock.sleep(for: Self.inheritanceInterval)) != nil else { return }
                mailbox.post(.timeToInherit)
            } catch {
                if isAtStart { mailbox.post(.inherited(Inheritance(remarks: [error.words]))) }
            }
        }
    }

    /// How often another shell's end is looked for.
    private static let inheritanceInterval: Duration = .seconds(5)

    /// How long after a task has succeeded another shell may still be saving its video, in seconds.
    private static let savingTime = 3600

    /// Looks the journal through for damage at the prompt's back, so that the first submit need not wait for that.
    func inspectJournal() {
        guard outside.files.hasJournal else { return }
        let (journal, mailbox) = (outside.journal, mailbox)
        inspecting = start {
            do throws(JournalError) {
                try await journal.inspect()
            } catch {
                if case .corrupt = error { mailbox.post(.damaged("\(error.words); the next submit sets it aside and sends nothing")) }
            }
        }
    }

    /// Hears what was left at the start, since it is told to one shell only.
    func finishInheriting() async {
        while isInheriting {
            if case .signal? = ending { return }
            await heed(await mailbox.next())
        }
    }

    /// Hears before the shell ends what the last look has found.
    func endInheriting() async {
        await finishInheriting()
        if case .signal? = ending { return }
        inheriting?.cancel()
        await inheriting?.value
        while let message = mailbox.take() { await heed(message) }
    }

    /// Tells what was left, and goes on with it.
    func take(_ inheritance: Inheritance) async {
        isInheriting = false
        var inheritance = inheritance
        // A task is this shell's from the first question on; until then each look finds it again.
        inheritance.unfinished.removeAll { followed[$0.number] != nil || blocked[$0.number] != nil }
        // Its last word is still to come here, and its video is saved with that.
        inheritance.unsaved.removeAll { followed[$0.number] != nil }
        // A shell that ends goes on with nothing.
        if ending != nil { (inheritance.unfinished, inheritance.unsaved) = ([], []) }
        recall(inheritance.newest)
        for record in inheritance.unfinished { follow(record) }
        var lines = inheritance.remarks.map { StyledText("warning: ", .warning) + StyledText($0) }
        for record in inheritance.unconfirmed {
            let words =
                "\(record.number) unconfirmed: the shell that sent it ended before the answer; it may have been accepted and charged."
            lines.append(
                StyledText("warning: ", .warning) + StyledText(words) + StyledText("  `resolve \(record.number.rawValue)`", .faint)
            )
        }
        if let first = inheritance.interrupted.first {
            let count = inheritance.interrupted.count
            let words = count == 1 ? "a local render ended" : "\(count) local renders ended"
            let hint = "`retry \(first.number.rawValue)`"
            lines.append(
                StyledText(
                    "\(words) with the shell that ran \(count == 1 ? "it" : "them"): \(names(inheritance.interrupted)), free.  \(hint)",
                    .faint
                )
            )
        }
        // A script is soon over and follows nothing for long.
        if !inheritance.unfinished.isEmpty, outside.keyboard != nil {
            let one = inheritance.unfinished.count == 1
            let subject = one ? "1 task was" : "\(inheritance.unfinished.count) tasks were"
            let moment = inheritance.isAtStart ? "when you left" : "when its shell ended"
            let names = names(inheritance.unfinished)
            lines.append(StyledText("\(subject) still running \(moment): \(names), following \(one ? "it" : "them") again. `tasks`"))
        }
        lines += takeUnsaved(inheritance.unsaved)
        if !lines.isEmpty { outside.console.tell(lines) }
    }

    /// Goes on with videos whose shell ended before they were saved, and names those that could not be.
    private func takeUnsaved(_ records: [TaskRecord]) -> [StyledText] {
        guard session.settings.isOn(.autosave) else { return [] }
        let (told, broken) = (records.filter { $0.remark == Self.notSaved }, records.filter { $0.remark != Self.notSaved })
        let lines = told.map { record in
            StyledText("\(record.number) succeeded, its video is not saved yet: `download \(record.number.rawValue)`", .faint)
        }
        guard !broken.isEmpty else { return lines }
        for record in broken { saveBehind(record) }
        let words = broken.count == 1 ? "the video of \(names(broken)) was" : "the videos of \(names(broken)) were"
        return lines + [StyledText("\(words) not saved yet when the shell ended: going on", .faint)]
    }

    /// The numbers of tasks, as many as a line holds.
    func names(_ records: [TaskRecord]) -> String {
        let names = records.prefix(Self.namedTasks).map(\.number.description).joined(separator: " ")
        return records.count > Self.namedTasks ? "\(names) and \(records.count - Self.namedTasks) more" : names
    }

    private static let namedTasks = 10
}

extension Inheritance {
    /// How long videos are looked after that were not saved: their links live for about a day.
    private static let videoLife = 86_400

    /// Takes over what is left in a journal.
    ///
    /// - Parameter savesAt: the time, for a shell that goes on with videos that were not saved; a script has other things to do.
    fileprivate init(from journal: Journal, isAtStart: Bool, savesAt now: Int?) throws(JournalError) {
        let legacy = try journal.takeOver()
        self.isAtStart = isAtStart
        unconfirmed = legacy.unconfirmed
        interrupted = legacy.interrupted
        unfinished = legacy.unfinished
        if isAtStart {
            newest = try journal.list(.all, limit: ShellApp.offeredTasks)
            remarks = journal.notices.map(\.words)
        }
        guard let start = now.map({ $0 - Self.videoLife }) else { return }
        // What could not be saved was told then; a shell that starts names it once more.
        unsaved = newest.reversed().filter { $0.remark == ShellApp.notSaved && $0.needsSaving(since: start) }
        unsaved += try journal.takeOverUnsaved(since: start, among: ShellApp.offeredTasks, told: ShellApp.notSaved)
    }
}

extension TaskRecord {
    /// Whether it has a video, since this moment, that is not saved and not forgotten.
    fileprivate func needsSaving(since time: Int) -> Bool {
        status == .succeeded && savedPath == nil && !isForgotten && (finishedAt ?? 0) >= time
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
