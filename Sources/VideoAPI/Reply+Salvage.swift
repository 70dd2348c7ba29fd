extension Reply {
    /// Looks for a whole id in a reply that can't be decoded: the value of `task_id`, else of `id`, complete with its closing quote.
    package static func salvagedID(in body: [UInt8]) -> TaskID? {
        salvagedID(in: body, key: "task_id") ?? salvagedID(in: body, key: "id")
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
