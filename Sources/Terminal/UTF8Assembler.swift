/// Puts scalars together from bytes, one byte at a time, so that nothing is read beyond the scalar that is complete.
struct UTF8Assembler {
    enum Step: Equatable {
        case incomplete
        case scalar(Unicode.Scalar)
        /// Not UTF-8. The first byte is named; the byte just fed is part of the fault only if `consumed`.
        case invalid(first: UInt8, consumed: Bool)
    }

    private var first: UInt8 = 0
    private var value: UInt32 = 0
    /// Bytes that the scalar still needs.
    private var missing = 0
    /// The next byte's range; the first continuation rules out overlong forms, surrogates and what is above U+10FFFF.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    /// True between the bytes of a scalar.
    var isInside: Bool { missing > 0 }

    mutating func feed(_ byte: UInt8) -> Step {
        missing > 0 ? proceed(byte) : begin(byte)
    }

    private mutating func begin(_ byte: UInt8) -> Step {
        first = byte
        allowed = 0x80...0xBF
        switch byte {
        case 0x00...0x7F: return .scalar(Unicode.Scalar(byte))
        case 0xC2...0xDF: (missing, value) = (1, UInt32(byte & 0x1F))
        case 0xE0...0xEF: (missing, value) = (2, UInt32(byte & 0x0F))
        case 0xF0...0xF4: (missing, value) = (3, UInt32(byte & 0x07))
        default: return .invalid(first: byte, consumed: true)
        }
        switch byte {
        case 0xE0: allowed = 0xA0...0xBF
        case 0xED: allowed = 0x80...0x9F
        case 0xF0: allowed = 0x90...0xBF
        case 0xF4: allowed = 0x80...0x8F
        default: break
        }
        return .incomplete
    }

    private mutating func proceed(_ byte: UInt8) -> Step {
        guard allowed.contains(byte) else {
            missing = 0
            return .invalid(first: first, consumed: false)
        }
        allowed = 0x80...0xBF
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        guard missing == 0 else { return .incomplete }
        guard let scalar = Unicode.Scalar(value) else { return .invalid(first: first, consumed: true) }
        return .scalar(scalar)
    }
}

extension UTF8Assembler {
    /// Where bytes stop being UTF-8, as an offset; nil if they are sound to the end.
    static func fault(in bytes: some Sequence<UInt8>) -> Int? {
        var assembler = UTF8Assembler()
        var start = 0
        var offset = 0
        for byte in bytes {
            if !assembler.isInside { start = offset }
            if case .invalid = assembler.feed(byte) { return start }
            offset += 1
        }
        return assembler.isInside ? start : nil
    }
}
