import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Sends several requests, as many at once as may be unfinished, and watches them unless that is not wanted.
    func sweep(_ order: SweepOrder) async {
        let id = newOperation()
        var sweep = Sweep(order)
        if let timeout = order.timeout {
            let (clock, mailbox) = (outside.clock, mailbox)
            sweep.patience = start { if (try? await clock.sleep(for: timeout)) != nil { mailbox.post(.sweep(id, .timedOut)) } }
        }
        sweeps[id] = sweep
        await advanceSweeps()
        if order.mode != .background { await watch(sweep: id, order.mode) }
    }

    /// Takes each series as far as it gets now: the next request goes out if it may, and the end is told when it is there.
    func advanceSweeps() async {
        for id in sweeps.keys.sorted() { await advance(id) }
    }

    private func advance(_ id: Int) async {
        guard var sweep = sweeps[id], sweep.sending == nil else { return }
        for number in sweep.run.unfinished where followed[number] == nil {
            if blocked[number] == nil { sweep.run.abandon(number) } else { sweep.run.block(number) }
        }
        if let (position, order) = sweep.run.next {
            sweep.sending = Sweep.Sending(position: position, order: order, task: send(order, of: id))
            sweeps[id] = sweep
        } else if let end = sweep.run.end, !isSaving(end) {
            sweeps[id] = nil
            sweep.patience?.cancel()
            await dispatch(.swept(end))
        } else {
            sweeps[id] = sweep
        }
    }

    /// Sends one request beside the loop, which is told of its outcome.
    private func send(_ order: SubmitOrder, of id: Int) -> Task<Void, Never> {
        let mailbox = mailbox
        if let refusal {
            mailbox.post(.sweep(id, .ended(.ended(nil, refusal))))
            return start {}
        }
        guard let profile = session.settings.profile(named: order.profile) else {
            let words = "not sent: there is no profile \(order.profile) any more"
            mailbox.post(.sweep(id, .ended(.ended(nil, ServiceError(.input, sending: .notSent, message: words)))))
            return start {}
        }
        let submitter = submitter { mailbox.post(.sweep(id, .waiting($0))) }
        return start { mailbox.post(.sweep(id, .ended(await submitter.submit(order.request, profile: profile)))) }
    }

    /// Whether a video of it is being saved, which belongs to its end unless somebody did not want to wait for that.
    private func isSaving(_ end: SweepEnd) -> Bool {
        switch end.reason {
        case .finished, .refused, .unrecorded, .blocked: end.accepted.contains { savings.contains($0.number) }
        case .interrupted, .timedOut: false
        }
    }

    /// Takes in what happened to a series.
    func take(_ news: SweepNews, of id: Int) async {
        guard var sweep = sweeps[id] else { return }
        switch news {
        case .waiting(let wait):
            sweeps[id]?.sending?.isWaiting = true
            let hint = sweep.mode == .background ? "" : "; ^C gives up, nothing is charged"
            outside.console.tell([Self.waiting(wait, hint: hint)])
        case .timedOut:
            sweeps[id]?.run.stop(.timedOut)
            if sweep.sending?.isWaiting == true { sweep.sending?.task.cancel() }
        case .ended(let outcome):
            guard let sending = sweep.sending else { return }
            sweep.sending = nil
            switch outcome {
            case .accepted(let record): sweep.run.accept(record)
            case .ended(let record, _): sweep.run.refuse(record)
            case .unwritten(let outcome, _):
                if case .success = outcome.answer {
                    sweep.run.acceptUnrecorded(outcome.record)
                } else {
                    sweep.run.refuse(outcome.record)
                }
            }
            // What is told may lead on to the next request: the series knows of this one before.
            sweeps[id] = sweep
            await tell(outcome, sending.order) {
                .sweepSubmitted($0, sending.order, position: sending.position, of: sweep.run.order)
            }
        }
    }

    /// Tells each series what has become of its tasks.
    func noteForSweeps(_ event: Event) {
        let record: TaskRecord
        if case .changed(let changed, _) = event {
            record = changed
        } else if case .cancelEnded(.cancelled(let cancelled)) = event {
            record = cancelled
        } else {
            return
        }
        for id in sweeps.keys { sweeps[id]?.run.heed(record) }
    }

    /// On leaving the shell: sends nothing more, hears the answers that are still to come, and tells what was not sent.
    func leaveSweeps() async {
        var leaving = sweeps
        sweeps = [:]
        let unsent = leaving.values.reduce(0) { $0 + $1.unsent }
        let count = leaving.values.reduce(0) { $0 + $1.run.order.orders.count }
        for sweep in leaving.values {
            sweep.patience?.cancel()
            if sweep.sending?.isWaiting == true { sweep.sending?.task.cancel() }
        }
        while leaving.values.contains(where: { $0.sending != nil }) {
            switch await mailbox.next() {
            case .sweep(let id, .ended(let outcome)):
                guard let sweep = leaving.removeValue(forKey: id), let sending = sweep.sending else { continue }
                await tell(outcome, sending.order) {
                    .sweepSubmitted($0, sending.order, position: sending.position, of: sweep.run.order)
                }
            case .sweep(let id, .waiting): leaving[id]?.sending?.task.cancel()
            case .signal(.suspend): break
            case .signal(let signal):
                if signal.isFinal { ending = .signal(signal) }
                for sweep in leaving.values { sweep.sending?.task.cancel() }
            case let message: await heed(message)
            }
        }
        if unsent > 0 { outside.console.tell([StyledText("\(unsent) of \(count) requests were not sent", .warning)]) }
    }
}
