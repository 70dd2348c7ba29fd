import Foundation
import Synchronization

/// A TCP server on loopback that does to each connection what a script says, byte by byte, and keeps what it was sent.
package final class FaultServer: Sendable {
    package typealias Script = @Sendable (Connection) -> Void

    package let port: Int
    package let log = Log()
    private let listener: Int32

    /// Listens on a port of the system's choice; the script runs on a thread of its own for each connection.
    package init(_ script: @escaping Script) throws {
        let (listener, port) = try Self.listen()
        self.listener = listener
        self.port = port
        let log = log
        Thread.detachNewThread {
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { break }
                let connection = Connection(socket: socket, log: log)
                log.opened()
                Thread.detachNewThread {
                    script(connection)
                    connection.close()
                }
            }
            Foundation.close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// A port at which nobody listens, nor ever will: it stays taken until the tests are over.
    package static func deadPort() throws -> Int { try bound().port }

    package var url: String { "http://127.0.0.1:\(port)" }

    private static func listen() throws -> (Int32, Int) {
        let (socket, port) = try bound()
        guard Foundation.listen(socket, 64) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        return (socket, port)
    }

    private static func bound() throws -> (socket: Int32, port: Int) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && getsockname(socket, address, &length) == 0
            }
        }
        guard socket >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }
}
