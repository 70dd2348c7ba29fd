import Dispatch
import Synchronization

/// Runs everything that the shell starts one step at a time, so that "nothing happens by itself any more" is a fact and not a guess.
final class Stage: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let queue = DispatchQueue(label: "stage")
    private let arrival = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrival.signal()
    }

    /// Waits for a job that something outside hands in, such as a socket.
    ///
    /// - Returns: false if none comes within half a minute, so that a test that is stuck fails.
    func waitForJob() -> Bool {
        let limit = DispatchTime.now() + .seconds(30)
        while jobs.withLock({ $0.isEmpty }) {
            guard arrival.wait(timeout: limit) == .success else { return false }
        }
        return true
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
