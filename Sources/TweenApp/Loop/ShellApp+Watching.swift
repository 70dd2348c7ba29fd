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

    /// Watches tasks until all are done, the person leaves them, or patience ends.
    func watch(_ numbers: [TaskNumber], mode: WatchMode, timeout: Duration?) async {
        var watch = Watch(numbers: numbers, draws: mode == .live && outside.console.hasLiveLine)
        for number in numbers { await follow(number) }
        await watch.prepare(outside.journal, followed)
        let helpers = startTimers(ticks: watch.draws, timeout: timeout)
        let outer = watched
        watched.formUnion(numbers)
        defer {
            watched = outer
            for task in helpers.tasks { task.cancel() }
            outside.console.eraseLive()
            outside.keyboard?.listenForEnd(nil)
        }
        while ending == nil, watch.isOpen(followed) || !watch.saving(savings).isEmpty {
            draw(&watch)
            listenForEnd()
            switch await mailbox.next() {
            case .left:
                // The saving of a video is not left by it.
                guard watch.isOpen(followed) else { continue }
                outside.console.eraseLive()
                guard await leave(watch, .interrupt) else { return }
            case .signal(let signal):
                outside.console.eraseLive()
                if signal.isFinal { ending = .signal(signal) }
                guard await leave(watch, signal) else { return }
            case .timedOut(helpers.patience):
                outside.console.eraseLive()
                for number in watch.saving(savings) { savings.tell(number, .background) }
                return await dispatch(.watchEnded(.timedOut, watch.remaining(followed)))
            case .followed(let report) where watch.concerns(report):
                watch.note(report)
                if !watch.isQuiet(report) { outside.console.eraseLive() }
                await heed(report, mode: mode)
            case .tick: break
            case let message:
                outside.console.eraseLive()
                await heed(message)
            }
        }
    }

    /// Has ^D be heard while something is watched.
    func listenForEnd() {
        let mailbox = mailbox
        outside.keyboard?.listenForEnd { mailbox.post(.left) }
    }

    /// ^C, ^D and ^Z leave the tasks that are watched, and the saving of their videos, behind the prompt; ^C while nothing but that goes on stops it.
    ///
    /// - Returns: whether there is still something to wait for: the word that the saving has stopped.
    private func leave(_ watch: Watch, _ signal: LoopSignal) async -> Bool {
        // Whoever leaves the task of one line of a paste wants to see before the next is run.
        if place?.kind == .paste { failure = failure ?? .interrupted }
        let saving = watch.saving(savings)
        if signal == .interrupt, !watch.isOpen(followed) {
            for number in saving { savings.cancel(number) }
            return true
        }
        for number in saving { savings.tell(number, .background) }
        await dispatch(.watchEnded(.detached, watch.remaining(followed)))
        return false
    }

    private func draw(_ watch: inout Watch) {
        guard watch.draws else { return }
        let line = watch.line(followed, now: outside.now(), columns: liveColumns) ?? saveLine(watch.saving(savings))
        if let line { outside.console.drawLive(line) }
    }

    /// The width of the live line: the terminal shows ^C behind it, and what wraps would stay.
    var liveColumns: Int { max(1, outside.console.columns - 2) }

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
