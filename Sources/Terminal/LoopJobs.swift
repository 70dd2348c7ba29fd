import Glibc
import Synchronization
import Workers

/// Jobs of Swift's tasks that run on the editing thread, between lines and while a line waits for keys.
///
/// So a line goes from the editor to the loop and back without a change of threads. What runs here must not block: nothing is echoed meanwhile.
final class LoopJobs: TaskExecutor {
    private struct State {
        var waiting: [UnownedJob] = []
        var thread: pthread_t?
        var isUsed = false
    }

    private let state = Mutex(State())
    private let wake: WakePipe

    init(wake: WakePipe) { self.wake = wake }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.waiting.append(job) }
        wakeFromElsewhere()
    }

    /// Has the thread look at what there is to do. On the thread itself there is no need: it looks again before it waits.
    func wakeFromElsewhere() {
        let isOwn = state.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
        if !isOwn { wake.wake() }
    }

    /// From now on the thread is there for jobs, to the end of the process.
    func use() { state.withLock { $0.isUsed = true } }

    /// Whether jobs may come even when no line is read any more.
    var isUsed: Bool { state.withLock { $0.isUsed } }

    /// Says that the calling thread is the one.
    func begin() { state.withLock { $0.thread = pthread_self() } }

    /// Runs the jobs that wait, and those that they add.
    func run() {
        while true {
            let jobs = state.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            guard !jobs.isEmpty else { return }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}
