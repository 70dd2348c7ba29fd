extension JSONValue {
    /// The document on one line, without spaces between tokens; every control and separator character is escaped.
    package var text: String {
        var output = ""
        write(into: &output, indent: nil, depth: 0)
        return output
    }

    /// The document over several lines, two spaces a level.
    package var indented: String {
        var output = ""
        write(into: &output, indent: "  ", depth: 0)
        return output
    }

    private func write(into output: inout String, indent: String?, depth: Int) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .integer(let number): output += String(number)
        case .number(_, let text): output += text
        case .string(let text): Self.write(text, into: &output)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), into: &output, indent: indent, depth: depth) { element, output in
                element.write(into: &output, indent: indent, depth: depth + 1)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), into: &output, indent: indent, depth: depth) { member, output in
                Self.write(member.key, into: &output)
                output += indent == nil ? ":" : ": "
                member.value.write(into: &output, indent: indent, depth: depth + 1)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item],
        between brackets: (String, String),
        into output: inout String,
        indent: String?,
        depth: Int,
        item write: (Item, inout String) -> Void
    ) {
        output += brackets.0
        for (position, item) in items.enumerated() {
            if position > 0 { output += "," }
            if let indent { output += "\n" + String(repeating: indent, count: depth + 1) }
            write(item, &output)
        }
        if let indent, !items.isEmpty { output += "\n" + String(repeating: indent, count: depth) }
        output += brackets.1
    }

    private static func write(_ text: String, into output: inout String) {
        output += "\""
        defer { output += "\"" }
        // A picture of 14 MB as base64 is copied whole.
        if text.utf8.withContiguousStorageIfAvailable(isPlain) == true {
            output += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where mustEscape(scalar): output += escaped(scalar)
            default: output.unicodeScalars.append(scalar)
            }
        }
    }

    /// Whether nothing needs an escape: printable ASCII without quotes and backslashes.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C { return false }
            position += 1
        }
        return true
    }

    /// Controls must be escaped; what turns or hides text on a terminal is, so that JSON output is safe to look at.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
