import TerminalText
import VideoAPI

/// `set FIELD VALUE`, and its shorthand `field=value …`.
enum SetCommand {
    static let command = Command(
        "set",
        group: .draft,
        summary: "set a field of the draft and check it at once",
        details: [
            "A text (prompt, negative) is the rest of the line as it stands; one pair of quotes around all of it is peeled off.",
            "field=value does the same, and several of them may stand on one line: seed=7 prompt=\"two words\". Without a value, set explains the field and asks.",
        ],
        examples: [
            .init("set size 1080P", "sets the size"),
            .init("set prompt a cat's eye, \"sunset\" | wide > narrow", "sets the prompt, exactly so"),
            .init("seed=7 extend=off", "sets two fields at once"),
            .init("set images https://example.com/a.png https://example.com/b.png", "sets the first and the last frame"),
        ],
        parameters: .rest("FIELD VALUE", .field, isOptional: false),
        needs: { _, _, rest throws(ShellError) in
            let (field, value) = try split(rest)
            guard let field else { return try images(value).needs() }
            guard let assignment = try assignment(field, value) else { return [] }
            return try [assignment].needs()
        },
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            let (field, value) = try split(rest)
            guard let field else { return try apply(images(value), in: &session, turn) }
            guard let assignment = try assignment(field, value) else { return try explain(field, in: session) }
            return try apply([assignment], in: &session, turn)
        }
    )

    /// What shorthand asks for.
    static func prepare(assignments line: Substring) throws(ShellError) -> PreparedCommand {
        let assignments = try Assignment.list(in: line)
        return PreparedCommand(
            needs: { _, _ throws(ShellError) in try assignments.needs() },
            run: { session, turn throws(ShellError) in try apply(assignments, in: &session, turn) }
        )
    }

    /// What a line of a saved draft sets, be it `set` or shorthand.
    static func assignments(in line: Substring) throws(ShellError) -> [Assignment] {
        if Assignment.begins(line) { return try Assignment.list(in: line) }
        let word = line.prefix { !$0.isWhitespace }
        guard word == "set" else { throw ShellError(.notAssignment(String(word)), at: word.startIndex..<word.endIndex) }
        let (field, value) = try split(line[word.endIndex...].trimmingBlanks())
        guard let field else { return try images(value) }
        return try assignment(field, value).map { [$0] } ?? []
    }

    /// The field, or nil for `images`, and what stands behind it.
    private static func split(_ rest: Substring) throws(ShellError) -> (Field?, Substring) {
        let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
        // `set size=720P` is what many type, and it is clear what is meant.
        let value = rest[name.endIndex...].drop { $0.isWhitespace }
        let text = value.first == "=" ? value.dropFirst().drop { $0.isWhitespace } : value
        if name.lowercased() == "images" { return (nil, text) }
        return (try Field.expected(named: String(name), at: name.startIndex..<name.endIndex), text)
    }

    private static func assignment(_ field: Field, _ value: Substring) throws(ShellError) -> Assignment? {
        guard !value.allSatisfy(\.isWhitespace) else { return nil }
        if case .text = field.kind {
            return Assignment(field: field, text: Lexer.verbatim(value), range: value.startIndex..<value.endIndex)
        }
        let tokens = try ShellError.lexed(value)
        guard let token = tokens.first else { return nil }
        guard tokens.count == 1 else {
            throw ShellError(.unexpectedArgument(tokens[1].text, command: "set \(field.name.rawValue)"), at: tokens[1].range)
        }
        return Assignment(field: field, text: token.text, range: token.range)
    }

    private static func images(_ value: Substring) throws(ShellError) -> [Assignment] {
        let tokens = try ShellError.lexed(value)
        guard tokens.count == 2 else {
            throw ShellError(.problem(Problem(.first, .imageCount(tokens.count))), at: value.startIndex..<value.endIndex)
        }
        return zip([FieldName.first, .last], tokens).map { name, token in
            Assignment(field: .named(name), text: token.text, range: token.range)
        }
    }

    private static func apply(_ assignments: [Assignment], in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        var draft = session.draft
        var seen: Set<FieldName> = []
        for assignment in assignments {
            guard seen.insert(assignment.field.name).inserted else {
                throw ShellError(.tooManyAliases(assignment.field.name.rawValue), at: assignment.range)
            }
            try assignment.withoutNewlines(in: session).apply(to: &draft, turn)
        }
        return DraftChange.apply(draft, set: seen, in: &session)
    }

    private static func explain(_ field: Field, in session: Session) throws(ShellError) -> [Effect] {
        guard session.isInteractive else {
            throw ShellError(.missingArgument("a value", command: "set \(field.name.rawValue)"))
        }
        let words = field.legalWords.isEmpty ? "" : "  (\(field.legalWords.joined(separator: ", ")))"
        let line = StyledText(field.name.rawValue, .accent) + StyledText(": \(field.summary)") + StyledText(words, .faint)
        return [.tell([line]), .ask(.value(field.name))]
    }
}

extension Assignment {
    /// A text on one line, unless newlines are kept.
    func withoutNewlines(in session: Session) -> Assignment {
        guard case .text = field.kind, text.contains(where: \.isNewline), session.settings.value(.newlines) == "space" else { return self }
        let line = text.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks() }.joined(separator: " ")
        return Assignment(field: field, text: line, range: range)
    }
}

extension [Assignment] {
    /// The files that have to be looked at before the values can be set.
    func needs() throws(ShellError) -> [Need] {
        var needs: [Need] = []
        for assignment in self {
            if let need = try assignment.need() { needs.append(need) }
        }
        return needs
    }
}
