/// Cuts the arguments of a line: '…' literal, "…" with \" and \\, a backslash outside makes the next character plain.
///
/// It goes by Unicode scalars, since a combining mark behind a quote or a blank makes one character of the two.
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
        while let start = line.unicodeScalars[position...].firstIndex(where: { !$0.properties.isWhitespace }) {
            let token = try argument(at: start, in: line)
            tokens.append(token)
            position = token.range.upperBound
        }
        return tokens
    }

    /// The one argument that begins at a place; it is empty before a blank and at the end.
    ///
    /// - Throws: ``Fault/openQuote(_:_:)`` for a quote without its partner.
    package static func argument(at start: String.Index, in line: Substring) throws(Fault) -> Token {
        let scalars = line.unicodeScalars
        var text = String.UnicodeScalarView()
        var isQuoted = false
        var position = start
        while position < scalars.endIndex, !scalars[position].properties.isWhitespace {
            let scalar = scalars[position]
            let next = scalars.index(after: position)
            switch scalar {
            case "'", "\"":
                isQuoted = true
                position = try quoted(by: scalar, in: scalars, from: next, into: &text)
            case "\\" where next < scalars.endIndex:
                isQuoted = true
                text.append(scalars[next])
                position = scalars.index(after: next)
            default:
                text.append(scalar)
                position = next
            }
        }
        return Token(text: String(text), range: start..<position, isQuoted: isQuoted)
    }

    /// Reads up to the closing quote and returns the place behind it.
    private static func quoted(
        by quote: Unicode.Scalar,
        in scalars: Substring.UnicodeScalarView,
        from start: String.Index,
        into text: inout String.UnicodeScalarView
    ) throws(Fault) -> String.Index {
        var position = start
        while position < scalars.endIndex {
            let scalar = scalars[position]
            let next = scalars.index(after: position)
            if scalar == quote { return next }
            let escapes = quote == "\"" && scalar == "\\" && next < scalars.endIndex && (scalars[next] == "\"" || scalars[next] == "\\")
            text.append(escapes ? scalars[next] : scalar)
            position = escapes ? scalars.index(after: next) : next
        }
        throw .openQuote(Character(quote), scalars.index(before: start)..<start)
    }
}

extension Lexer {
    /// Writes a text so that ``tokens(in:)`` reads it back as one argument that is no flag and ends no command.
    package static func quote(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "'" && $0 != "\"" && $0 != "\\" }
        if isPlain, !text.isEmpty, !text.hasPrefix("-"), text != "&", !text.hasSuffix(";") { return text }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }

    /// The pairs of quotes that a whole text may stand in.
    private static let pairs: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [("\"", "\""), ("“", "”")]

    /// The text of a verbatim argument: blanks around it go, and so does one matching pair of quotes around the whole.
    package static func verbatim(_ text: Substring) -> String {
        let trimmed = text.trimmingBlanks()
        let scalars = trimmed.unicodeScalars
        for (open, close) in pairs where scalars.count >= 2 && scalars.first == open && scalars.last == close {
            let inner = scalars.dropFirst().dropLast()
            if !inner.contains(where: { $0 == open || $0 == close }) { return String(inner) }
        }
        return String(trimmed)
    }

    /// Writes a text so that ``verbatim(_:)`` reads it back, if there is a way to.
    package static func verbatimQuoted(_ text: String) -> String? {
        let candidates = [text] + pairs.map { "\($0.open)\(text)\($0.close)" }
        return candidates.first { verbatim($0[...]).unicodeScalars.elementsEqual(text.unicodeScalars) }
    }
}

extension Substring {
    /// The same without white space at both ends.
    package func trimmingBlanks() -> Substring {
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[start..<scalars.index(after: end)]
    }

    /// The first word: all that stands before a blank.
    var firstWord: Substring {
        self[..<(unicodeScalars.firstIndex { $0.properties.isWhitespace } ?? endIndex)]
    }
}

extension String {
    /// The rows of a line; a row ends with LF or CR LF, and nothing else does.
    var rows: [String] { split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init) }

    /// The lines of a text file.
    var scriptLines: [String] {
        var lines = rows
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
