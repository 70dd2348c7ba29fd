import TerminalText
import VideoAPI

/// `watch [N…]` and `wait [N…|all]`.
enum WatchCommands {
    static let watch = Command(
        "watch",
        group: .tasks,
        summary: "watch tasks with the live line",
        details: [
            "^C leaves the tasks running. Without a number it is all that this shell follows; what is lost or forgotten is watched by its number.",
            "Each question to the service is given \(TimeLimits.words); one that fails is asked again later. Without --timeout the watch itself has no end.",
        ],
        examples: [
            .init("watch", "watches all that are followed"),
            .init("watch 12 13", "watches two tasks"),
        ],
        parameters: .duration("--timeout", "stop watching after this time; the tasks go on"),
        .words("N|all", .taskOr([all])),
        needs: { _, _, _, words throws(ShellError) in try needs(words) },
        run: { (session: inout Session, turn: Turn, timeout: Duration?, words: [Token]) throws(ShellError) in
            let records = try records(words, turn)
            let followed = words.isEmpty ? records.filter { session.following.contains($0.number) } : []
            return follow(followed.isEmpty ? records : followed, .live, timeout, in: session)
        }
    )

    static let wait = Command(
        "wait",
        group: .tasks,
        summary: "wait for tasks without the live line",
        details: ["A task that is over already is told at once, so that it does not matter who is faster."],
        examples: [
            .init("wait 12", "waits for #12"),
            .init("wait all", "waits for every unfinished task"),
        ],
        parameters: .duration("--timeout", "stop waiting after this time; the tasks go on"),
        .words("N|all", .taskOr([all])),
        needs: { _, _, _, words throws(ShellError) in try needs(words) },
        run: { (session: inout Session, turn: Turn, timeout: Duration?, words: [Token]) throws(ShellError) in
            follow(try records(words, turn), .waiting, timeout, in: session)
        }
    )

    private static let most = 1000
    private static let all = ParameterShape.Word("all", "every unfinished task")

    /// Whether no task is named, so that all that are unfinished are meant.
    private static func isAll(_ words: [Token]) -> Bool { words.isEmpty || words.map(\.text) == ["all"] }

    private static func needs(_ words: [Token]) throws(ShellError) -> [Need] {
        guard !isAll(words) else { return [.tasks(.unfinished, limit: most)] }
        var needs: [Need] = []
        for word in words { needs.append(.task(try TaskNumber.read(word))) }
        return needs
    }

    private static func records(_ words: [Token], _ turn: Turn) throws(ShellError) -> [TaskRecord] {
        guard !isAll(words) else {
            // What is lost or forgotten is asked about again only by its number.
            return try turn.tasks(.tasks(.unfinished, limit: most)).filter { !$0.isForgotten && $0.status != .lost }
        }
        var records: [TaskRecord] = []
        for word in words {
            let record = try turn.task(TaskNumber.read(word))
            guard record.sending == .accepted else { throw ShellError(.taskNotAccepted(record.number, record.sending)) }
            if !records.contains(record) { records.append(record) }
        }
        return records
    }

    /// Watches what goes on, and tells the outcome of what is over.
    private static func follow(_ records: [TaskRecord], _ mode: WatchMode, _ timeout: Duration?, in session: Session) -> [Effect] {
        guard !records.isEmpty else { return [.tell([StyledText("no task is running", .faint)])] }
        let (over, running) = (records.filter { $0.status?.isTerminal == true }, records.filter { $0.status?.isTerminal != true })
        let watch: [Effect] = running.isEmpty ? [] : [.watch(running.map(\.number), mode, timeout: timeout)]
        return watch + over.flatMap { TaskStory.finished($0, in: session) }
    }
}
