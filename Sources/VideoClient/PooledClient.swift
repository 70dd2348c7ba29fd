import AsyncHTTPClient
import NIOCore

/// The connections for asking how tasks are, used again and again and shared by all tasks; closed when nobody holds this any more.
///
/// Submits and downloads have connections of their own.
package final class PooledClient: Sendable {
    let http: HTTPClient

    /// How many connections there may be at once to one origin; more requests wait.
    package static let connectionLimit = 8

    /// - Parameter timeouts: for each request, from the moment it has a connection.
    package init(timeouts: TransportTimeouts = .standard) {
        var configuration = HTTPClient.Configuration.guarded(timeouts)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connectionLimit
        // Shorter than what servers allow, so that a connection that the other side has given up is rarely taken.
        configuration.connectionPool.idleTimeout = .seconds(20)
        http = HTTPClient(configuration: configuration)
    }

    deinit { http.close() }
}
