package import VideoAPI

/// How a series of requests came to its end.
package struct SweepEnd: Sendable, Hashable {
    /// Why nothing more goes out and nothing more is waited for.
    package enum Reason: Sendable, Hashable {
        /// All went out and are over.
        case finished
        /// ^C: nothing more goes out, what was accepted goes on.
        case interrupted
        /// One was not accepted; why was told with ``Event/notSubmitted(_:_:_:)``.
        case refused
        /// One was accepted, and its id could not be written down; that was told, with the id.
        case unrecorded
        /// The key was refused when the tasks were asked for; that was told.
        case blocked
        /// The time that `--timeout` gave is over.
        case timedOut
    }

    package let order: SweepOrder
    package let reason: Reason
    /// The tasks that the service took, as they are now, in the order of their numbers.
    package let accepted: [TaskRecord]
    /// The tasks that were tried and not accepted.
    package let notAccepted: [TaskRecord]
    /// The tasks that the service took without the journal's knowing: their ids were told, and stand nowhere else.
    package let unrecorded: [TaskRecord]

    /// Says how it ended.
    package init(
        _ reason: Reason,
        of order: SweepOrder,
        accepted: [TaskRecord],
        notAccepted: [TaskRecord] = [],
        unrecorded: [TaskRecord] = []
    ) {
        self.reason = reason
        self.order = order
        self.accepted = accepted
        self.notAccepted = notAccepted
        self.unrecorded = unrecorded
    }

    /// How many were never tried.
    package var notSent: Int { max(0, order.orders.count - accepted.count - notAccepted.count - unrecorded.count) }
}
