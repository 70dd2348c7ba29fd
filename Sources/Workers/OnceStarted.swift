import Synchronization

/// Whether threads run already. When the system had none to give, the next need tries again.
final class OnceStarted: Sendable {
    private let isStarted = Mutex(false)

    func once(_ start: () -> Bool) {
        isStarted.withLock { if !$0 { $0 = start() } }
    }
}
