import TerminalText
import VideoAPI

/// `set FIELD VALUE`, and its shorthand `field=value …`.
enum SetCommand {
    static let command = Command(
        "set",
        group: .draft,
        summary: "set a field of the draft and check it at once",
        details: [
            "A text (prompt, negative) is the rest of the line as it stands; one pair of quotes around all of it is peeled off. set prompt <<END takes the lines up to END.",
            "field=value does the same, and several of them may stand on one line: seed=7 prompt=\"two words\"; field= takes a field back. Without a value, set explains the field and asks.",
        ],
        examples: [
            .init("set size 1080P", "sets the size"),
            .init("set prompt a cat's eye, \"sunset\" | wide > narrow", "sets the prompt, exactly so"),
            .init("seed=7 extend=off", "sets two fields at once"),
            .init("set images https://example.com/a.png https://example.com/b.png", "sets the first and the last frame"),
        ],
        parameters: .rest("FIELD VALUE", .fieldAndValue, isOptional: false),
        needs: { _, _, rest throws(ShellError) in
            switch try read(rest) {
            case .assignments(let assignments): try assignments.needs()
            case .question: []
            }
        },
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            switch try read(rest) {
            case .assignments(let assignments): try apply(assignments, in: &session, turn)
            case .question(let field): try ask(field, in: session)
            }
        }
    )

    /// What shorthand asks for.
    static func prepare(assignments line: Substring) throws(ShellError) -> PreparedCommand {
        prepare(try shorthand(line))
    }

    /// What a text of several lines asks for.
    static func prepare(_ text: OpenText) throws(ShellError) -> PreparedCommand {
        prepare(try text.assignments)
    }

    /// What a line of a saved draft sets, be it `set` or shorthand.
    static func assignments(in line: Substring) throws(ShellError) -> [Assignment] {
        let word = line.firstWord
        guard word == "set" else { return try shorthand(line) }
        switch try read(line[word.endIndex...].trimmingBlanks()) {
        case .assignments(let assignments): return assignments
        case .question(let field): throw missingValue(field)
        }
    }

    /// What values ask for that were read already.
    static func prepare(_ assignments: [Assignment]) -> PreparedCommand {
        PreparedCommand(
            needs: { _, _ throws(ShellError) in try assignments.needs() },
            run: { session, turn throws(ShellError) in try apply(assignments, in: &session, turn) }
        )
    }

    /// Sets values in the draft, and says what has changed.
    static func apply(_ assignments: [Assignment], in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        var draft = session.draft
        try assignments.apply(to: &draft, in: session, turn)
        let names = Set(assignments.map(\.field.name))
        let hidden = DraftWords.hidden(in: draft, of: FieldName.allCases.filter(names.contains))
        let remarks = hidden + newlineRemarks(assignments, in: session)
        return DraftChange.apply(draft, set: names, in: &session) + (remarks.isEmpty ? [] : [.tell(remarks)])
    }

    /// Says that newlines became spaces, if they did.
    static func newlineRemarks(_ assignments: [Assignment], in session: Session) -> [StyledText] {
        let joined = assignments.contains { $0.settlingNewlines(in: session) != $0 } && session.settings.value(.newlines) != "keep"
        return joined ? [StyledText("newlines became spaces     `config set newlines keep`", .faint)] : []
    }

    private static func ask(_ field: Field, in session: Session) throws(ShellError) -> [Effect] {
        guard session.canAsk else { throw missingValue(field) }
        let words = field.legalWords.isEmpty ? "" : "  (\(field.legalWords.joined(separator: ", ")))"
        let line = StyledText(field.name.rawValue, .accent) + StyledText(": \(field.summary)") + StyledText(words, .faint)
        return [.tell([line]), .ask(.value(field.name))]
    }

    private static func missingValue(_ field: Field) -> ShellError {
        ShellError(.missingArgument("a value", command: "set \(field.name.rawValue)"))
    }
}

/// How what stands behind `set` is read.
extension SetCommand {
    private enum Reading {
        case assignments([Assignment])
        /// A field without a value.
        case question(Field)
    }

    private static func read(_ rest: Substring) throws(ShellError) -> Reading {
        let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
        let tail = rest[name.endIndex...]
        // `set size=720P` is what many type, and it is clear what is meant.
        if tail.unicodeScalars.first == "=" { return .assignments(try shorthand(rest)) }
        let value = tail.trimmingBlanks()
        if isImages(name) { return .assignments(try images(value)) }
        let field = try Field.expected(named: name)
        return value.isEmpty ? .question(field) : .assignments([try assignment(field, value)])
    }

    /// `field=value …`, and `images=A B`.
    private static func shorthand(_ line: Substring) throws(ShellError) -> [Assignment] {
        let name = line.prefix { $0 != "=" }
        if isImages(name), name.endIndex < line.endIndex { return try images(line[name.endIndex...].dropFirst()) }
        let line = try AssignmentLine(line)
        if let word = line.words.first { throw ShellError(.notAssignment(word.text), at: word.range) }
        return line.assignments
    }

    private static func assignment(_ field: Field, _ value: Substring) throws(ShellError) -> Assignment {
        if case .text = field.kind {
            return Assignment(field: field, text: Lexer.verbatim(value), range: value.startIndex..<value.endIndex)
        }
        // `set size = 720P`: nothing but a text can begin with an equals sign.
        let tokens = try ShellError.lexed(value.hasPrefix("=") ? value.dropFirst() : value)
        guard let token = tokens.first else { throw missingValue(field) }
        if let extra = tokens.dropFirst().first {
            throw ShellError(.unexpectedArgument(extra.text, command: "set \(field.name.rawValue)"), at: extra.range)
        }
        return Assignment(field: field, text: token.text, range: token.range)
    }

    private static func isImages(_ name: Substring) -> Bool { name.lowercased() == "images" }

    private static func images(_ value: Substring) throws(ShellError) -> [Assignment] {
        let tokens = try ShellError.lexed(value)
        guard tokens.count == 2 else {
            throw ShellError(.problem(Problem(.first, .imageCount(tokens.count))), at: value.startIndex..<value.endIndex)
        }
        return zip(FieldName.frames, tokens).map { name, token in
            Assignment(field: .named(name), text: token.text, range: token.range)
        }
    }
}
