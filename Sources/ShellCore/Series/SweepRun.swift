package import VideoAPI

/// How far a series of requests has come: which is the next, whether it may go out already, and when all is over.
///
/// It is a value, so that whoever sends and follows the tasks needs no rule of its own.
package struct SweepRun: Sendable, Hashable {
    package let order: SweepOrder
    private var tried = 0
    private var tasks: [TaskNumber: TaskRecord] = [:]
    private var refused: [TaskRecord] = []
    private var unrecorded: [TaskRecord] = []
    /// Tasks of which no more news comes, though they may go on.
    private var abandoned: Set<TaskNumber> = []
    private var reason = SweepEnd.Reason.finished

    /// A series of which nothing was sent yet.
    package init(_ order: SweepOrder) { self.order = order }

    /// The request that may go out now, with its place counted from 1; nil when it is not time, when there is none, and after a stop.
    package var next: (position: Int, order: SubmitOrder)? {
        guard reason == .finished, order.orders.indices.contains(tried), unfinished.count < order.maxParallel else { return nil }
        return (tried + 1, order.orders[tried])
    }

    /// The tasks that the service has not said its last word of.
    package var unfinished: [TaskNumber] { tasks.values.filter { !$0.isOver && !abandoned.contains($0.number) }.map(\.number).sorted() }

    /// How many were tried.
    package var sent: Int { tried }

    /// The task that a live line shows: the first that is not over.
    package var watched: TaskRecord? { unfinished.first.flatMap { tasks[$0] } }

    /// The end, once nothing more goes out and nothing more is waited for.
    package var end: SweepEnd? {
        switch reason {
        case .interrupted, .timedOut: break
        case .refused, .unrecorded, .blocked: guard unfinished.isEmpty else { return nil }
        case .finished: guard tried == order.orders.count, unfinished.isEmpty else { return nil }
        }
        let accepted = tasks.values.sorted { $0.number < $1.number }
        return SweepEnd(reason, of: order, accepted: accepted, notAccepted: refused, unrecorded: unrecorded)
    }

    /// The service took the next one.
    package mutating func accept(_ record: TaskRecord) {
        tried += 1
        tasks[record.number] = record
    }

    /// The next one was not taken, or nobody knows: no other goes out after it. Nil when it was not even written down.
    package mutating func refuse(_ record: TaskRecord?) {
        if let record {
            tried += 1
            refused.append(record)
        }
        stop(.refused)
    }

    /// The service took the next one, and that could not be written down: no other goes out after it.
    package mutating func acceptUnrecorded(_ record: TaskRecord) {
        tried += 1
        unrecorded.append(record)
        stop(.unrecorded)
    }

    /// The key is refused for a task that may go on: nothing more is heard of it, and no other goes out with that key.
    package mutating func block(_ number: TaskNumber) {
        abandon(number)
        stop(.blocked)
    }

    /// Takes in news of a task; one of another's changes nothing.
    package mutating func heed(_ record: TaskRecord) {
        if tasks[record.number] != nil { tasks[record.number] = record }
    }

    /// Waits for a task no more, since the user has forgotten it.
    package mutating func abandon(_ number: TaskNumber) { abandoned.insert(number) }

    /// Whether a task is one of these.
    package func holds(_ number: TaskNumber) -> Bool { tasks[number] != nil }

    /// Ends the submitting; the first reason stands, but ^C and the end of patience end the waiting as well.
    package mutating func stop(_ reason: SweepEnd.Reason) {
        switch reason {
        case .interrupted, .timedOut: self.reason = reason
        case .finished, .refused, .unrecorded, .blocked: if self.reason == .finished { self.reason = reason }
        }
    }
}

extension TaskRecord {
    /// Whether nothing more is waited for.
    fileprivate var isOver: Bool { status?.isTerminal == true || status == .lost }
}
