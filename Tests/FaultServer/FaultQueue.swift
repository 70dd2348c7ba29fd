import Synchronization

/// What is to be done, in order; the last one for ever.
final class FaultQueue: Sendable {
    private let rest: Mutex<ArraySlice<FaultServer.Fault>>

    init(_ faults: [FaultServer.Fault]) { rest = Mutex(faults[...]) }

    /// Whether the next one does not wait for a request.
    var isNextBeforeRequest: Bool { rest.withLock { $0.first?.isBeforeRequest == true } }

    /// The next one; without any, the connection is closed.
    func next() -> FaultServer.Fault {
        rest.withLock { rest in
            guard let first = rest.first else { return .cut([UInt8]()) }
            if rest.count > 1 { rest = rest.dropFirst() }
            return first
        }
    }
}
