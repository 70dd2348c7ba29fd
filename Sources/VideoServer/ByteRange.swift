/// What a `Range` header asks of a file of a known length.
enum RangeAnswer: Equatable {
    /// The whole file: nothing was asked for, or something that may be ignored, such as several ranges.
    case whole
    /// These bytes of it.
    case part(ClosedRange<Int>)
    /// Nothing that the file has.
    case unsatisfiable

    /// Reads the header: one range of bytes, in its three forms.
    init(header: String?, length: Int) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let specification = header.dropFirst("bytes=".count)
        guard !specification.contains(",") else {
            self = .whole
            return
        }
        let ends = specification.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        guard ends.count == 2, let range = Self.range(from: ends[0], to: ends[1], length: length) else {
            self = .unsatisfiable
            return
        }
        self = .part(range)
    }

    private static func range(from first: String, to last: String, length: Int) -> ClosedRange<Int>? {
        if first.isEmpty {
            guard let count = number(last), count > 0, length > 0 else { return nil }
            return max(0, length - count)...(length - 1)
        }
        guard let start = number(first), start < length else { return nil }
        guard !last.isEmpty else { return start...(length - 1) }
        guard let end = number(last), end >= start else { return nil }
        return start...min(end, length - 1)
    }

    /// A number of digits only; one too large for `Int` is as good as the largest.
    private static func number(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text) ?? .max
    }
}
