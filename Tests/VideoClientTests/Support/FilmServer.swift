import FaultServer
import Synchronization

/// Serves one film as a careful server does, or with one fault.
struct FilmServer {
    let server: FaultServer
    var url: String { server.url }

    /// How the n-th answer, from 0, ends before its time; nil for a whole one.
    typealias Cut = @Sendable (_ number: Int) -> End?

    enum End: Sendable {
        /// After so many bytes of the body.
        case close(Int), reset(Int), hang(Int)
    }

    /// What is wrong with answers to a `Range`.
    enum RangeFault: String, CaseIterable, Sendable {
        case none, ignored, refused, otherStart, otherTotal, noTotal, otherTag, noContentRange, oddContentRange, severalParts
    }

    /// - Parameters:
    ///   - film: the bytes of the n-th answer.
    ///   - validators: header lines that tell versions apart.
    init(
        film: @escaping @Sendable (_ number: Int) -> [UInt8] = { _ in MP4.film },
        validators: @escaping @Sendable (_ number: Int) -> [String] = { _ in ["ETag: \"a\""] },
        fault: RangeFault = .none,
        cut: @escaping Cut = { _ in nil }
    ) throws {
        let count = Counter()
        server = try FaultServer { connection in
            guard let request = connection.readRequest() else { return }
            let number = count.next()
            let film = film(number)
            let (head, body) = Self.answer(request, film, validators(number), fault)
            let headBytes = Array((head + "\r\n\r\n").utf8)
            switch cut(number) {
            case nil: connection.send(headBytes + body)
            case .close(let count): connection.perform(.cut(headBytes + body.prefix(count)))
            case .reset(let count): connection.perform(.reset(after: headBytes + body.prefix(count)))
            case .hang(let count): connection.perform(.hang(after: headBytes + body.prefix(count)))
            }
        }
    }

    /// Where each request wanted to begin.
    var offsets: [Int] {
        server.log.requests.map { $0.header("Range").flatMap { Int($0.dropFirst("bytes=".count).dropLast()) } ?? 0 }
    }

    private static func answer(
        _ request: FaultServer.Request,
        _ film: [UInt8],
        _ validators: [String],
        _ fault: RangeFault
    ) -> (String, [UInt8]) {
        let offset = request.header("Range").flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
        let isSame = request.header("If-Range").map { condition in validators.contains { $0.hasSuffix(": " + condition) } } ?? true
        let lines = ["Content-Type: video/mp4", "Accept-Ranges: bytes", "Date: Sun, 06 Nov 1994 08:49:37 GMT"] + validators
        guard let offset, isSame, fault != .ignored else {
            return (head("200 OK", lines, film.count), film)
        }
        guard offset < film.count, fault != .refused else {
            return (head("416 Range Not Satisfiable", ["Content-Range: bytes */\(film.count)"], 0), [])
        }
        let body = Array(film[(fault == .otherStart ? offset - 1 : offset)...])
        let last = film.count - 1
        let range: String? =
            switch fault {
            case .none, .ignored, .refused, .otherTag: "bytes \(offset)-\(last)/\(film.count)"
            case .otherStart: "bytes \(offset - 1)-\(last)/\(film.count)"
            case .otherTotal: "bytes \(offset)-\(last)/\(film.count + 1)"
            case .noTotal: "bytes \(offset)-\(last)/*"
            case .noContentRange, .severalParts: nil
            case .oddContentRange: "bytes \(last)-\(offset)/99999999999999999999"
            }
        var others = fault == .otherTag ? lines.filter { !$0.hasPrefix("ETag") } + ["ETag: \"other\""] : lines
        if fault == .severalParts { others[0] = "Content-Type: multipart/byteranges; boundary=x" }
        return (head("206 Partial Content", others + (range.map { ["Content-Range: \($0)"] } ?? []), body.count), body)
    }

    private static func head(_ status: String, _ lines: [String], _ length: Int) -> String {
        (["HTTP/1.1 \(status)", "Content-Length: \(length)"] + lines).joined(separator: "\r\n")
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock { value in
                defer { value += 1 }
                return value
            }
        }
    }
}
