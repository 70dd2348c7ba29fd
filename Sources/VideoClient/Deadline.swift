import Synchronization

/// The time was over before the work was.
struct DeadlineExceeded: Error {}

/// Runs work and gives up on it, cancelled, when the time is over or the caller is cancelled.
///
/// Unlike a task group it does not wait for work that can't be cancelled, such as a look-up that sits in the system's resolver.
func withDeadline<Value: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let race = Race<Value>()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            race.begin(continuation)
            race.add(
                Task {
                    do { race.end(.success(try await work())) } catch { race.end(.failure(error)) }
                }
            )
            race.add(
                Task {
                    guard (try? await Task.sleep(for: limit)) != nil else { return }
                    race.end(.failure(DeadlineExceeded()))
                }
            )
        }
    } onCancel: {
        race.end(.failure(CancellationError()))
    }
}

/// A result that the first to come decides; whoever is late is cancelled.
private final class Race<Value: Sendable>: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Value, any Error>?
        var result: Result<Value, any Error>?
        var tasks: [Task<Void, Never>] = []
    }
    private let state = Mutex(State())

    func begin(_ continuation: CheckedContinuation<Value, any Error>) {
        let early = state.withLock { state in
            if state.result == nil { state.continuation = continuation }
            return state.result
        }
        if let early { continuation.resume(with: early) }
    }

    func add(_ task: Task<Void, Never>) {
        let isLate = state.withLock { state in
            if state.result == nil { state.tasks.append(task) }
            return state.result != nil
        }
        if isLate { task.cancel() }
    }

    func end(_ result: Result<Value, any Error>) {
        let (continuation, tasks) = state.withLock { state in
            guard state.result == nil else { return (nil as CheckedContinuation<Value, any Error>?, [] as [Task<Void, Never>]) }
            state.result = result
            defer { state.continuation = nil }
            return (state.continuation, state.tasks)
        }
        continuation?.resume(with: result)
        for task in tasks { task.cancel() }
    }
}
