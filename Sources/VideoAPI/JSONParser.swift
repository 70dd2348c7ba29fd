/// How much a parser forgives.
package enum JSONMode: Sendable, Hashable {
    /// RFC 8259 to the letter: what a server asks of a request.
    case strict
    /// A reply that was paid for: a byte order mark is skipped, bad UTF-8 and lone surrogates become U+FFFD.
    case tolerant
}

extension JSONValue {
    /// The deepest nesting that is read; a scalar alone has depth 0.
    package static let depthLimit = 64

    /// Reads a whole document in linear time.
    ///
    /// A key that stands twice is kept twice, and ``subscript(_:)`` takes the last. A whole number beyond `Int` becomes `.number`.
    ///
    /// - Throws: the first fault and its byte offset.
    package init(parsing bytes: some Collection<UInt8>, mode: JSONMode = .strict) throws(JSONFault) {
        var parser = JSONParser(bytes: Array(bytes), mode: mode)
        self = try parser.document()
    }
}

/// A recursive-descent reader of one document; its recursion ends at ``JSONValue/depthLimit``.
struct JSONParser {
    let bytes: [UInt8]
    let mode: JSONMode
    var offset = 0

    init(bytes: [UInt8], mode: JSONMode) {
        self.bytes = bytes
        self.mode = mode
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        if mode == .tolerant, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw fault(.trailing) }
        return value
    }

    /// The byte at the offset, or nil at the end.
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    func fault(_ reason: JSONFault.Reason, at place: Int? = nil) -> JSONFault { JSONFault(at: place ?? offset, reason) }

    /// What is wrong when the byte at the offset fits nothing.
    func unexpected() -> JSONFault { fault(next == nil ? .unexpectedEnd : .unexpectedByte) }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: try deeper(than: depth)))
        case UInt8(ascii: "["): return .array(try elements(depth: try deeper(than: depth)))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
        default: throw unexpected()
        }
    }

    private func deeper(than depth: Int) throws(JSONFault) -> Int {
        guard depth < JSONValue.depthLimit else { throw fault(.tooDeep) }
        return depth + 1
    }

    private mutating func members(depth: Int) throws(JSONFault) -> [JSONMember] {
        var members: [JSONMember] = []
        offset += 1
        skipSpace()
        if take("}") { return members }
        while true {
            guard next == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            skipSpace()
            guard take(":") else { throw unexpected() }
            skipSpace()
            members.append(JSONMember(key, try value(depth: depth)))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw unexpected() }
            skipSpace()
        }
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [JSONValue] {
        var elements: [JSONValue] = []
        offset += 1
        skipSpace()
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw unexpected() }
            skipSpace()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for letter in word.description.utf8 {
            guard next == letter else { throw unexpected() }
            offset += 1
        }
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = offset
        _ = take("-")
        if !take("0") { try digits() }
        var isWhole = true
        if take(".") {
            isWhole = false
            try digits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let number = Int(text) { return .integer(number) }
        guard let number = Double(text) else { throw fault(.badNumber, at: start) }
        return .number(number, text: text)
    }

    private mutating func digits() throws(JSONFault) {
        let start = offset
        while let byte = next, isDigit(byte) { offset += 1 }
        guard offset > start else { throw fault(next == nil ? .unexpectedEnd : .badNumber) }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Steps over the character if it stands here.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }
}
