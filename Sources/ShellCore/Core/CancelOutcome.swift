package import VideoAPI

/// What a service said to the wish that a task should end.
package enum CancelOutcome: Sendable, Hashable {
    /// It is cancelled; the record says so.
    case cancelled(TaskRecord)
    /// It was over before the wish arrived.
    case over(TaskRecord)
    /// The wish could not be told, or was refused.
    case failed(TaskRecord, ServiceError)
}
