import GRDB
package import VideoAPI

extension Journal {
    /// Makes tasks this shell's whose shell is gone before it had saved their videos, or had told that it could not; of two that look, one has them.
    ///
    /// While there are none it reads a few rows and writes nothing: it may be called every few seconds.
    /// - Parameters:
    ///   - time: the earliest at which they may have succeeded, in seconds since 1970.
    ///   - limit: how many of the newest tasks are looked at.
    ///   - remark: marks those of which it was told.
    package func takeOverUnsaved(since time: Int, among limit: Int, told remark: String) throws(JournalError) -> [TaskRecord] {
        var taken: [TaskRecord] = []
        for task in try unsavedElsewhere(since: time, among: limit, told: remark) where !lock.isAlive(task.owner) {
            if let record = try? claim(task.taskNumber) { taken.append(record) }
        }
        return taken
    }

    /// Whether another shell that lives may be saving a video, which it may leave: then ``takeOverUnsaved(since:among:told:)`` is worth calling again.
    package func hasSavers(since time: Int, among limit: Int, told remark: String) throws(JournalError) -> Bool {
        try unsavedElsewhere(since: time, among: limit, told: remark).contains { lock.isAlive($0.owner) }
    }

    /// Other shells' tasks with a video that is not saved and of which nothing was told, oldest first.
    private func unsavedElsewhere(since time: Int, among limit: Int, told remark: String) throws(JournalError) -> [StoredTask] {
        try read { db in
            let request: SQLRequest<StoredTask> = """
                SELECT * FROM (SELECT * FROM task ORDER BY number DESC LIMIT \(limit))
                WHERE owner <> \(lock.owner) AND status = \(TaskStatus.succeeded.rawValue) AND saved_path IS NULL AND remark IS NOT \(remark)
                AND NOT is_forgotten AND finished_at >= \(time) ORDER BY number
                """
            return try request.fetchAll(db)
        }
    }
}
