import VideoAPI

extension ShellApp {
    /// Takes what came to an end while it was being stopped, where nobody else would know of it.
    private func hearLast(_ message: LoopMessage) async {
        switch message {
        case .saved(let saving): if case .success = saving.result { await take(saving) }
        case .sweep(_, .ended(.unwritten(let outcome, let reason))):
            if case .success(let snapshot) = outcome.answer { await tellUnrecorded(outcome.record.number, snapshot.id, reason) }
            unwritten.append(outcome)
        default: break
        }
    }

    /// Stops what belongs to this shell.
    func close() async {
        follower.end()
        let running = [following, inheriting, inspecting, rewriting].compactMap { $0 } + savings.tasks + sweeps.values.flatMap(\.tasks)
        (following, inheriting, inspecting, rewriting, savings, sweeps) = (nil, nil, nil, nil, Savings(), [:])
        for task in running { task.cancel() }
        for task in running { await task.value }
        while let message = mailbox.take() { await hearLast(message) }
        await writeLastOutcomes()
        await outside.services.close()
        await outside.keyboard?.close()
    }
}
