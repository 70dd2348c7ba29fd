import AsyncHTTPClient
import NIOCore
import Synchronization

/// The connections for asking how tasks are, used again and again and shared by all tasks; closed when nobody holds this any more.
///
/// Submits and downloads have connections of their own.
package final class PooledClient: Sendable {
    private let timeouts: TransportTimeouts
    private let client = Mutex<HTTPClient?>(nil)

    /// How many connections there may be at once to one origin; more requests wait.
    package static let connectionLimit = 8

    /// - Parameter timeouts: for each request, from the moment it has a connection.
    package init(timeouts: TransportTimeouts = .standard) { self.timeouts = timeouts }

    deinit { client.withLock { $0 }?.close() }

    /// The client, made when something is asked for the first time: its threads take time and descriptors, and most commands ask nothing.
    var http: HTTPClient {
        client.withLock { client in
            if let client { return client }
            var configuration = HTTPClient.Configuration.guarded(timeouts)
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connectionLimit
            // Shorter than what servers allow, so that a connection that the other side has given up is rarely taken.
            configuration.connectionPool.idleTimeout = .seconds(20)
            let made = HTTPClient(configuration: configuration)
            client = made
            return made
        }
    }
}
