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
            let filter = try filter(all, word)
            let need = Need.tasks(filter, limit: limit(all))
            if case .unavailable(let reason)? = turn.supplies[need] { throw ShellError(.file(path: "the journal", message: reason)) }
            return list(turn.tasks(filter, limit: limit(all)), session, turn)
        }
    )

    private static func limit(_ all: Bool) -> Int { all ? 1_000_000 : 20 }

    private static func filter(_ all: Bool, _ word: Token?) throws(ShellError) -> TaskFilter {
        guard let word else { return all ? .all : .recent }
        switch word.text {
        case "running": return .running
        case "failed": return .failed
        default:
            let legal = ["running", "failed"]
            let nearest = Nearest.match(for: word.text, among: legal)
            throw ShellError(.unknownWord(given: word.text, legal: legal, nearest: nearest), at: word.range)
        }
    }

    private static func list(_ records: [TaskRecord], _ session: Session, _ turn: Turn) -> [Effect] {
        switch session.output {
        case .json:
            return [.data(JSONValue.array(records.map { TaskObject.object($0) }).text)]
        case .piped:
            let header = session.showsHeader ? [["task", "state", "elapsed", "model", "size", "seed", "id", "path", "prompt"]] : []
            return (header + records.map(fields)).map { .data(TabSeparated.line($0)) }
        case .terminal:
            guard !records.isEmpty else {
                return [.print([StyledText("no tasks yet", .faint) + StyledText("   `sample`, `submit`", .faint)])]
            }
            let columns = [
                TextTable.Column("task"), TextTable.Column("state"), TextTable.Column("time"), TextTable.Column("model"),
                TextTable.Column("size"), TextTable.Column("seed"), TextTable.Column("prompt", overflow: .cut),
            ]
            return [.print(TextTable(columns: columns, rows: records.map(row)).lines(width: turn.surroundings.columns))]
        }
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
