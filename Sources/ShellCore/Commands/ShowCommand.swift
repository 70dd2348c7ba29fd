import TerminalText
import VideoAPI

/// `show [FIELD|missing]`.
enum ShowCommand {
    static let command = Command(
        "show",
        group: .draft,
        summary: "show the draft, a field of it, or what is missing",
        details: ["Piped, each field is a line `field<TAB>value`; with --json the draft is one object."],
        examples: [
            .init("show", "shows every field with its state"),
            .init("show missing", "shows what stands between the draft and a submit"),
            .init("show prompt", "shows a field in full"),
        ],
        parameters: .optionalWord("FIELD", .field),
        run: { (session: inout Session, turn: Turn, word: Token?) throws(ShellError) in
            guard let word else { return table(session, turn) }
            if word.text.lowercased() == "missing" { return missing(session) }
            return value(of: try Field.expected(named: word), session)
        }
    )

    private static func table(_ session: Session, _ turn: Turn) -> [Effect] {
        let table = DraftTable(session.draft)
        return session.answer(
            lines: table.lines(columns: turn.surroundings.columns),
            header: ["field", "value"],
            rows: table.rows.filter { $0.isSet || $0.field.defaultWord != nil }.map { row in
                [row.field.name.rawValue, fullValue(of: row.field, in: session.draft)]
            },
            object: object(session.draft)
        )
    }

    private static func missing(_ session: Session) -> [Effect] {
        let problems = session.draft.problems()
        return session.answer(
            lines: problems.isEmpty ? [StyledText("nothing is missing", .success)] : problems.map(ProblemWords.line),
            rows: problems.map { [$0.field.rawValue] },
            object: .array(problems.map { .string($0.field.rawValue) })
        )
    }

    private static func value(of field: Field, _ session: Session) -> [Effect] {
        let value = fullValue(of: field, in: session.draft)
        // A value may have several lines, which a row has not.
        if session.output == .piped { return [.data(Sanitizer.visible(value))] }
        return session.answer(
            lines: [line(of: field, session.draft)],
            rows: [],
            object: .object([JSONMember(field.name.rawValue, jsonValue(of: field.name, in: session.draft))])
        )
    }

    private static func line(of field: Field, _ draft: Draft) -> StyledText {
        var line = StyledText(field.name.rawValue, .accent) + StyledText("  ") + StyledText(DraftWords.value(draft.effective(field.name)))
        if let count = DraftWords.count(field, in: draft) { line.append("  \(count)", .faint) }
        return line
    }

    /// The whole value, for programs; a data: URL only by what it is.
    private static func fullValue(of field: Field, in draft: Draft) -> String {
        guard let value = draft.effective(field.name) else { return "" }
        if case .image(let reference) = value { return DraftWords.image(reference) }
        return value.typed
    }

    /// The draft as an object by the names that people type.
    private static func object(_ draft: Draft) -> JSONValue {
        .object(FieldName.allCases.map { JSONMember($0.rawValue, jsonValue(of: $0, in: draft)) })
    }

    private static func jsonValue(of name: FieldName, in draft: Draft) -> JSONValue {
        switch draft.effective(name) {
        case .none: .null
        case .flag(let isOn): .bool(isOn)
        case .seed(.value(let number)): .integer(number)
        case .image(let reference): .string(DraftWords.image(reference))
        case .some(let value): .string(value.typed)
        }
    }
}
