import Glibc

/// A thread that does what it is given, one thing after the other; for calls that block. It starts with the first and never ends.
package final class WorkThread: Sendable {
    private let backlog = Backlog<@Sendable () -> Void>()
    private let start = OnceStarted()

    /// A thread that does not run yet.
    package init() {}

    /// Has something done after all that was given before.
    package func perform(_ body: @escaping @Sendable () -> Void) {
        backlog.add(body)
        start.once { [backlog] in
            WorkThread.detach { while true { backlog.take()() } }
        }
    }

    /// Starts `body` on a new thread, which is never joined, for calls that block. False if the system gives none.
    package static func detach(_ body: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Body(run: body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            box.toOpaque()
        )
        guard status == 0 else {
            box.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
