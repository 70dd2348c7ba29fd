import Foundation
import HTTPTypes
import Renderer
import VideoAPI

/// Renders this server's jobs in the order in which they came, two at a time.
///
/// What a job is and how far it has come stands in the store; here is only what this process does about it.
actor JobQueue {
    /// How many render at once, and how many may wait for that.
    static let renderLimit = 2
    static let waitingLimit = 32

    let store: JobStore
    let renderer: any VideoRendering
    let seams: VideoServerSeams
    private var waiting: [Waiting] = []
    private var running: [TaskID: Task<Void, Never>] = [:]
    private var isClosed = false

    private struct Waiting {
        let record: JobRecord
        let lock: JobLock
    }

    init(store: JobStore, renderer: any VideoRendering, seams: VideoServerSeams) {
        self.store = store
        self.renderer = renderer
        self.seams = seams
    }

    /// Stores a job and lines it up.
    ///
    /// - Returns: the job as it was stored, pending.
    /// - Throws: the refusal when 32 wait, when the disk does, or when the server is about to stop.
    func submit(_ order: VideoOrder) throws(Refusal) -> Job {
        guard !isClosed else { throw Self.closed }
        guard waiting.count < Self.waitingLimit else { throw Self.full }
        let record = JobRecord(id: JobStore.newID(), createdAt: seams.now().milliseconds, draft: order.draft)
        let lock: JobLock
        do {
            lock = try store.create(record, pictures: order.pictures)
        } catch {
            throw .notStored(error)
        }
        waiting.append(Waiting(record: record, lock: lock))
        store.note(.queued, of: record.id)
        startNext()
        return Job(record: record, progress: .pending)
    }

    /// Ends a job that has not ended, whichever server renders it.
    func cancel(_ id: TaskID) throws(Refusal) -> Job {
        let second = seams.now().second
        guard var job = store.job(id, second: second) else { throw .taskNotExist(id) }
        let end = JobEnd(status: .cancelled, second: second, percent: job.percent)
        guard job.end == nil, store.settle(id, as: end) == end else {
            throw Refusal(.conflict, "task_ended", "the task has ended: \(store.end(of: id)?.status.rawValue ?? "failed")").aboutStoredJob
        }
        if let position = waiting.firstIndex(where: { $0.record.id == id }) {
            waiting.remove(at: position)
            store.removePictures(id)
        }
        running[id]?.cancel()
        job.end = end
        return job
    }

    /// Takes a job that has ended away, with its video.
    func delete(_ id: TaskID) async throws(Refusal) {
        guard let job = store.job(id, second: seams.now().second) else { throw .taskNotExist(id) }
        guard job.end != nil else {
            throw Refusal(.conflict, "task_not_ended", "the task is \(job.status.rawValue); cancel it first").aboutStoredJob
        }
        // A cancelled one may still be on its way out, and would leave files behind.
        await running[id]?.value
        store.remove(id)
    }

    /// How many of this server's jobs are rendered before this one, or nil when it does not wait here.
    func position(of id: TaskID) -> Int? {
        waiting.firstIndex { $0.record.id == id }.map { $0 + 1 }
    }

    /// Ends everything that is not done, as interrupted, and returns when nothing runs any more.
    func close() async {
        isClosed = true
        for job in waiting {
            store.settle(job.record.id, as: .interrupted(at: seams.now().second, percent: 0))
            store.removePictures(job.record.id)
        }
        waiting = []
        let tasks = Array(running.values)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Returns when nothing renders and nothing waits for that.
    func finish() async {
        // A job that ends has begun the next.
        while let task = running.values.first { await task.value }
    }

    private func startNext() {
        while !isClosed, running.count < Self.renderLimit, !waiting.isEmpty {
            let next = waiting.removeFirst()
            // Another server may have cancelled it.
            guard store.end(of: next.record.id) == nil else {
                store.removePictures(next.record.id)
                continue
            }
            running[next.record.id] = Task { await perform(next) }
        }
    }

    private func perform(_ job: Waiting) async {
        let end = await render(job.record)
        store.settle(job.record.id, as: end)
        store.removePictures(job.record.id)
        running[job.record.id] = nil
        withExtendedLifetime(job.lock) {}
        startNext()
    }

    private static let full = Refusal(.tooManyRequests, "queue_full", "\(waitingLimit) videos wait already; try again later")
        .with("Retry-After", "15")

    private static let closed = Refusal(.serviceUnavailable, "shutting_down", "the server is about to stop").with("Retry-After", "15")
}

extension Date {
    /// Seconds since 1970.
    var second: Int { milliseconds / 1000 }

    /// Milliseconds since 1970; a date that no clock shows counts as 1970.
    var milliseconds: Int { Int(exactly: (timeIntervalSince1970 * 1000).rounded(.down)) ?? 0 }
}
