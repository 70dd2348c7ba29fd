import Synchronization

/// Messages from many senders to one receiver, in the order in which they were posted.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var waiting: [Message] = []
        var receiver: CheckedContinuation<Message, Never>?
    }

    private let state = Mutex(State())

    /// Hands a message over, from anywhere; it never waits.
    func post(_ message: Message) {
        let receiver = state.withLock { state -> CheckedContinuation<Message, Never>? in
            guard let receiver = state.receiver else {
                state.waiting.append(message)
                return nil
            }
            state.receiver = nil
            return receiver
        }
        receiver?.resume(returning: message)
    }

    /// Takes the next message if there is one.
    func take() -> Message? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    /// Takes the next message, waiting for it if need be. There is one receiver at a time.
    func next() async -> Message {
        await withCheckedContinuation { continuation in
            let message = state.withLock { state -> Message? in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.receiver = continuation
                return nil
            }
            if let message { continuation.resume(returning: message) }
        }
    }
}
