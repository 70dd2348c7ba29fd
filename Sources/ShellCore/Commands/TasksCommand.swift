import TerminalText
import VideoAPI

/// `tasks [-a|running|failed]`.
enum TasksCommand {
    static let command = Command(
        "tasks",
        aliases: ["jobs"],
        group: .tasks,
        summary: "list tasks: the unfinished ones and the newest 20",
        details: ["Piped it is tab-separated, with a header after --header; with --json it is an array."],
        examples: [
            .init("tasks", "lists what matters now"),
            .init("tasks -a", "lists every task"),
            .init("tasks failed", "lists the tasks that failed"),
        ],
        parameters: .flag("-a", "every task"),
        .optionalWord("running|failed", .words(["running", "failed"])),
        needs: { _, _, all, word throws(ShellError) in [.tasks(try filter(all, word), limit: limit(all))] },
        run: { (session: inout Session, turn: Turn, all: Bool, word: Token?) throws(ShellError) in
            list(try turn.tasks(filter(all, word), limit: limit(all)), session, turn)
        }
    )

    private static func limit(_ all: Bool) -> Int { all ? 1_000_000 : 20 }

    private static func filter(_ all: Bool, _ word: Token?) throws(ShellError) -> TaskFilter {
        guard let word else { return all ? .all : .recent }
        return try Choice.read(word, among: ["running", "failed"]) == "running" ? .running : .failed
    }

    private static func list(_ records: [TaskRecord], _ session: Session, _ turn: Turn) -> [Effect] {
        session.answer(
            lines: records.isEmpty ? [none] : table(records).lines(width: turn.surroundings.columns),
            header: ["task", "state", "seconds", "model", "size", "seed", "id", "path", "prompt"],
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
        [
            StyledText(record.number.description, .accent), TaskWords.state(record), StyledText(TaskWords.elapsed(record) ?? ""),
            StyledText(record.draft.model.shortName), StyledText(record.draft.size.wireName), StyledText(record.draft.seed.typed),
            StyledText(Sanitizer.oneLine(record.draft.text(.prompt) ?? ""), .faint),
        ]
    }

    private static func fields(_ record: TaskRecord) -> [String] {
        [
            String(record.number.rawValue), TaskWords.state(record).plain, record.elapsedSeconds.map(String.init) ?? "",
            record.draft.model.wireName, record.draft.size.wireName, record.draft.seed.typed, record.id?.rawValue ?? "",
            record.savedPath ?? "", record.draft.text(.prompt) ?? "",
        ]
    }
}
