package import VideoAPI

/// One `field=value` of a line, or what `set FIELD VALUE` says.
package struct Assignment: Sendable, Hashable {
    package let field: Field
    /// The value as it is meant, quotes taken away.
    package let text: String
    /// Where the value stands, for the caret.
    package let range: Range<String.Index>

    /// What the value is, as far as that can be known without looking at files.
    ///
    /// - Throws: a ``ShellError`` that points at the value.
    func parsed() throws(ShellError) -> ParsedValue {
        do {
            return try field.parse(text)
        } catch {
            throw ShellError(.problem(error), at: range)
        }
    }

    /// The file that has to be looked at before the value can be set.
    func need() throws(ShellError) -> Need? {
        guard case .path(let path) = try parsed() else { return nil }
        return .picture(path: path)
    }

    /// Sets the value in a draft; the file that it names must have been looked at.
    func apply(to draft: inout Draft, _ turn: Turn) throws(ShellError) {
        switch try parsed() {
        case .value(let value):
            draft[field.name] = value
        case .path(let path):
            do {
                draft[field.name] = .image(.file(try turn.picture(at: path)))
            } catch {
                throw ShellError(.problem(Problem(field.name, .file(path: path, fault: error))), at: range)
            }
        }
    }
}

extension Assignment {
    /// Whether a line is shorthand: its first word is a name and an equals sign.
    static func begins(_ line: Substring) -> Bool {
        guard let equals = line.firstIndex(of: "="), equals > line.startIndex else { return false }
        return line[..<equals].allSatisfy { $0.isLetter || $0.isNumber || "_[]".contains($0) }
    }

    /// Reads `field=value field=value…`. A text that is not quoted is the rest of the line, verbatim.
    ///
    /// - Throws: for an unknown field, a word that is no assignment, or a text after which another field seems to follow.
    static func list(in line: Substring) throws(ShellError) -> [Assignment] {
        var assignments: [Assignment] = []
        var rest = line.trimmingBlanks()
        while !rest.isEmpty {
            let (field, value) = try head(of: rest)
            if case .text = field.kind, !isQuotedAndClosed(rest[value...]) {
                try refuseFieldInText(rest[value...])
                let range = value..<rest.endIndex
                assignments.append(Assignment(field: field, text: Lexer.verbatim(rest[value...]), range: range))
                return assignments
            }
            guard let token = try ShellError.lexed(rest).first else { return assignments }
            let text = String(token.text.dropFirst(rest.distance(from: rest.startIndex, to: value)))
            assignments.append(Assignment(field: field, text: text, range: value..<max(value, token.range.upperBound)))
            rest = rest[token.range.upperBound...].trimmingBlanks()
        }
        return assignments
    }

    /// The field named at the beginning, and where its value starts.
    private static func head(of rest: Substring) throws(ShellError) -> (Field, String.Index) {
        guard begins(rest), let equals = rest.firstIndex(of: "=") else {
            let word = rest.prefix { !$0.isWhitespace }
            throw ShellError(.notAssignment(String(word)), at: word.startIndex..<word.endIndex)
        }
        let name = rest[..<equals]
        return (try Field.expected(named: String(name), at: name.startIndex..<name.endIndex), rest.index(after: equals))
    }

    /// Whether the value is one quoted piece that a blank or the end follows.
    private static func isQuotedAndClosed(_ value: Substring) -> Bool {
        guard let quote = value.first, quote == "\"" || quote == "'", let token = try? Lexer.tokens(in: value).first,
            token.range.lowerBound == value.startIndex
        else { return false }
        let tail = value[token.range.upperBound...].trimmingBlanks()
        return tail.isEmpty || begins(tail)
    }

    /// `prompt=two words size=720P` would put the size into the text without a word; so it asks for quotes.
    private static func refuseFieldInText(_ value: Substring) throws(ShellError) {
        for word in value.split(whereSeparator: \.isWhitespace).dropFirst() where begins(word) {
            let name = word.prefix { $0 != "=" }
            guard Field.typed(String(name)) != nil else { continue }
            throw ShellError(.quoteText(before: String(name)), at: word.startIndex..<word.endIndex)
        }
    }
}

extension Field {
    /// The field of that name.
    ///
    /// - Throws: ``ShellError/Reason/unknownField(given:nearest:)`` with the likeliest name.
    static func expected(named text: String, at range: Range<String.Index>) throws(ShellError) -> Field {
        if let field = Field.typed(text) { return field }
        let names = Field.all.flatMap { [$0.name.rawValue, $0.wireName] + $0.aliases }
        throw ShellError(.unknownField(given: text, nearest: Nearest.match(for: text, among: names)), at: range)
    }
}
