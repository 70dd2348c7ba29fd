import TerminalText
import VideoAPI

/// Several tasks, a row each.
enum TaskList {
    /// The list in the form that is wanted.
    static func answer(_ records: [TaskRecord], _ session: Session, _ turn: Turn) -> [Effect] {
        session.answer(
            lines: records.isEmpty ? [none] : table(records).lines(width: turn.surroundings.columns),
            header: ["task", "state", "seconds", "model", "size", "seed", "id", "path", "prompt", "starred", "tags", "note"],
            rows: records.map(fields),
            object: .array(records.map(TaskObject.object))
        )
    }

    private static let none = StyledText("no tasks   `sample`, `submit`", .faint)

    private static func table(_ records: [TaskRecord]) -> TextTable {
        let titles = ["task", "state", "time", "model", "size", "seed"]
        return TextTable(
            columns: titles.map { TextTable.Column($0) } + [TextTable.Column("prompt", overflow: .cut)],
            rows: records.map(row)
        )
    }

    private static func row(_ record: TaskRecord) -> [StyledText] {
        let star = StyledText(record.isStarred ? "*" : "", .warning)
        let tags = StyledText(record.tags.isEmpty ? "" : "[\(record.tags.joined(separator: " "))] ", .accent)
        return [
            StyledText(record.number.description, .accent) + star, state(record), StyledText(TaskWords.elapsed(record) ?? ""),
            StyledText(record.draft.model.shortName), StyledText(record.draft.size.wireName), StyledText(record.draft.seed.typed),
            tags + StyledText(Sanitizer.oneLine(record.draft.text(.prompt) ?? ""), .faint),
        ]
    }

    /// With the remark that nobody here follows it, where that is not what one would think.
    private static func state(_ record: TaskRecord) -> StyledText {
        let isLeft = record.isForgotten && record.status?.isTerminal != true
        return TaskWords.state(record) + StyledText(isLeft ? " (forgotten)" : "", .faint)
    }

    private static func fields(_ record: TaskRecord) -> [String] {
        [
            String(record.number.rawValue), TaskWords.state(record).plain, record.elapsedSeconds.map(String.init) ?? "",
            record.draft.model.wireName, record.draft.size.wireName, record.draft.seed.typed, record.id?.rawValue ?? "",
            record.savedPath ?? "", record.draft.text(.prompt) ?? "", record.isStarred ? "starred" : "",
            record.tags.joined(separator: " "), record.note ?? "",
        ]
    }
}
