import Foundation
import Synchronization

/// A TCP server on loopback that does to each connection what a script says, byte by byte, and keeps what it was sent.
final class FaultServer: Sendable {
    typealias Script = @Sendable (Connection) -> Void

    let port: Int
    let log = Log()
    private let listener: Int32

    /// Listens on a port of the system's choice; the script runs on a thread of its own for each connection.
    init(_ script: @escaping Script) throws {
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

    /// A port at which nobody listens.
    static func deadPort() throws -> Int {
        let (listener, port) = try listen()
        Foundation.close(listener)
        return port
    }

    var url: String { "http://127.0.0.1:\(port)" }

    private static func listen() throws -> (Int32, Int) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && Foundation.listen(socket, 64) == 0 && getsockname(socket, address, &length) == 0
            }
        }
        guard socket >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }
}

extension FaultServer {
    struct Request: Sendable {
        let head: String
        let body: [UInt8]

        var line: String { head.components(separatedBy: "\r\n").first ?? "" }

        func header(_ name: String) -> String? {
            head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    /// What came, for tests to look at and to wait for.
    final class Log: Sendable {
        private struct State {
            var requests: [Request] = []
            var bytes: [UInt8] = []
            var connections = 0
        }
        private let state = Mutex(State())
        /// Each request as it is whole, and nothing else; ends never.
        let arrivals: AsyncStream<Request>
        private let arrive: AsyncStream<Request>.Continuation

        init() { (arrivals, arrive) = AsyncStream.makeStream() }

        var requests: [Request] { state.withLock { $0.requests } }
        /// All bytes of all connections.
        var bytes: [UInt8] { state.withLock { $0.bytes } }
        var connections: Int { state.withLock { $0.connections } }
        var posts: Int { requests.count { $0.line.hasPrefix("POST ") } }

        /// Waits until a request has come in whole.
        func nextRequest() async -> Request? {
            for await request in arrivals { return request }
            return nil
        }

        fileprivate func opened() { state.withLock { $0.connections += 1 } }
        fileprivate func read(_ bytes: [UInt8]) { state.withLock { $0.bytes += bytes } }
        fileprivate func completed(_ request: Request) {
            state.withLock { $0.requests.append(request) }
            arrive.yield(request)
        }
    }

    final class Connection: Sendable {
        private let socket: Int32
        private let log: Log
        private let isClosed = Mutex(false)

        fileprivate init(socket: Int32, log: Log) {
            self.socket = socket
            self.log = log
        }

        /// Reads up to the end of the request that the head announces; nil when the other side left before.
        @discardableResult
        func readRequest() -> Request? {
            var bytes: [UInt8] = []
            while true {
                if let head = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                    let request = Request(
                        head: String(decoding: bytes[..<head.lowerBound], as: UTF8.self),
                        body: Array(bytes[head.upperBound...])
                    )
                    if request.body.count >= request.header("Content-Length").flatMap(Int.init) ?? 0 {
                        log.completed(request)
                        return request
                    }
                }
                guard let more = read() else { return nil }
                bytes += more
            }
        }

        /// One read of whatever comes; nil at the end.
        @discardableResult
        func read() -> [UInt8]? {
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = Foundation.recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            log.read(Array(buffer[..<count]))
            return Array(buffer[..<count])
        }

        /// Sends all of it, or finds that the other side has left.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        @discardableResult
        func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        /// A whole answer with the length in its head.
        func answer(_ status: String, _ body: String, headers: [String] = []) {
            let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
            send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        }

        /// Waits until the other side has closed the connection.
        func waitForClose() { while read() != nil {} }

        /// Waits for the same without taking anything in, so that the other side can't send all it has.
        func waitUnread() {
            // Linux has POLLRDHUP for this, which Swift does not import.
            var state = pollfd(fd: socket, events: 0x2000, revents: 0)
            poll(&state, 1, -1)
        }

        /// Ends the connection by a reset.
        func reset() {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Foundation.linger>.size))
            close()
        }

        func close() {
            isClosed.withLock { isClosed in
                guard !isClosed else { return }
                isClosed = true
                Foundation.close(socket)
            }
        }
    }
}
