import Dispatch
import Synchronization

/// Runs everything that the shell starts one step at a time, so that "nothing happens by itself any more" is a fact and not a guess.
final class Stage: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let queue = DispatchQueue(label: "stage")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Goes on until everything waits for something outside. The jobs run on a thread that is not in the middle of a test's own task.
    func settle() {
        let isDone = DispatchSemaphore(value: 0)
        queue.async { [self] in
            while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                job.runSynchronously(on: asUnownedTaskExecutor())
            }
            isDone.signal()
        }
        isDone.wait()
    }
}
