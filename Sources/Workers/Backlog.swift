import Dispatch
import Synchronization

/// Things to do, handed in order from any thread to the threads that wait for them. A wait has no end but a thing to do.
final class Backlog<Element: Sendable>: Sendable {
    private struct State {
        var waiting: [Element] = []
        /// How many at the beginning of `waiting` are taken already.
        var taken = 0
        /// Threads that wait and have not been told yet that there is something.
        var sleepers = 0
    }

    private let state = Mutex(State())
    // A semaphore needs none of the library's threads, which once started wake up every second for ever.
    private let semaphore = DispatchSemaphore(value: 0)

    /// Adds a thing, and wakes a thread if one waits.
    func add(_ element: Element) {
        let wakesOne = state.withLock { state in
            state.waiting.append(element)
            defer { state.sleepers = max(0, state.sleepers - 1) }
            return state.sleepers > 0
        }
        if wakesOne { semaphore.signal() }
    }

    /// Takes the oldest thing; waits until there is one.
    func take() -> Element {
        while true {
            if let element = state.withLock({ Self.next(in: &$0) }) { return element }
            semaphore.wait()
        }
    }

    /// Nil if there is nothing: then one more sleeper is counted, whom the next addition wakes.
    private static func next(in state: inout State) -> Element? {
        guard state.taken < state.waiting.count else {
            state.sleepers += 1
            return nil
        }
        defer {
            state.taken += 1
            // Moved up now and then, so that each thing is moved about once.
            if state.taken * 2 >= state.waiting.count {
                state.waiting.removeFirst(state.taken)
                state.taken = 0
            }
        }
        return state.waiting[state.taken]
    }
}
