import Synchronization

/// Settles, once and for all, whether any byte of a request has left.
///
/// The connection has to pass the gate before it writes the first byte, and whoever wants to say "not sent" has to close it first.
/// Only one of the two can succeed, so "not sent" is a fact and not a conclusion drawn from an error.
final class DepartureGate: Sendable {
    private enum State { case open, departed, closed }
    private let state = Mutex(State.open)

    init() {}

    /// Asks to write the first byte; false means that nothing may be written any more.
    func depart() -> Bool {
        state.withLock { state in
            if state == .open { state = .departed }
            return state == .departed
        }
    }

    /// Asks to call the request off; true means that no byte has left and none ever will.
    func close() -> Bool {
        state.withLock { state in
            if state == .open { state = .closed }
            return state == .closed
        }
    }
}
