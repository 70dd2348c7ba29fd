import TerminalText
import VideoAPI

/// `describe [FIELD]` and `field?`.
enum DescribeCommand {
    static let command = Command(
        "describe",
        group: .draft,
        summary: "tell what a field takes: type, range, default, models, an example",
        examples: [
            .init("describe size", "tells all about the size"),
            .init("size?", "the same, shorter"),
            .init("describe", "lists every field"),
        ],
        parameters: .optionalWord("FIELD", .field),
        run: { (session: inout Session, turn: Turn, word: Token?) throws(ShellError) in
            guard let word else { return list(session, turn) }
            return describe(try Field.expected(named: word.text, at: word.range), session, turn)
        }
    )

    /// What `field?` asks for.
    static func prepare(field name: Substring) throws(ShellError) -> PreparedCommand {
        let field = try Field.expected(named: String(name), at: name.startIndex..<name.endIndex)
        return PreparedCommand(
            needs: { _, _ throws(ShellError) in [] },
            run: { session, turn throws(ShellError) in describe(field, session, turn) }
        )
    }

    private static func list(_ session: Session, _ turn: Turn) -> [Effect] {
        switch session.output {
        case .json: return [.data(JSONValue.array(Field.all.map(object)).text)]
        case .piped: return Field.all.map { .data(TabSeparated.line([$0.name.rawValue, FieldWords.kind($0), $0.summary])) }
        case .terminal:
            let rows = Field.all.map { field in
                [StyledText(field.name.rawValue, .accent), StyledText(FieldWords.kind(field)), StyledText(field.summary, .faint)]
            }
            let columns = [TextTable.Column("field"), TextTable.Column("takes", overflow: .cut), TextTable.Column("", overflow: .cut)]
            return [.print(TextTable(columns: columns, rows: rows).lines(width: turn.surroundings.columns))]
        }
    }

    private static func describe(_ field: Field, _ session: Session, _ turn: Turn) -> [Effect] {
        switch session.output {
        case .json: return [.data(object(field).text)]
        case .piped: return FieldWords.facts(field).map { .data(TabSeparated.line([$0.0, $0.1])) }
        case .terminal:
            let head = StyledText(field.name.rawValue, .strong) + StyledText("  \(field.summary)")
            let rows = FieldWords.facts(field).map { [StyledText($0.0, .faint), StyledText($0.1)] }
            let columns = [TextTable.Column(""), TextTable.Column("", overflow: .wrap)]
            let facts = TextTable(columns: columns, rows: rows, showsHeader: false).lines(width: turn.surroundings.columns)
            let details = field.details.isEmpty ? [] : StyledText(field.details).wrapped(toWidth: turn.surroundings.columns, indent: 2)
            return [.print([head] + facts + details)]
        }
    }

    private static func object(_ field: Field) -> JSONValue {
        .object(FieldWords.facts(field).map { JSONMember($0.0, .string($0.1)) })
    }
}

/// What a field takes, in words.
enum FieldWords {
    /// The kind in a few words.
    static func kind(_ field: Field) -> String {
        switch field.kind {
        case .model: field.legalWords.joined(separator: " | ")
        case .size: field.legalWords.joined(separator: " | ")
        case .image: "URL, data: URL or \(PictureFormat.list) file"
        case .text(let limit): "text, at most \(limit) characters"
        case .fixed(let value): "always \"\(value)\""
        case .flag: "on | off"
        case .seed(let range): "\(range.lowerBound)…\(range.upperBound) | " + SeedChoice.words.joined(separator: " | ")
        }
    }

    /// Every fact of a field, by name.
    package static func facts(_ field: Field) -> [(String, String)] {
        var facts = [("field", field.name.rawValue), ("takes", kind(field))]
        if let word = field.defaultWord { facts.append(("default", word)) }
        facts.append(("sent as", wire(field)))
        if case .size = field.kind {
            facts += Model.allCases.map { ("with \($0.shortName)", $0.sizes.map(\.wireName).joined(separator: " ")) }
        }
        if !field.aliases.isEmpty { facts.append(("also", field.aliases.joined(separator: ", "))) }
        facts.append(("example", "set \(field.name.rawValue) \(field.example)"))
        return facts
    }

    private static func wire(_ field: Field) -> String {
        let name = if case .image(let index) = field.kind { "images[\(index)]" } else { field.wireName }
        return switch field.presence {
        case .required: "\(name), required"
        case .always: "\(name), always"
        case .whenSet: "\(name), when set"
        }
    }
}
