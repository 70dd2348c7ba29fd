import Synchronization
@_spi(ExperimentalCustomExecutors) import _Concurrency

/// The main actor's jobs, on the main thread.
package final class MainLoop: MainExecutor {
    private enum Work: Sendable {
        case job(UnownedJob)
        /// Nothing to do but to look whether the loop goes on.
        case look
    }

    private let backlog = Backlog<Work>()
    private let isStopped = Mutex(false)

    package init() {}

    package var isMainExecutor: Bool { true }

    package func enqueue(_ job: consuming ExecutorJob) { backlog.add(.job(UnownedJob(job))) }

    package func run() { runUntil { isStopped.withLock { $0 } } }

    package func runUntil(_ condition: () -> Bool) {
        while !condition() {
            if case .job(let job) = backlog.take() { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    package func stop() {
        isStopped.withLock { $0 = true }
        backlog.add(.look)
    }
}
