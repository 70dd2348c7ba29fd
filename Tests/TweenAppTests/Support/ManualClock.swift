import Synchronization

/// A clock that moves when told.
final class ManualClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration = .zero

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private struct Sleeper {
        let id: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant()
        var lastID = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Duration { .nanoseconds(1) }
    /// Whole seconds since the beginning.
    var seconds: Int { Int(now.offset.components.seconds) }
    var hasSleepers: Bool { state.withLock { !$0.sleepers.isEmpty } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return true }
                    state.sleepers.append(Sleeper(id: id, deadline: deadline, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Wakes whoever is next, of several the one that lay down first.
    ///
    /// - Parameter limit: wakes nobody later than this, and moves there instead.
    /// - Returns: false if nobody was woken.
    func wakeNext(notAfter limit: Instant? = nil) -> Bool {
        let sleeper = state.withLock { state -> Sleeper? in
            let next = state.sleepers.min { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
            guard let next, limit.map({ next.deadline <= $0 }) ?? true else {
                if let limit { state.now = max(state.now, limit) }
                return nil
            }
            state.sleepers.removeAll { $0.id == next.id }
            state.now = max(state.now, next.deadline)
            return next
        }
        sleeper?.continuation.resume()
        return sleeper != nil
    }
}
