extension Reply {
    /// Looks for a whole id in a reply that can't be decoded: the value of `task_id`, else of `id`, complete with its closing quote.
    package static func salvagedID(in body: [UInt8]) -> TaskID? {
        salvagedID(in: body, key: "task_id") ?? salvagedID(in: body, key: "id")
    }

    /// The id that counts in an answer that was cut: in a 429 a `task_id` alone, since an `id` in a refusal may be anything's.
    package static func salvagedID(status: Int, body: [UInt8]) -> TaskID? {
        switch status {
        case 200..<300: salvagedID(in: body)
        case 429: salvagedID(in: body, key: "task_id")
        default: nil
        }
    }

    /// The first string that is not empty and follows this key.
    static func salvagedID(in body: [UInt8], key: String) -> TaskID? {
        let quotedKey = Array("\"\(key)\"".utf8)
        var rest = body[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "\"")) {
            rest = rest[start...]
            guard rest.starts(with: quotedKey) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(quotedKey.count)
            if let text = stringValue(at: rest), !text.isEmpty { return TaskID(rawValue: text) }
        }
        return nil
    }

    /// The string after a colon, if both begin here and the string ends.
    private static func stringValue(at bytes: ArraySlice<UInt8>) -> String? {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let colon = bytes.drop(while: isSpace)
        guard colon.first == UInt8(ascii: ":") else { return nil }
        let value = colon.dropFirst().drop(while: isSpace)
        guard value.first == UInt8(ascii: "\"") else { return nil }
        var isEscaped = false
        let end = value.dropFirst().firstIndex { byte in
            if !isEscaped, byte == UInt8(ascii: "\"") { return true }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            return false
        }
        guard let end else { return nil }
        return (try? JSONValue(parsing: value[...end], mode: .tolerant))?.string
    }
}

extension JSONValue {
    /// Whether a `task_id` with an id stands anywhere in it, in JSON within a string too.
    var namesTask: Bool {
        switch self {
        case .object(let members): members.contains { $0.key == "task_id" && TaskFields.id($0.value) != nil || $0.value.namesTask }
        case .array(let elements): elements.contains(where: \.namesTask)
        case .string(let text): Reply.salvagedID(in: Array(text.utf8), key: "task_id") != nil
        case .null, .bool, .integer, .number: false
        }
    }
}
