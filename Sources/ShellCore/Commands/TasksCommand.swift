import TerminalText
import VideoAPI

/// `tasks [-a|running|failed|starred] [N] [--tag WORD] [/text]`.
enum TasksCommand {
    static let command = Command(
        "tasks",
        aliases: ["jobs"],
        group: .tasks,
        summary: "list tasks: the unfinished ones and the newest 20; or tell the life of one",
        details: [
            "tasks N shows one task: its request, its marks, and every change with its time. tasks /text finds it in prompts, negative prompts, notes and tags; a list is of the newest 20 unless -a is there.",
            "A * marks a starred task. Piped it is tab-separated, with a header after --header; with --json it is an array, and one task an object.",
        ],
        examples: [
            .init("tasks", "lists what matters now"),
            .init("tasks -a", "lists every task"),
            .init("tasks failed", "lists the tasks that failed"),
            .init("tasks 12", "tells the life of #12"),
            .init("tasks /kitten", "lists the tasks that speak of a kitten"),
            .init("tasks --tag best", "lists the tasks with this tag"),
        ],
        parameters: .flag("-a", "every task"),
        .option("--tag", "WORD", "only the tasks with this tag", .tag),
        .words("N|running|failed|starred|/text", .taskOr(words)),
        needs: { _, _, all, tag, words throws(ShellError) in [try wanted(all, tag, words)] },
        run: { (session: inout Session, turn: Turn, all: Bool, tag: Token?, words: [Token]) throws(ShellError) in
            let need = try wanted(all, tag, words)
            if case .taskLife(let number) = need { return LifeWords.answer(try turn.life(number), session, turn) }
            let records = try turn.tasks(need)
            let isCut = !all && records.count >= newest && need != .tasks(.recent, limit: newest)
            let hint = StyledText("the newest \(newest)   -a lists all", .faint)
            return TaskList.answer(records, session, turn) + (isCut && session.output == .terminal ? [.tell([hint])] : [])
        }
    )

    private static let words = zip(filters.map(\.rawValue), ["those that are not finished", "those that failed", "those with a star"])
        .map(ParameterShape.Word.init)
    private static let filters: [TaskFilter] = [.running, .failed, .starred]

    /// How many a list has unless all are wanted.
    private static let newest = 20

    private static func wanted(_ all: Bool, _ tag: Token?, _ words: [Token]) throws(ShellError) -> Need {
        let limit = all ? 1_000_000 : newest
        if let tag {
            if let word = words.first { throw ShellError(.unexpectedArgument(word.text, command: "tasks --tag"), at: word.range) }
            return .tagged(try TaskTag.read(tag), limit: limit)
        }
        guard let first = words.first else { return .tasks(all ? .all : .recent, limit: limit) }
        if first.text.hasPrefix("/") {
            let text = words.map(\.text).joined(separator: " ").dropFirst().trimmingBlanks()
            guard !text.isEmpty else { throw ShellError(.missingArgument("a text", command: "tasks /")) }
            return .search(TextLimit.normalised(String(text)), limit: limit)
        }
        if words.count > 1 { throw ShellError(.unexpectedArgument(words[1].text, command: "tasks"), at: words[1].range) }
        if first.text.beginsLikeTask { return .taskLife(try TaskNumber.read(first)) }
        let word = try Choice.read(first, among: filters.map(\.rawValue))
        return .tasks(filters.first { $0.rawValue == word } ?? .recent, limit: limit)
    }
}
