package import VideoAPI

/// How many tasks of one kind there were: what `cost` and the budget count. Each task is in one row only.
package struct TaskCount: Sendable, Hashable {
    package let model: Model
    package let size: VideoSize
    /// Tasks of the embedded server, which are free.
    package let isDemo: Bool
    /// All that the service took, however they ended.
    package var accepted: Int
    /// Of the accepted ones.
    package var succeeded: Int
    /// Of the accepted ones: failed or cancelled.
    package var failed: Int
    /// Unconfirmed, or being sent: maybe charged, and not among the accepted.
    package var unconfirmed: Int

    /// Takes the figures of one kind.
    package init(model: Model, size: VideoSize, isDemo: Bool, accepted: Int, succeeded: Int, failed: Int, unconfirmed: Int) {
        self.model = model
        self.size = size
        self.isDemo = isDemo
        self.accepted = accepted
        self.succeeded = succeeded
        self.failed = failed
        self.unconfirmed = unconfirmed
    }
}
