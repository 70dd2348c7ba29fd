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
            return describe(try Field.expected(named: word), session, turn)
        }
    )

    /// What `field?` asks for.
    static func prepare(field name: Substring) throws(ShellError) -> PreparedCommand {
        let field = try Field.expected(named: name)
        return PreparedCommand(
            needs: { _, _ throws(ShellError) in [] },
            run: { session, turn throws(ShellError) in describe(field, session, turn) }
        )
    }

    private static func list(_ session: Session, _ turn: Turn) -> [Effect] {
        let rows = Field.all.map { field in
            [StyledText(field.name.rawValue, .accent), StyledText(FieldWords.kind(field)), StyledText(field.summary, .faint)]
        }
        let columns = [TextTable.Column("field"), TextTable.Column("takes", overflow: .wrap), TextTable.Column("", overflow: .wrap)]
        return session.answer(
            lines: TextTable(columns: columns, rows: rows).lines(width: turn.surroundings.columns),
            header: ["field", "takes", "summary"],
            rows: Field.all.map { [$0.name.rawValue, FieldWords.kind($0), $0.summary] },
            object: .array(Field.all.map(object))
        )
    }

    private static func describe(_ field: Field, _ session: Session, _ turn: Turn) -> [Effect] {
        session.answer(
            lines: FieldWords.page(field, columns: turn.surroundings.columns),
            rows: FieldWords.facts(field).map { [$0.0, $0.1] },
            object: object(field)
        )
    }

    private static func object(_ field: Field) -> JSONValue {
        .object(FieldWords.facts(field).map { JSONMember($0.0, .string($0.1)) })
    }
}
