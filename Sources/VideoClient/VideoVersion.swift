import NIOHTTP1
import VideoAPI

/// Tells one version of a video from another by what its answers say of it.
struct VideoVersion: Sendable, Hashable {
    /// A strong `ETag`; a weak one does not promise the same bytes.
    let etag: String?
    /// A `Last-Modified` that is not of the second in which the answer was made, since there may have been two versions in it.
    let modified: String?
    /// All of its bytes.
    let length: Int?

    /// What `If-Range` is to say; nil when nothing tells whether the bytes are still the same.
    var condition: String? { etag ?? modified }

    /// No such header is longer.
    private static let headerLimit = 1024

    /// Reads the head of an answer that begins at the first byte.
    init(_ headers: HTTPHeaders, length: Int?) {
        let date = headers.first(name: "Date")
        self.init(
            etag: headers.first(name: "ETag"),
            modified: headers.first(name: "Last-Modified").flatMap { date == nil || $0 == date ? nil : $0 },
            length: length
        )
    }

    /// The version of a 206 that nobody has asked for, if it has the whole video in it.
    init?(whole headers: HTTPHeaders) {
        guard let range = headers.first(name: "Content-Range").flatMap(ContentRange.init), range.first == 0, let total = range.total,
            range.last == total - 1
        else { return nil }
        self.init(headers, length: total)
    }

    /// Takes what can stand in a header, and nothing else.
    init(etag: String?, modified: String?, length: Int?) {
        self.etag = etag.flatMap { $0.hasPrefix("\"") && Self.isHeader($0) ? $0 : nil }
        self.modified = modified.flatMap { Self.isHeader($0) ? $0 : nil }
        self.length = length
    }

    private static func isHeader(_ text: String) -> Bool {
        (1...headerLimit).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// The version that a 206 belongs to, if its bytes begin where the file ends and nothing says that the video is another.
    func continued(by headers: HTTPHeaders, at offset: Int) -> VideoVersion? {
        guard let range = headers.first(name: "Content-Range").flatMap(ContentRange.init), range.first == offset,
            length == nil || range.total == length
        else { return nil }
        if let etag, let other = headers.first(name: "ETag"), other != etag { return nil }
        if let modified, let other = headers.first(name: "Last-Modified"), other != modified { return nil }
        return VideoVersion(etag: etag, modified: modified, length: range.total)
    }
}

/// What a `Content-Range: bytes 5-99/100` says.
struct ContentRange: Sendable, Hashable {
    let first: Int
    let last: Int
    /// Nil where a `*` stands for it.
    let total: Int?

    /// Nil for all that makes no sense, such as a range that ends behind the whole.
    init?(_ text: String) {
        let form = /(?i:bytes) ([0-9]+)-([0-9]+)\/([0-9]+|\*)/
        guard let match = text.wholeMatch(of: form), let first = Int(match.1), let last = Int(match.2) else { return nil }
        total = Int(match.3)
        guard first <= last, total != nil || match.3 == "*", last < total ?? .max else { return nil }
        self.first = first
        self.last = last
    }
}
