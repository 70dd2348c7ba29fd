import VideoAPI

/// The `field=value` of a line, and the words that stand between them.
struct AssignmentLine {
    private(set) var assignments: [Assignment] = []
    private(set) var words: [Token] = []

    /// Reads a line. A text that is not quoted is the rest of the line, verbatim.
    ///
    /// - Parameter flags: words that a text may hide, and which it must be quoted against.
    /// - Throws: for an unknown field, an open quote, or a text in which another field or a flag seems to follow.
    init(_ line: Substring, flags: [String] = []) throws(ShellError) {
        var rest = line.trimmingBlanks()
        while !rest.isEmpty {
            let end: String.Index
            if Self.begins(rest) {
                let assignment = try Self.assignment(at: rest, flags: flags)
                assignments.append(assignment)
                end = assignment.range?.upperBound ?? rest.endIndex
            } else {
                let word = try ShellError.lexed(at: rest.startIndex, in: rest)
                words.append(word)
                end = word.range.upperBound
            }
            rest = rest[end...].trimmingBlanks()
        }
    }

    /// Whether a line begins with a name and an equals sign.
    static func begins(_ line: Substring) -> Bool {
        let scalars = line.unicodeScalars
        guard let end = scalars.firstIndex(where: { !isNameScalar($0) }) else { return false }
        return end > line.startIndex && scalars[end] == "="
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "[" || scalar == "]"
    }

    /// The assignment that a text begins with.
    private static func assignment(at rest: Substring, flags: [String]) throws(ShellError) -> Assignment {
        let name = rest.prefix(upTo: rest.unicodeScalars.firstIndex(of: "=") ?? rest.endIndex)
        let field = try Field.expected(named: name)
        let value = rest[rest.unicodeScalars.index(after: name.endIndex)...]
        if case .text = field.kind, !isQuoted(value, flags: flags), !isCleared(value) {
            try refuseHidden(in: value, flags: flags)
            return Assignment(field: field, text: Lexer.verbatim(value), range: value.startIndex..<value.endIndex)
        }
        let token = try ShellError.lexed(at: value.startIndex, in: value)
        return Assignment(field: field, text: token.range.isEmpty ? nil : token.text, range: token.range)
    }

    /// Whether nothing stands behind the equals sign but another assignment.
    private static func isCleared(_ value: Substring) -> Bool {
        let tail = value.trimmingBlanks()
        return tail.isEmpty || (tail.startIndex > value.startIndex && begins(tail) && names(tail))
    }

    /// Whether the value is one quoted piece, and what follows is not of the text.
    private static func isQuoted(_ value: Substring, flags: [String]) -> Bool {
        guard let quote = value.unicodeScalars.first, quote == "\"" || quote == "'",
            let token = try? Lexer.argument(at: value.startIndex, in: value)
        else { return false }
        let tail = value[token.range.upperBound...].trimmingBlanks()
        return tail.isEmpty || begins(tail) || flags.contains(String(tail.firstWord))
    }

    /// `prompt=two words size=720P` would put the size into the text without a word; so it asks for quotes.
    private static func refuseHidden(in value: Substring, flags: [String]) throws(ShellError) {
        for word in value.split(whereSeparator: \.isWhitespace).dropFirst() {
            guard flags.contains(String(word)) || (begins(word) && names(word)) else { continue }
            let hidden = word.prefix { $0 != "=" }
            let end = hidden.endIndex < word.endIndex ? word.index(after: hidden.endIndex) : word.endIndex
            throw ShellError(.quoteText(before: String(word[..<end])), at: word.startIndex..<end)
        }
    }

    /// Whether the name before the equals sign is a field's.
    private static func names(_ word: Substring) -> Bool { Field.typed(String(word.prefix { $0 != "=" })) != nil }
}
