import Foundation
import Synchronization

extension FaultServer {
    /// One connection, in the hands of a script.
    package final class Connection: Sendable {
        private let socket: Int32
        private let log: Log
        private let isClosed = Mutex(false)

        init(socket: Int32, log: Log) {
            self.socket = socket
            self.log = log
        }

        /// Reads up to the end of the request that the head announces; nil when the other side left before.
        @discardableResult
        package func readRequest() -> Request? {
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
        package func read() -> [UInt8]? {
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = Foundation.recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            log.read(Array(buffer[..<count]))
            return Array(buffer[..<count])
        }

        /// Sends all of it, or finds that the other side has left.
        @discardableResult
        package func send(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        @discardableResult
        package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        /// A whole answer with the length in its head.
        package func answer(_ status: String, _ body: String, headers: [String] = []) {
            let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
            send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        }

        /// Waits until the other side has closed the connection.
        package func waitForClose() { while read() != nil {} }

        /// Waits for the same without taking anything in, so that the other side can't send all it has.
        package func waitUnread() {
            _ = isLeft(within: -1)
        }

        /// Whether the other side has closed the connection, or does so before the time is over.
        package func isLeft(within milliseconds: Int32) -> Bool {
            // Linux has POLLRDHUP for this, which Swift does not import.
            var state = pollfd(fd: socket, events: 0x2000, revents: 0)
            return poll(&state, 1, milliseconds) != 0
        }

        /// Waits until the other side's system has taken in all that was sent, since a reset throws away what is still on its way.
        package func drain() {
            var waiting: Int32 = 1
            // SIOCOUTQ, which Swift does not import.
            while ioctl(socket, 0x5411, &waiting) == 0, waiting > 0, !isLeft(within: 1) {}
        }

        /// Ends the connection by a reset.
        package func reset() {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Foundation.linger>.size))
            close()
        }

        package func close() {
            isClosed.withLock { isClosed in
                guard !isClosed else { return }
                isClosed = true
                Foundation.close(socket)
            }
        }
    }
}
