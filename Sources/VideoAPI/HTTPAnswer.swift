/// A whole HTTP answer, decoded as far as it goes.
struct HTTPAnswer {
    let status: Int
    let body: [UInt8]
    /// The body as JSON; nil when it is none.
    let document: JSONValue?
    /// What the body says of an error, if it does.
    let report: ErrorReport?
    private let headers: [(name: String, value: String)]

    init(status: Int, headers: [(String, String)], body: [UInt8]) {
        self.status = status
        self.body = body
        self.headers = headers.map { ($0.0.lowercased(), $0.1) }
        document = try? JSONValue(parsing: body, mode: .tolerant)
        report = document.flatMap { ErrorReport(in: $0) }
    }

    /// The first value of a header, whose name is given in lower case.
    func header(_ name: String) -> String? {
        headers.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// The body as an object that may be about a task.
    var fields: TaskFields? {
        guard let document, case .object = document else { return nil }
        return TaskFields(document)
    }

    /// Whether the body begins as an object or a list and can't be read to its end.
    var isBrokenJSON: Bool { document == nil && firstByte.map("{[".utf8.contains) == true }

    /// The first byte that is neither white space nor part of a byte order mark.
    private var firstByte: UInt8? { body.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) } }

    /// Whether the body is a page for people: no JSON, and called or formed like HTML.
    var isHTML: Bool {
        guard document == nil else { return false }
        return firstByte == UInt8(ascii: "<") || (firstByte != nil && header("content-type")?.lowercased().contains("html") == true)
    }

    /// The service's name for this answer, from the headers, the body, or a message's `(request id: …)`.
    var requestID: String? {
        let found = header("x-request-id") ?? header("x-oneapi-request-id") ?? document?.text(at: "request_id") ?? report?.requestID
        return found?.clipped(to: 256)
    }

    /// How long the service asks to wait: never negative, at most 30 days; nil when it does not say, or says nonsense.
    ///
    /// A date counts from the answer's own `Date`, since the clocks may differ.
    var retryAfter: Duration? {
        guard let value = header("retry-after")?.trimmed else { return nil }
        let limit = 30.0 * 86_400
        if value.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) {
            guard let seconds = Double(value) else { return nil }
            return .milliseconds(Int64((min(seconds, limit) * 1000).rounded(.up)))
        }
        guard let then = ReplyDate.seconds(httpDate: value), let now = header("date").flatMap(ReplyDate.seconds(httpDate:)) else {
            return nil
        }
        return .seconds(min(max(0, then - now), Int(limit)))
    }

    /// The body as text, at most 64 KiB of it.
    var keptReply: String {
        let limit = 64 * 1024
        var text = String(decoding: body.prefix(limit), as: UTF8.self)
        // Each broken byte became three, so the text can be longer than its bytes were.
        while text.utf8.count > limit { text.unicodeScalars.removeLast(max(1, (text.utf8.count - limit) / 4)) }
        return text
    }
}

extension StringProtocol {
    /// The text without white space at both ends.
    var trimmed: String {
        let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(String.UnicodeScalarView(scalars[...last]))
    }

    /// The first scalars of the text: what a server says must not fill a journal.
    func clipped(to count: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(count))) }
}
