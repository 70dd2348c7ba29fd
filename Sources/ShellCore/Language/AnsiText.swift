/// What stands between `$'` and `'`, in UTF-8: C's escapes, and those of browsers, which spell UTF-16.
struct AnsiText {
    /// Nil when a half of a surrogate pair stands alone.
    var bytes: [UInt8]? { isText && high == nil ? collected : nil }

    private var collected: [UInt8] = []
    private var isText = true
    /// The first half of a surrogate pair.
    private var high: UInt32?

    private static let letters: [Unicode.Scalar: UInt8] = [
        "a": 7, "b": 8, "e": 27, "E": 27, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 0x5C, "'": 0x27, "\"": 0x22, "?": 0x3F,
    ]

    mutating func take(_ scalar: Unicode.Scalar, from position: inout Int, of scalars: [Unicode.Scalar]) {
        guard scalar == "\\", position < scalars.count else { return append(scalar) }
        let letter = scalars[position]
        position += 1
        switch letter {
        case "x": appendByte(digits(2, radix: 16, from: &position, of: scalars))
        case "u": appendUnit(digits(4, radix: 16, from: &position, of: scalars))
        case "U": appendUnit(digits(8, radix: 16, from: &position, of: scalars))
        case "0"..."7":
            position -= 1
            appendByte(digits(3, radix: 8, from: &position, of: scalars))
        default:
            guard let byte = Self.letters[letter] else {
                append("\\")
                return append(letter)
            }
            appendByte(UInt32(byte))
        }
    }

    private func digits(_ most: Int, radix: Int, from position: inout Int, of scalars: [Unicode.Scalar]) -> UInt32? {
        let text = scalars[position...].prefix(most).prefix { Character($0).hexDigitValue.map { $0 < radix } ?? false && $0.isASCII }
        position += text.count
        return UInt32(String(String.UnicodeScalarView(text)), radix: radix)
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if high != nil { isText = false }
        collected.append(contentsOf: String(scalar).utf8)
    }

    private mutating func appendByte(_ value: UInt32?) {
        guard let value, value < 256, high == nil else { return isText = false }
        collected.append(UInt8(truncatingIfNeeded: value))
    }

    private mutating func appendUnit(_ value: UInt32?) {
        guard let value else { return isText = false }
        if let first = high, (0xDC00...0xDFFF).contains(value) {
            high = nil
            return append(Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (value - 0xDC00)) ?? "?")
        }
        if (0xD800...0xDBFF).contains(value), high == nil {
            high = value
        } else if let scalar = Unicode.Scalar(value) {
            append(scalar)
        } else {
            isText = false
        }
    }
}
