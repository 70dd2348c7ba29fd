/// Looks into bytes that nobody has checked: every read past the end is nil, never a trap.
struct ByteReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(at offset: Int) -> Int? {
        bytes.indices.contains(offset) ? Int(bytes[offset]) : nil
    }

    /// An unsigned number of up to four bytes, the most significant one first.
    func bigEndian(at offset: Int, count: Int) -> Int? {
        number(at: offset, count: count) { $0 }
    }

    /// An unsigned number of up to four bytes, the least significant one first.
    func littleEndian(at offset: Int, count: Int) -> Int? {
        number(at: offset, count: count) { count - 1 - $0 }
    }

    /// Whether this ASCII text stands at the offset.
    func holds(_ text: StaticString, at offset: Int) -> Bool {
        text.withUTF8Buffer { wanted in
            guard offset >= 0, offset <= bytes.count - wanted.count else { return false }
            return bytes[offset..<offset + wanted.count].elementsEqual(wanted)
        }
    }

    /// So many bytes as text.
    func text(at offset: Int, count: Int) -> String? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    private func number(at offset: Int, count: Int, place: (Int) -> Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        return (0..<count).reduce(0) { $0 << 8 | Int(bytes[offset + place($1)]) }
    }
}
