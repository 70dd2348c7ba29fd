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
            if word.text == "missing" { return missing(session) }
            return value(of: try Field.expected(named: word.text, at: word.range), session)
        }
    )

    private static func table(_ session: Session, _ turn: Turn) -> [Effect] {
        let table = DraftTable(session.draft)
        switch session.output {
        case .json:
            return [.data(object(session.draft).text)]
        case .piped:
            return table.rows.filter { $0.isSet || $0.field.defaultWord != nil }.map { row in
                .data(TabSeparated.line([row.field.name.rawValue, fullValue(of: row.field, in: session.draft)]))
            }
        case .terminal:
            let rows = table.rows.map { row in
                [
                    StyledText(row.field.name.rawValue, .accent), StyledText(row.value, row.isSet ? .plain : .faint),
                    StyledText(row.state, row.style), StyledText(row.note, .faint),
                ]
            }
            let lines = TextTable(
                columns: [
                    TextTable.Column("field"), TextTable.Column("value", overflow: .cut), TextTable.Column("state"), TextTable.Column(""),
                ],
                rows: rows
            ).lines(width: turn.surroundings.columns)
            return [.print(lines + [table.footer])]
        }
    }

    private static func missing(_ session: Session) -> [Effect] {
        let problems = session.draft.problems()
        switch session.output {
        case .json: return [.data(JSONValue.array(problems.map { .string($0.field.rawValue) }).text)]
        case .piped: return problems.map { .data($0.field.rawValue) }
        case .terminal:
            guard !problems.isEmpty else { return [.print([StyledText("nothing is missing", .success)])] }
            return [.print(problems.map { ProblemWords.line($0) })]
        }
    }

    private static func value(of field: Field, _ session: Session) -> [Effect] {
        let value = fullValue(of: field, in: session.draft)
        switch session.output {
        case .json: return [.data(JSONValue.object([JSONMember(field.name.rawValue, .string(value))]).text)]
        case .piped: return [.data(value)]
        case .terminal:
            var line = StyledText(field.name.rawValue, .accent) + StyledText("  ")
            line.append(value.isEmpty ? "–" : DraftWords.value(session.draft.effective(field.name)))
            if let count = DraftWords.count(field, in: session.draft) { line.append("  \(count)", .faint) }
            return [.print([line])]
        }
    }

    /// The whole value, for programs; a data: URL only by what it is.
    private static func fullValue(of field: Field, in draft: Draft) -> String {
        guard let value = draft.effective(field.name) else { return "" }
        if case .image(let reference) = value { return DraftWords.image(reference) }
        return value.typed
    }

    /// The draft as an object by the names that people type.
    static func object(_ draft: Draft) -> JSONValue {
        .object(
            FieldName.allCases.map { name in
                let value: JSONValue =
                    switch draft.effective(name) {
                    case .none: .null
                    case .flag(let isOn): .bool(isOn)
                    case .seed(.value(let number)): .integer(number)
                    case .image(let reference): .string(DraftWords.image(reference))
                    case .some(let value): .string(value.typed)
                    }
                return JSONMember(name.rawValue, value)
            }
        )
    }
}

/// Problems as lines of a list.
enum ProblemWords {
    static func line(_ problem: Problem) -> StyledText {
        let message = Message(problem)
        var line = StyledText("  ") + StyledText(message.text, problem.isWarning ? .warning : .plain)
        if let hint = message.hints.first { line.append("   `\(hint)`", .faint) }
        return line
    }
}
