/// A program took too long.
struct DeadlinePassed: Error {
    let limit: Duration
}

extension LocalRenderer {
    /// Does something and cancels it when it takes longer than the limit.
    ///
    /// - Throws: ``DeadlinePassed``, or what the work throws.
    func within<Value: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: work)
            group.addTask { [clock] in
                try await clock.sleep(for: limit)
                throw DeadlinePassed(limit: limit)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
