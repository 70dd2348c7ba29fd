import Glibc
import Synchronization

/// What is printed to a terminal: by libedit, character by character, and by everybody else. It goes out in the order in which it was printed, and in
/// as few writes as can be: each wakes whoever shows it, which costs more than most commands.
package final class Outlet: Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var isHeld = false
        /// Why something was lost for the first time: an error number of the system.
        var fault: Int32?
    }

    private let descriptor: Descriptor
    private let isTerminal: Bool
    private let state = Mutex(State())

    /// No more bytes than these wait.
    private static let limit = 1 << 15

    init(_ descriptor: Descriptor) {
        self.descriptor = descriptor
        isTerminal = descriptor.isTerminal
    }

    /// Why something that was written is lost, in the system's words; nil while nothing is. A reader that is gone misses nothing.
    var fault: String? { state.withLock { $0.fault }.map(SystemError.words) }

    /// Has text wait until something is written or let out.
    func keep(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            state.waiting += bytes
            if state.waiting.count > Self.limit { _ = letOut(&state) }
        }
    }

    /// Writes a text behind what waits. False if the reader is gone or the disk full.
    func write(_ text: String) -> Bool {
        state.withLock { state in
            if state.waiting.isEmpty, !state.isHeld { return noting(descriptor.write(text), &state) }
            state.waiting += text.utf8
            return state.isHeld && state.waiting.count <= Self.limit ? true : letOut(&state)
        }
    }

    /// From now on what is written waits, too, until it is let out. To be called only by who lets it out before it waits for anything.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Writes what waits, and holds nothing any more. False if the reader is gone.
    @discardableResult package func letOut() -> Bool {
        state.withLock { state in
            state.isHeld = false
            return letOut(&state)
        }
    }

    private func letOut(_ state: inout State) -> Bool {
        guard !state.waiting.isEmpty else { return true }
        defer { state.waiting.removeAll(keepingCapacity: true) }
        return noting(state.waiting.withUnsafeBytes { descriptor.write($0) }, &state)
    }

    /// Notes why a write failed, if it did.
    private func noting(_ isWritten: Bool, _ state: inout State) -> Bool {
        if !isWritten, state.fault == nil, errno != EPIPE, !(isTerminal && errno == EIO) { state.fault = errno }
        return isWritten
    }
}
