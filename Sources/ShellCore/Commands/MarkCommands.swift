import TerminalText
import VideoAPI

/// `star N… [off]`, `note N [TEXT]` and `tag N WORD…`: the user's own marks, which no service hears of.
enum MarkCommands {
    static let star = Command(
        "star",
        group: .tasks,
        summary: "mark tasks worth finding again; tasks starred lists them",
        examples: [
            .init("star 12", "gives #12 a star"),
            .init("star 12 off", "takes it back"),
        ],
        parameters: .word("N", .task),
        .words("N|off", .taskOr([.init("off", "take the stars away")])),
        needs: { _, _, first, more throws(ShellError) in try targets(first, more).numbers.map(Need.task) },
        run: { (_: inout Session, turn: Turn, first: Token, more: [Token]) throws(ShellError) in
            let (numbers, isOn) = try targets(first, more)
            return [.mark(try turn.tasks(numbers).map(\.number), .star(isOn))]
        }
    )

    static let note = Command(
        "note",
        group: .tasks,
        summary: "write a note on a task, or show it",
        details: [
            "The note is the rest of the line as it stands, at most \(TaskNote.limit) characters; note N \"\" takes it away. It is never sent."
        ],
        examples: [
            .init("note 12 the one with the soft light, for Anna", "keeps a note on #12"),
            .init("note 12", "shows it"),
        ],
        parameters: .rest([.word("N", .required, .task), .word("TEXT", .optional, .note)]),
        needs: { _, _, rest throws(ShellError) in [.task(try number(rest))] },
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            let record = try turn.task(number(rest))
            let text = rest[rest.firstWord.endIndex...].trimmingBlanks()
            if text.isEmpty { return show(record, session) }
            return [.mark([record.number], .note(try TaskNote.read(text)))]
        }
    )

    static let tag = Command(
        "tag",
        group: .tasks,
        summary: "give a task words to be found by; tasks --tag WORD finds it",
        details: ["A tag is one word of letters, digits, - and _, in lower case; -WORD takes it away."],
        examples: [
            .init("tag 12 kitten best", "gives #12 two tags"),
            .init("tag 12 -best", "takes one away"),
            .init("tag 12", "shows them"),
        ],
        parameters: .rest([.word("N", .required, .task), .word("WORD", .repeated, .tag)]),
        needs: { _, _, rest throws(ShellError) in [.task(try number(rest))] },
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            let record = try turn.task(number(rest))
            let words = try ShellError.lexed(rest[rest.firstWord.endIndex...])
            if words.isEmpty { return show(record, session) }
            return [.mark([record.number], try TaskTag.changes(words, of: record))]
        }
    )

    private static func targets(_ first: Token, _ more: [Token]) throws(ShellError) -> (numbers: [TaskNumber], isOn: Bool) {
        let isOff = more.last?.text.lowercased() == "off"
        var numbers: [TaskNumber] = []
        for token in [first] + (isOff ? more.dropLast() : more) { numbers.append(try TaskNumber.read(token)) }
        return (numbers, !isOff)
    }

    private static func number(_ rest: Substring) throws(ShellError) -> TaskNumber {
        let word = rest.firstWord
        return try TaskNumber.read(Token(text: String(word), range: word.startIndex..<word.endIndex, isQuoted: false))
    }

    /// Note and tags of a task.
    private static func show(_ record: TaskRecord, _ session: Session) -> [Effect] {
        let note = record.note.map(Sanitizer.oneLine)
        return session.answer(
            lines: [
                StyledText(record.number.description, .accent) + StyledText("  \(note ?? "no note")", note == nil ? .faint : .plain)
                    + StyledText(record.tags.isEmpty ? "" : "  [\(record.tags.joined(separator: " "))]", .faint)
            ],
            header: ["task", "note", "tags"],
            rows: [[String(record.number.rawValue), record.note ?? "", record.tags.joined(separator: " ")]],
            object: TaskObject.object(record)
        )
    }
}
