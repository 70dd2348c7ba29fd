import Glibc
@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency

/// The threads that Swift's tasks run on: as many as there are processors, at least two. Without a job to do none of them wakes.
///
/// Jobs run in the order they come; priorities are not looked at.
package final class WorkerPool: TaskExecutor, SchedulingExecutor {
    private let backlog: Backlog<UnownedJob>
    private let timers: TimerThread<UnownedJob>
    private let start = OnceStarted()

    package init() {
        let backlog = Backlog<UnownedJob>()
        self.backlog = backlog
        timers = TimerThread { backlog.add($0) }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        backlog.add(UnownedJob(job))
        begin()
    }

    package func enqueue<C: Clock>(_ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C) {
        // Clocks that count otherwise sleep by themselves, and never come here.
        let delay = delay as? Duration ?? .zero
        timers.add(UnownedJob(job), at: .now + min(delay, .seconds(1_000_000_000)))
        begin()
    }

    package func enqueue<C: Clock>(_ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C) {
        enqueue(job, after: clock.now.duration(to: instant), tolerance: tolerance, clock: clock)
    }

    private func begin() {
        start.once {
            // One thread is enough for everything to get its turn.
            (0..<max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))).count { _ in WorkThread.detach { [self] in work() } } > 0
        }
    }

    private func work() {
        let executor = asUnownedTaskExecutor()
        while true { backlog.take().runSynchronously(on: executor) }
    }
}
