import Journal
import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Starts to follow a task at the loop's back.
    func follow(_ record: TaskRecord) {
        followed[record.number] = record
        session.following.insert(record.number)
        remember(record)
        guard followers[record.number] == nil else { return }
        let mailbox = mailbox
        let follower = Follower(
            services: outside.services,
            journal: outside.journal,
            clock: outside.clock,
            now: outside.now,
            entropy: outside.entropy,
            report: { mailbox.post(.followed($0)) }
        )
        let schedule: PollSchedule =
            record.isDemo ? .local : .hosted(interval: session.settings.pollInterval(profile: record.profile))
        followers[record.number] = start { await follower.follow(record, schedule) }
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
            let isNews = isNews(record)
            remember(record)
            guard isNews else { return }
            if record.status?.isTerminal == true || record.status == .lost { unfollow(record.number) }
            await dispatch(.changed(record, mode))
        case .stopped(let record, let message):
            remember(record)
            unfollow(record.number)
            session.following.remove(record.number)
            let words =
                "\(record.number): \(Sanitizer.oneLine(message)); it may go on there. `login`, then `watch \(record.number.rawValue)`"
            outside.console.tell([StyledText("warning: ", .warning) + StyledText(words)])
        case .trouble, .fine:
            break
        }
    }

    /// Whether the service says another word of a task that is still followed; a program that reads events is told of mere progress too.
    private func isNews(_ record: TaskRecord) -> Bool {
        guard let known = followed[record.number] else { return false }
        return session.output == .json || known.status != record.status || known.rawStatus != record.rawStatus
    }

    /// Asks for a task no more.
    func unfollow(_ number: TaskNumber) {
        followed[number] = nil
        followers[number]?.cancel()
        followers[number] = nil
    }

    /// Watches tasks until all are done, the person leaves them, or patience ends.
    func watch(_ numbers: [TaskNumber], mode: WatchMode, timeout: Duration?) async {
        var watch = Watch(numbers: numbers, draws: mode == .live && outside.console.hasLiveLine)
        for number in numbers { await follow(number) }
        await watch.prepare(outside.journal, followed)
        let helpers = startTimers(ticks: watch.draws, timeout: timeout)
        defer { for task in helpers.tasks { task.cancel() } }
        while !watch.remaining(followed).isEmpty {
            draw(&watch)
            switch await mailbox.next() {
            case .signal(let signal):
                outside.console.eraseLive()
                if signal.isFinal { ending = .signal(signal) }
                // Whoever leaves the task of one line of a paste wants to see before the next is run.
                if place?.kind == .paste { failure = failure ?? .interrupted }
                return await dispatch(.watchEnded(.detached, watch.remaining(followed).compactMap { followed[$0] }))
            case .timedOut(helpers.patience):
                outside.console.eraseLive()
                return await dispatch(.watchEnded(.timedOut, watch.remaining(followed).compactMap { followed[$0] }))
            case .followed(let report):
                if watch.concerns(report) {
                    watch.note(report)
                    if !watch.isQuiet(report, followed) { outside.console.eraseLive() }
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
        guard watch.draws, let number = watch.remaining(followed).first, let record = followed[number] else { return }
        let moment = watch.moment(of: record, now: outside.now())
        outside.console.drawLive(WatchLine.text(record, at: moment, columns: liveColumns))
    }

    /// The width of the live line: the terminal shows ^C behind it, and what wraps would stay.
    var liveColumns: Int { max(1, outside.console.columns - 2) }

    /// Starts to follow a task of the journal, unless it is followed already or is over.
    func follow(_ number: TaskNumber) async {
        guard followers[number] == nil,
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
