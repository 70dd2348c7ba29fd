/// What becomes of the bytes between the paste marks.
enum PastedText {
    /// The paste as text: line ends become `\n`, those at its end go. What terminals obey goes: control characters but tabs,
    /// and the sequences that they begin, whole. Not UTF-8, or a NUL: nothing is taken.
    static func event(for bytes: [UInt8]) -> InputEvent {
        if bytes.count > LineLimit.bytes { return .refused(.pasteTooLong) }
        if let fault = UTF8Assembler.fault(in: bytes) { return .refused(.pasteNotUTF8(byte: fault + 1)) }
        if let place = bytes.firstIndex(of: 0) { return .refused(.pasteHasNull(byte: place + 1)) }
        var text = String.UnicodeScalarView()
        var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
        while let scalar = rest.first {
            rest = rest.dropFirst(max(1, ControlSequence.length(in: rest)))
            switch scalar {
            case "\r":
                text.append("\n")
                if rest.first == "\n" { rest.removeFirst() }
            case "\n", "\t": text.append(scalar)
            case _ where ControlSequence.isControl(scalar): break
            default: text.append(scalar)
            }
        }
        while text.last == "\n" { text.removeLast() }
        return .paste(String(text))
    }
}

/// Sequences that a terminal obeys, as they stand in a text.
enum ControlSequence {
    /// What begins, after an ESC, a string that runs to ST: DCS, SOS, OSC, PM, APC.
    static let openers = Array("PX]^_".utf8)

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// How many scalars the sequence has that `text` begins with; 0 for other text. One that has no end is its opener only: no text is lost to it.
    static func length(in text: ArraySlice<Unicode.Scalar>) -> Int {
        guard let first = text.first, let (opener, inside) = opening(first, text.dropFirst()) else { return 0 }
        if opener == UInt8(ascii: "[") {
            let end = inside.drop { (0x20...0x3F).contains($0.value) }
            guard let final = end.first, (0x40...0x7E).contains(final.value) else { return end.startIndex - text.startIndex }
            return end.startIndex + 1 - text.startIndex
        }
        if openers.contains(opener) {
            guard let end = inside.firstIndex(where: isControl) else { return 1 }
            switch inside[end] {
            case "\u{07}", "\u{9C}": return end + 1 - text.startIndex
            case "\u{1B}" where inside[end...].dropFirst().first == "\\": return end + 2 - text.startIndex
            default: return 1
            }
        }
        let end = inside.drop { (0x20...0x2F).contains($0.value) }
        return (end.first.map(isControl) ?? true ? 0 : 1) + end.startIndex - text.startIndex
    }

    /// Splits off what opens a sequence: ESC and a character, or one of U+0080 to U+009F, which stands for both.
    private static func opening(
        _ first: Unicode.Scalar,
        _ rest: ArraySlice<Unicode.Scalar>
    ) -> (opener: UInt8, inside: ArraySlice<Unicode.Scalar>)? {
        switch first.value {
        case 0x1B:
            guard let next = rest.first, next.isASCII else { return nil }
            let byte = UInt8(truncatingIfNeeded: next.value)
            return byte == UInt8(ascii: "[") || openers.contains(byte) ? (byte, rest.dropFirst()) : (byte, rest)
        case 0x90, 0x98, 0x9B, 0x9D, 0x9E, 0x9F: return (UInt8(truncatingIfNeeded: first.value - 0x40), rest)
        default: return nil
        }
    }
}
