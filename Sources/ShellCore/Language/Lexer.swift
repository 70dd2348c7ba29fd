/// Cuts the arguments of a line: '…' literal, "…" with \" and \\, a backslash outside makes the next character plain.
package enum Lexer {
    /// Why a line can't be cut.
    package enum Fault: Error, Sendable, Hashable {
        /// A quote that nothing closes, where it stands.
        case openQuote(Character, Range<String.Index>)
    }

    /// The arguments in a part of a line.
    ///
    /// - Throws: ``Fault/openQuote(_:_:)`` for a quote without its partner.
    package static func tokens(in line: Substring) throws(Fault) -> [Token] {
        var tokens: [Token] = []
        var position = line.startIndex
        while let start = line[position...].firstIndex(where: { !$0.isWhitespace }) {
            let token = try token(in: line, from: start)
            tokens.append(token)
            position = token.range.upperBound
        }
        return tokens
    }

    private static func token(in line: Substring, from start: String.Index) throws(Fault) -> Token {
        var text = ""
        var isQuoted = false
        var position = start
        while position < line.endIndex, !line[position].isWhitespace {
            let character = line[position]
            let next = line.index(after: position)
            switch character {
            case "'", "\"":
                isQuoted = true
                position = try quoted(by: character, in: line, from: next, into: &text)
            case "\\" where next < line.endIndex:
                isQuoted = true
                text.append(line[next])
                position = line.index(after: next)
            default:
                text.append(character)
                position = next
            }
        }
        return Token(text: text, range: start..<position, isQuoted: isQuoted)
    }

    /// Reads up to the closing quote and returns the place behind it.
    private static func quoted(
        by quote: Character,
        in line: Substring,
        from start: String.Index,
        into text: inout String
    ) throws(Fault) -> String.Index {
        var position = start
        while position < line.endIndex {
            let character = line[position]
            let next = line.index(after: position)
            if character == quote { return next }
            if quote == "\"", character == "\\", next < line.endIndex, line[next] == "\"" || line[next] == "\\" {
                text.append(line[next])
                position = line.index(after: next)
            } else {
                text.append(character)
                position = next
            }
        }
        throw .openQuote(quote, line.index(before: start)..<start)
    }

    /// Writes a text so that ``tokens(in:)`` reads it back as one argument.
    package static func quote(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.allSatisfy { !$0.isWhitespace && !"'\"\\".contains($0) }
        if isPlain { return text }
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }

    /// The text of a verbatim argument: blanks around it go, and so does one matching pair of quotes around the whole.
    package static func verbatim(_ text: Substring) -> String {
        let trimmed = text.trimmingBlanks()
        for (open, close) in [("\"", "\""), ("“", "”")] as [(Character, Character)] {
            guard trimmed.count >= 2, trimmed.first == open, trimmed.last == close else { continue }
            let inner = trimmed.dropFirst().dropLast()
            if !inner.contains(where: { $0 == open || $0 == close }) { return String(inner) }
        }
        return String(trimmed)
    }
}

extension Substring {
    /// The same without white space at both ends.
    package func trimmingBlanks() -> Substring {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
            return self[startIndex..<startIndex]
        }
        return self[start...end]
    }
}
