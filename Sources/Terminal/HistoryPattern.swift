/// What an entry must have to be shown.
enum HistoryPattern: Sendable, Equatable {
    /// It begins so.
    case beginning([UInt8])
    /// It holds this somewhere.
    case holding([UInt8])
    /// It holds this, which has no capital, in ASCII letters of either case.
    case holdingInAnyCase([UInt8])

    /// Text that an entry begins with.
    init(beginning scalars: some Sequence<Unicode.Scalar>) { self = .beginning(Self.bytes(of: scalars)) }

    /// Text to be found anywhere. It is looked for in both cases, unless it has a capital itself.
    init(searched scalars: some Sequence<Unicode.Scalar>) {
        let bytes = Self.bytes(of: scalars)
        self = bytes.contains { $0 != Self.small($0) } ? .holding(bytes) : .holdingInAnyCase(bytes)
    }

    /// Where in a text of UTF-8 it is first found.
    func offset(in text: UnsafeRawBufferPointer) -> Int? {
        switch self {
        case .beginning(let bytes): text.starts(with: bytes) ? 0 : nil
        case .holding(let bytes): Self.first(bytes, in: text) { $0 }
        case .holdingInAnyCase(let bytes): Self.first(bytes, in: text, Self.small)
        }
    }

    private static func bytes(of scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return Array(String(text).utf8)
    }

    private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func first(_ wanted: [UInt8], in text: UnsafeRawBufferPointer, _ fold: (UInt8) -> UInt8) -> Int? {
        guard let lead = wanted.first else { return 0 }
        var start = 0
        while start + wanted.count <= text.count {
            if fold(text[start]) == lead, wanted.indices.allSatisfy({ fold(text[start + $0]) == wanted[$0] }) { return start }
            start += 1
        }
        return nil
    }
}
