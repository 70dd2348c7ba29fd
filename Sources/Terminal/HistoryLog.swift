import Glibc

/// The records of a history file, oldest first, left as bytes: a text is made only of those that are looked at.
struct HistoryLog: Sendable {
    private var bytes: [UInt8] = []
    private var spans: [HistorySpan] = []

    /// How many records there are.
    var count: Int { spans.count }

    /// Takes in lines, each with its newline. What is torn or of another format is passed over.
    mutating func add(lines: [UInt8]) {
        let start = bytes.count
        if bytes.isEmpty { bytes = lines } else { bytes += lines }
        spans += bytes.withUnsafeMutableBytes { Self.spans(in: $0, from: start) }
    }

    /// Takes in a record that is on no disk.
    mutating func add(_ record: HistoryRecord) { add(lines: Array(record.line.utf8)) }

    /// Reads a record. What is not UTF-8 in it becomes U+FFFD.
    func record(at index: Int) -> HistoryRecord {
        let span = spans[index]
        return HistoryRecord(
            seconds: span.seconds,
            label: String(decoding: bytes[span.label], as: UTF8.self),
            text: String(decoding: bytes[span.text], as: UTF8.self)
        )
    }

    /// Hands out the bytes of a record's text.
    func withText<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[spans[index].text])) }
    }

    /// The records that are an entry each, newest first, at most `limit`: of those with the same text the newest, of one label or all.
    func newest(_ limit: Int, label: String? = nil) -> [Int] {
        let wanted = label.map { Array($0.utf8) }
        return distinct(limit) { buffer, span in
            if let wanted, !buffer[span.label].elementsEqual(wanted) { return nil }
            return Identity(label: nil, text: UnsafeRawBufferPointer(rebasing: buffer[span.text]))
        }
    }

    /// The records worth keeping, newest first, at most `limit`: of those with the same text and label the newest.
    func newestOfEachLabel(_ limit: Int) -> [Int] {
        distinct(limit) { buffer, span in
            Identity(
                label: UnsafeRawBufferPointer(rebasing: buffer[span.label]),
                text: UnsafeRawBufferPointer(rebasing: buffer[span.text])
            )
        }
    }

    private func distinct(_ limit: Int, _ identity: (UnsafeRawBufferPointer, HistorySpan) -> Identity?) -> [Int] {
        bytes.withUnsafeBytes { buffer in
            var seen = Set<Identity>(minimumCapacity: min(limit, spans.count))
            var result: [Int] = []
            for index in spans.indices.reversed() {
                guard result.count < limit else { break }
                guard let identity = identity(buffer, spans[index]), seen.insert(identity).inserted else { continue }
                result.append(index)
            }
            return result
        }
    }

    private static func spans(in buffer: UnsafeMutableRawBufferPointer, from start: Int) -> [HistorySpan] {
        var spans: [HistorySpan] = []
        var start = start
        while let end = buffer.first(UInt8(ascii: "\n"), in: start..<buffer.count) {
            if let span = HistorySpan(line: start..<end, in: buffer) { spans.append(span) }
            start = end + 1
        }
        return spans
    }

    /// By what two records are the same. It lives as long as the buffer is lent.
    private struct Identity: Hashable {
        let label: UnsafeRawBufferPointer?
        let text: UnsafeRawBufferPointer

        static func == (one: Identity, other: Identity) -> Bool {
            one.text.isSame(as: other.text) && (one.label ?? .empty).isSame(as: other.label ?? .empty)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(bytes: text) }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The first place of a byte within `range`.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        guard let base = baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate static var empty: UnsafeRawBufferPointer { .init(start: nil, count: 0) }

    fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let base = baseAddress, let otherBase = other.baseAddress else { return true }
        return memcmp(base, otherBase, count) == 0
    }
}
