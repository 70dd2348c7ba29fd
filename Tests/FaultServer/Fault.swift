extension FaultServer {
    /// What a scripted server does with one request. All but ``answer(_:_:headers:)`` ends the connection.
    package enum Fault: Sendable {
        /// A whole answer with its length; the connection stays open for the next request.
        case answer(String, String, headers: [String] = [])
        /// A connection that is reset before anything of the request is read.
        case resetAtOnce
        /// A connection that is reset in the middle of the request, after one read of it.
        case resetInRequest
        /// These bytes, and the end; nothing at all makes it a server that just closes.
        case cut([UInt8])
        /// These bytes, and a reset.
        case reset(after: [UInt8])
        /// These bytes, and then nothing until the other side leaves.
        case hang(after: [UInt8])
        /// These bytes, one every few milliseconds, until the other side leaves.
        case drip([UInt8])
        /// These bytes, then others over and over until the other side leaves.
        case endless(after: [UInt8], [UInt8])
    }

    /// Does one thing after another: the n-th request gets the n-th fault, and all that come later the last one.
    package convenience init(_ faults: [Fault]) throws {
        let script = FaultQueue(faults)
        try self.init { connection in
            while true {
                if script.isNextBeforeRequest { return connection.perform(script.next()) }
                guard connection.readRequest() != nil else { return }
                let fault = script.next()
                connection.perform(fault)
                guard case .answer = fault else { return }
            }
        }
    }

    /// Does what a function says of each request, whole and read.
    package convenience init(answering choose: @escaping @Sendable (Request) -> Fault) throws {
        try self.init { connection in
            while let request = connection.readRequest() {
                let fault = choose(request)
                connection.perform(fault)
                guard case .answer = fault else { return }
            }
        }
    }
}

extension FaultServer.Connection {
    /// Does one thing to the other side.
    package func perform(_ fault: FaultServer.Fault) {
        switch fault {
        case .answer(let status, let body, let headers): answer(status, body, headers: headers)
        case .resetAtOnce: reset()
        case .resetInRequest:
            read()
            reset()
        case .cut(let bytes):
            send(bytes)
            close()
        case .reset(let bytes):
            send(bytes)
            drain()
            reset()
        case .hang(let bytes):
            send(bytes)
            waitForClose()
        case .drip(let bytes):
            for byte in bytes where !isLeft(within: 5) { send([byte]) }
        case .endless(let bytes, let more):
            send(bytes)
            while send(more) {}
        }
    }
}

extension FaultServer.Fault {
    /// The same for text.
    package static func cut(_ text: String) -> Self { .cut(Array(text.utf8)) }
    package static func reset(after text: String) -> Self { .reset(after: Array(text.utf8)) }
    package static func hang(after text: String) -> Self { .hang(after: Array(text.utf8)) }
    package static func drip(_ text: String) -> Self { .drip(Array(text.utf8)) }

    /// A head of 70 KiB before a good answer.
    package static let hugeHead = cut(
        "HTTP/1.1 200 OK\r\n" + (0..<70).map { "X-\($0): \(String(repeating: "a", count: 1000))\r\n" }.joined()
            + "Content-Length: 15\r\n\r\n{\"id\":\"task_1\"}"
    )
    /// Hints that promise an answer and never end.
    package static let hints = endless(
        after: [],
        Array("HTTP/1.1 103 Early Hints\r\nLink: <\(String(repeating: "a", count: 900))>\r\n\r\n".utf8)
    )
    /// A body that never ends.
    package static let hugeBody = endless(after: Array("HTTP/1.1 200 OK\r\n\r\n".utf8), [UInt8](repeating: 0x20, count: 65536))

    /// A true gzip body of 0.9 MB, of which 929 MB of zeros come: one block in which two bits stand for 258 of them.
    package static let gzipBomb: Self = {
        let beginning: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 0xED, 0xC0, 0x81, 0, 0, 0, 0, 0x80, 0xA0, 0xFD, 0xA9, 0x17, 0xA9, 0,
        ]
        let end: [UInt8] = [0x06, 0x7F, 0xD8, 0xD3, 0x86, 0x09, 0x61, 0x5C, 0x37]
        let body = beginning + [UInt8](repeating: 0, count: 900_000) + end
        let lines = [
            "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: \(body.count)",
            "Connection: close",
        ]
        return .cut(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }()

    var isBeforeRequest: Bool {
        switch self {
        case .resetAtOnce, .resetInRequest: true
        case .answer, .cut, .reset, .hang, .drip, .endless: false
        }
    }
}
