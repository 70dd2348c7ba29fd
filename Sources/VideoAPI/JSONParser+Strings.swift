extension JSONParser {
    /// Reads the string that begins at the offset.
    ///
    /// Runs without escapes are found in one tight loop and copied whole: a body holds pictures of 14 MB as base64.
    mutating func string() throws(JSONFault) -> String {
        offset += 1
        let start = offset
        offset = endOfRun(from: start)
        if next == UInt8(ascii: "\"") {
            defer { offset += 1 }
            return try text(of: bytes[start..<offset])
        }
        return try stringWithEscapes(from: start)
    }

    /// The first quote, backslash or control character at or after a place, or the end.
    private func endOfRun(from place: Int) -> Int {
        let span = bytes.span
        var place = place
        while place < span.count {
            let byte = span[place]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { return place }
            place += 1
        }
        return place
    }

    /// Reads on from the first byte that ends a run; `start` is where the string's contents began.
    private mutating func stringWithEscapes(from start: Int) throws(JSONFault) -> String {
        var contents = Array(bytes[start..<offset])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                // Escapes are ASCII where they stand and whole scalars once read, so they can neither make nor mend bad UTF-8.
                if mode == .strict { _ = try text(of: bytes[start..<offset]) }
                offset += 1
                return String(decoding: contents, as: UTF8.self)
            case UInt8(ascii: "\\"):
                contents.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw fault(.control)
            default:
                let end = endOfRun(from: offset)
                contents.append(contentsOf: bytes[offset..<end])
                offset = end
            }
        }
        throw fault(.unexpectedEnd)
    }

    private func text(of slice: ArraySlice<UInt8>) throws(JSONFault) -> String {
        switch mode {
        case .tolerant:
            return String(decoding: slice, as: UTF8.self)
        case .strict:
            guard let text = String(validating: slice, as: UTF8.self) else { throw fault(.badUTF8, at: slice.endOfValidUTF8) }
            return text
        }
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        let start = offset
        offset += 1
        guard let letter = next else { throw fault(.unexpectedEnd) }
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar(escapedAt: start)
        default: throw fault(.badEscape, at: start)
        }
    }

    /// Reads the digits of a `\u` escape, and the second half of a surrogate pair if one follows.
    private mutating func scalar(escapedAt start: Int) throws(JSONFault) -> Unicode.Scalar {
        let unit = try codeUnit(escapedAt: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let second = offset
        if UTF16.isLeadSurrogate(unit), bytes[second...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
            offset += 2
            let low = try codeUnit(escapedAt: second)
            if UTF16.isTrailSurrogate(low) { return UTF16.decode(UTF16.EncodedScalar([unit, low])) }
            // Not its other half: it is read again as a character of its own.
            offset = second
        }
        guard mode == .tolerant else { throw fault(.loneSurrogate, at: start) }
        return "\u{FFFD}"
    }

    private mutating func codeUnit(escapedAt start: Int) throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw fault(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault(.badEscape, at: start) }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}

extension ArraySlice<UInt8> {
    /// The index of the first byte that belongs to no UTF-8 sequence.
    fileprivate var endOfValidUTF8: Int {
        var decoder = UTF8()
        var rest = makeIterator()
        var end = startIndex
        while case .scalarValue(let scalar) = decoder.decode(&rest) { end += UTF8.width(scalar) }
        return end
    }
}
