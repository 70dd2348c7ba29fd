package import VideoAPI

/// A task with all that happened to it.
package struct TaskLife: Sendable, Hashable {
    package let record: TaskRecord
    /// Oldest first.
    package let changes: [LifeChange]

    /// Joins a task with its history.
    package init(_ record: TaskRecord, changes: [LifeChange]) {
        self.record = record
        self.changes = changes
    }
}

/// One thing that happened to a task, as the journal tells it: what was said or done, and when.
package struct LifeChange: Sendable, Hashable {
    /// Seconds since 1970.
    package var at: Int
    /// How far the user's clock was ahead of UTC then, in seconds.
    package var offset = 0
    /// The journal's word: `accepted`, `status`, `saved`.
    package var event: String
    package var status: TaskStatus?
    /// The status word as it came.
    package var rawStatus: String?
    package var progress: Int?
    package var httpStatus: Int?
    /// The service's code for an error or a failure.
    package var code: String?
    /// What was said, as it came; of `accepted` the id, of `saved` the path.
    package var message: String?
    /// The service's name for the answer.
    package var requestID: String?
    /// The answer as it came, where it could not be read.
    package var reply: String?

    /// Names what happened.
    package init(_ event: String, at: Int) {
        self.event = event
        self.at = at
    }
}
