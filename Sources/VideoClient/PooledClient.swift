import AsyncHTTPClient
import NIOCore

/// A client whose connections are used again, closed when nobody holds it any more.
final class PooledClient: Sendable {
    let http: HTTPClient

    /// - Parameter connections: how many there may be at once.
    init(timeouts: TransportTimeouts, connections: Int) {
        var configuration = HTTPClient.Configuration.guarded(timeouts)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        // Shorter than what servers allow, so that a connection that the other side has given up is rarely taken.
        configuration.connectionPool.idleTimeout = .seconds(20)
        http = HTTPClient(configuration: configuration)
    }

    deinit { http.shutdown { _ in } }
}
