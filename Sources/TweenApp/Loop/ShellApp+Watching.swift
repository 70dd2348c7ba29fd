import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Starts to follow a task at the loop's back.
    func follow(_ record: TaskRecord) {
        let isFollowed = followed.updateValue(record, forKey: record.number) != nil
        blocked[record.number] = nil
        session.following.insert(record.number)
        remember(record)
        guard !isFollowed else { return }
        following = following ?? start { [follower] in await follower.run() }
        let pace: PollPace = record.isDemo ? .local : .hosted(interval: session.settings.pollInterval(profile: record.profile))
        follower.follow(record, pace)
    }

    /// Follows a task no more, and hears nothing of it that was asked before.
    func stopFollowing(_ number: TaskNumber) {
        followed[number] = nil
        blocked[number] = nil
        session.following.remove(number)
        follower.stop(number)
    }

    /// Keeps what Tab and the farewell know of a task.
    func remember(_ record: TaskRecord) {
        if followed[record.number] != nil { followed[record.number] = record }
        recentTasks.removeAll { $0.number == record.number }
        recentTasks.insert(record, at: 0)
        if recentTasks.count > Self.offeredTasks { recentTasks.removeLast() }
    }

    /// Has Tab offer tasks of earlier runs behind those of this one.
    func recall(_ records: [TaskRecord]) {
        let known = Set(recentTasks.map(\.number))
        recentTasks += records.filter { !known.contains($0.number) }.prefix(max(0, Self.offeredTasks - recentTasks.count))
    }

    /// As many as anybody looks through.
    static let offeredTasks = 200

    /// Takes in news of a task.
    func heed(_ report: FollowReport, mode: WatchMode) async {
        switch report {
        case .changed(let record):
            guard followed[record.number] != nil else { return }
            let isNews = isNews(record)
            remember(record)
            if record.isOver { followed[record.number] = nil }
            if isNews || record.isOver { await dispatch(.changed(record, mode)) }
        case .contradicted(let record, let word):
            let last = record.status?.rawValue ?? ""
            warn("\(record.number): the service says \"\(Sanitizer.oneLine(word).cut(toWidth: 40))\" now; it was \(last), which stands")
        case .blocked(let records, let reason):
            block(records.filter { followed[$0.number] != nil }, reason, mode: mode)
        case .unknown(let record):
            guard followed[record.number] != nil else { return }
            stopFollowing(record.number)
            let id = record.id.map { Sanitizer.oneLine($0.rawValue) } ?? "?"
            warn("\(record.number) is not in the journal any more, so it is not followed; its id is \(id)")
            if mode != .background { failure = failure ?? .disk }
        case .trouble(let number, let reason):
            if tellsTrouble(mode), let record = followed[number] { tell(trouble: reason, at: record.origin) }
        case .fine(let number):
            if tellsTrouble(mode), let record = followed[number] { tell(trouble: nil, at: record.origin) }
        }
    }

    private func block(_ records: [TaskRecord], _ reason: String, mode: WatchMode) {
        guard !records.isEmpty else { return }
        for record in records {
            remember(record)
            stopFollowing(record.number)
            blocked[record.number] = record
        }
        let (they, them) = records.count == 1 ? ("it", "it") : ("they", "them")
        warn("\(names(records)): \(Sanitizer.oneLine(reason)); \(they) may go on there. `login` follows \(them) again")
        // Whoever waited for it has not got it.
        if mode != .background { failure = failure ?? .key }
    }

    /// Whether somebody waits who sees no live line.
    private func tellsTrouble(_ mode: WatchMode) -> Bool { mode == .waiting || mode == .live && !outside.console.hasLiveLine }

    /// Tells that a service can't be asked, or can be again: one line for each change, where no live line shows it.
    private func tell(trouble: String?, at origin: String) {
        guard troubles[origin] != trouble else { return }
        troubles[origin] = trouble
        let words = trouble.map { "\(Sanitizer.oneLine($0)); trying again" } ?? "it answers again"
        outside.console.tell([StyledText("\(Sanitizer.oneLine(origin)): \(words)", .faint)])
    }

    private func warn(_ words: String) { outside.console.tell([StyledText("warning: ", .warning) + StyledText(words)]) }

    /// Whether the service says another word; a program that reads events is told of mere progress too.
    private func isNews(_ record: TaskRecord) -> Bool {
        guard session.output != .json, let known = followed[record.number] else { return true }
        return known.status != record.status || known.rawStatus != record.rawStatus
    }

    /// Watches tasks until all are done, the person leaves them, or patience ends.
    func watch(_ numbers: [TaskNumber], mode: WatchMode, timeout: Duration?) async {
        var watch = Watch(numbers: numbers, draws: mode == .live && outside.console.hasLiveLine)
        for number in numbers { await follow(number) }
        await watch.prepare(outside.journal, followed)
        let helpers = startTimers(ticks: watch.draws, timeout: timeout)
        defer { for task in helpers.tasks { task.cancel() } }
        while watch.isOpen(followed) {
            draw(&watch)
            switch await mailbox.next() {
            case .signal(let signal):
                outside.console.eraseLive()
                if signal.isFinal { ending = .signal(signal) }
                // Whoever leaves the task of one line of a paste wants to see before the next is run.
                if place?.kind == .paste { failure = failure ?? .interrupted }
                return await dispatch(.watchEnded(.detached, watch.remaining(followed)))
            case .timedOut(helpers.patience):
                outside.console.eraseLive()
                return await dispatch(.watchEnded(.timedOut, watch.remaining(followed)))
            case .followed(let report):
                if watch.concerns(report) {
                    watch.note(report)
                    if !watch.isQuiet(report) { outside.console.eraseLive() }
                    await heed(report, mode: mode)
                } else {
                    outside.console.eraseLive()
                    await heed(report, mode: .background)
                }
            case let message:
                await heed(message)
            }
            if ending != nil { return }
        }
        outside.console.eraseLive()
    }

    private func draw(_ watch: inout Watch) {
        guard watch.draws, let line = watch.line(followed, now: outside.now(), columns: outside.console.columns) else { return }
        outside.console.drawLive(line)
    }

    /// Starts to follow a task of the journal, unless it is followed already or is over.
    func follow(_ number: TaskNumber) async {
        guard followed[number] == nil,
            let record = try? await outside.journal({ journal throws(JournalError) in
                // Whoever looks at a task again has not forgotten it.
                try journal.task(number)?.isForgotten == true ? try journal.remember(number) : try journal.task(number)
            })
        else { return }
        if record.isUnfinished { follow(record) }
    }

    /// The clock of the live line and the end of patience, both as messages.
    func startTimers(ticks: Bool, timeout: Duration?) -> (tasks: [Task<Void, Never>], patience: Int) {
        let (clock, mailbox, patience) = (outside.clock, mailbox, newOperation())
        var tasks: [Task<Void, Never>] = []
        if ticks {
            tasks.append(
                start {
                    while (try? await clock.sleep(for: .milliseconds(100))) != nil { mailbox.post(.tick) }
                }
            )
        }
        if let timeout {
            tasks.append(start { if (try? await clock.sleep(for: timeout)) != nil { mailbox.post(.timedOut(patience)) } })
        }
        return (tasks, patience)
    }
}
