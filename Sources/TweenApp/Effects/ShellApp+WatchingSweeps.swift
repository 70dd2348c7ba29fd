import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Watches a series until it is over, the person stops it or puts it behind the prompt.
    func watch(sweep id: Int, _ mode: WatchMode) async {
        sweeps[id]?.mode = mode
        var watch = Watch(numbers: [], draws: mode == .live && outside.console.hasLiveLine)
        let helpers = startTimers(ticks: watch.draws, timeout: nil)
        defer {
            for task in helpers.tasks { task.cancel() }
            outside.keyboard?.listenForEnd(nil)
        }
        while let sweep = sweeps[id] {
            for number in sweep.run.unfinished {
                if let record = followed[number] { await watch.add(record, outside.journal) }
            }
            draw(sweep.run, &watch)
            listenForEnd()
            switch await mailbox.next() {
            case .left:
                // As long as something is to go out, it is nothing to leave.
                guard sweep.unsent == 0, sweep.sending == nil else { continue }
                outside.console.eraseLive()
                await interrupt(id, isFinal: false)
            case .signal(.suspend):
                outside.console.eraseLive()
                return putBehind(id)
            case .signal(let signal):
                outside.console.eraseLive()
                if signal.isFinal { ending = .signal(signal) }
                await interrupt(id, isFinal: signal.isFinal)
            case .followed(let report) where watch.concerns(report):
                watch.note(report)
                if !watch.isQuiet(report) { outside.console.eraseLive() }
                await heed(report, mode: mode)
                await advanceSweeps()
            case .tick: break
            case let message:
                outside.console.eraseLive()
                await heed(message)
            }
        }
        outside.console.eraseLive()
    }

    private func draw(_ run: SweepRun, _ watch: inout Watch) {
        guard watch.draws else { return }
        if let record = run.watched {
            outside.console.drawLive(SweepLine.text(run, at: watch.moment(of: record, now: outside.now()), columns: liveColumns))
        } else if let line = saveLine(savings.numbers.filter(run.holds), key: "^C: don't wait") {
            outside.console.drawLive(line)
        }
    }

    /// ^C: nothing more goes out. The answer to what is on its way is worth waiting for, since it may have been charged; a second ^C gives it up.
    private func interrupt(_ id: Int, isFinal: Bool) async {
        guard let sweep = sweeps[id] else { return }
        let isSecond = sweep.run.end?.reason == .interrupted
        sweeps[id]?.run.stop(.interrupted)
        // Whoever stops one line of a paste wants to see before the next is run.
        if place?.kind == .paste { failure = failure ?? .interrupted }
        if let sending = sweep.sending {
            if isFinal || isSecond || sending.isWaiting {
                sending.task.cancel()
            } else {
                outside.console.tell([StyledText("nothing more goes out; one answer is waited for, ^C again gives it up", .faint)])
            }
        }
        await advanceSweeps()
    }

    /// ^Z: the rest goes out while the person does something else.
    private func putBehind(_ id: Int) {
        sweeps[id]?.mode = .background
        guard let run = sweeps[id]?.run else { return }
        for number in savings.numbers where run.holds(number) { savings.tell(number, .background) }
        let left = run.order.orders.count - run.sent
        let words =
            left == 0 ? "all \(run.sent) are sent and go on behind the prompt" : "\(run.sent) sent, \(left) to go out behind the prompt"
        let line = StyledText(words) + StyledText("  `watch` brings \(left == 0 ? "them" : "it") back, ^C there stops it", .faint)
        outside.console.tell([line])
    }

    /// The series behind the prompt whose unfinished tasks are all among these.
    func sweep(behind numbers: [TaskNumber]) -> Int? {
        sweeps.filter { _, sweep in
            let unfinished = sweep.run.unfinished
            return sweep.mode == .background && !unfinished.isEmpty && unfinished.allSatisfy(numbers.contains)
        }.keys.min()
    }

    /// Whether a task belongs to a series that is watched: saving its video holds up none of the others.
    func isInSweep(_ number: TaskNumber) -> Bool {
        sweeps.values.contains { $0.mode != .background && $0.run.holds(number) }
    }
}
