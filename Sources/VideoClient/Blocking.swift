import NIOPosix

/// Runs work that blocks on a thread made for that, and always to its end, cancelled or not.
func blocking<Value: Sendable, Failure: Error>(_ work: @escaping @Sendable () throws(Failure) -> Value) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        NIOThreadPool.singleton.submit { _ in continuation.resume(returning: Result(catching: work)) }
    }
    return try result.get()
}
