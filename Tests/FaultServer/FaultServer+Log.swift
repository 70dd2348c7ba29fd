import Foundation
import Synchronization

extension FaultServer {
    /// A request as it came.
    package struct Request: Sendable {
        package let head: String
        package let body: [UInt8]

        package var line: String { head.components(separatedBy: "\r\n").first ?? "" }

        package func header(_ name: String) -> String? {
            head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    /// What came, for tests to look at and to wait for.
    package final class Log: Sendable {
        private struct State {
            var requests: [Request] = []
            var bytes: [UInt8] = []
            var connections = 0
        }
        private let state = Mutex(State())
        /// Each request as it is whole, and nothing else; ends never.
        package let arrivals: AsyncStream<Request>
        private let arrive: AsyncStream<Request>.Continuation

        init() { (arrivals, arrive) = AsyncStream.makeStream() }

        package var requests: [Request] { state.withLock { $0.requests } }
        /// All bytes of all connections.
        package var bytes: [UInt8] { state.withLock { $0.bytes } }
        package var connections: Int { state.withLock { $0.connections } }
        package var posts: Int { requests.count { $0.line.hasPrefix("POST ") } }
        /// How many POSTs have begun to come in, whole or not.
        package var begunPosts: Int { String(decoding: bytes, as: UTF8.self).components(separatedBy: "POST /").count - 1 }

        /// Waits until a request has come in whole.
        package func nextRequest() async -> Request? {
            for await request in arrivals { return request }
            return nil
        }

        func opened() { state.withLock { $0.connections += 1 } }
        func read(_ bytes: [UInt8]) { state.withLock { $0.bytes += bytes } }
        func completed(_ request: Request) {
            state.withLock { $0.requests.append(request) }
            arrive.yield(request)
        }
    }
}
