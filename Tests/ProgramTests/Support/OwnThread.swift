import Foundation
import Synchronization

/// Something that blocks, on a thread of its own.
final class OwnThread<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            let result = Result(catching: body)
            self.result.withLock { $0 = result }
            isDone.signal()
        }
    }

    /// Waits for its end, once.
    func value() throws -> Value {
        isDone.wait()
        guard let result = result.withLock({ $0 }) else { throw HarnessFault("a thread ended without a result") }
        return try result.get()
    }
}

/// Runs something that blocks on a thread of its own.
func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}

extension Array where Element: Sendable {
    /// What a function makes of each, so many at once, in order.
    func mapAtOnce<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Element) async throws -> Value) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            var values = [Value?](repeating: nil, count: self.count)
            for (index, element) in enumerated() {
                if index >= count, let (place, value) = try await group.next() { values[place] = value }
                group.addTask { (index, try await body(element)) }
            }
            for try await (place, value) in group { values[place] = value }
            return values.compactMap { $0 }
        }
    }
}
