import VideoAPI

extension ShellApp {
    /// Takes what came to an end while it was being stopped, where nobody else would know of it.
    private func hearLast(_ message: LoopMessage) async {
        switch message {
        case .saved(let saving): if case .success = saving.result { await take(saving) }
        case .sweep(_, .ended(.acceptedUnrecorded(let record, let id, let reason))): await tellUnrecorded(record.number, id, reason)
        default: break
        }
    }

    /// Stops what belongs to this shell.
    func close() async {
        follower.end()
        let running = [following, inheriting, inspecting].compactMap { $0 } + savings.tasks + sweeps.values.flatMap(\.tasks)
        (following, inheriting, inspecting, savings, sweeps) = (nil, nil, nil, Savings(), [:])
        for task in running { task.cancel() }
        for task in running { await task.value }
        while let message = mailbox.take() { await hearLast(message) }
        await outside.services.close()
        await outside.keyboard?.close()
    }
}
