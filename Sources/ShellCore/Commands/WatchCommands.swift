import VideoAPI

/// `watch [N…]` and `wait [N…|all]`.
enum WatchCommands {
    static let watch = Command(
        "watch",
        group: .tasks,
        summary: "watch tasks with the live line",
        details: ["^C leaves the tasks running. Without a number it is the newest task that is not finished."],
        examples: [
            .init("watch", "watches the newest unfinished task"),
            .init("watch 12 13", "watches two tasks"),
        ],
        parameters: .duration("--timeout", "stop watching after this time; the tasks go on"),
        .words("N", .task),
        needs: { _, _, _, words throws(ShellError) in try needs(words) },
        run: { (_: inout Session, turn: Turn, timeout: Duration?, words: [Token]) throws(ShellError) in
            let numbers = try numbers(words, turn, default: { Array($0.prefix(1)) })
            return [.watch(numbers, .live, timeout: timeout)]
        }
    )

    static let wait = Command(
        "wait",
        group: .tasks,
        summary: "wait for tasks without the live line",
        examples: [
            .init("wait 12", "waits for #12"),
            .init("wait all", "waits for every unfinished task"),
        ],
        parameters: .duration("--timeout", "stop waiting after this time; the tasks go on"),
        .words("N", .task),
        needs: { _, _, _, words throws(ShellError) in try needs(words) },
        run: { (_: inout Session, turn: Turn, timeout: Duration?, words: [Token]) throws(ShellError) in
            let numbers = try numbers(words, turn, default: { $0 })
            return [.watch(numbers, .waiting, timeout: timeout)]
        }
    )

    private static func isAll(_ words: [Token]) -> Bool { words.isEmpty || words.map(\.text) == ["all"] }

    private static func needs(_ words: [Token]) throws(ShellError) -> [Need] {
        guard !isAll(words) else { return [.tasks(.unfinished, limit: 1000), .newestTask] }
        var needs: [Need] = []
        for word in words { needs.append(.task(try TaskNumber.read(word))) }
        return needs
    }

    /// - Parameter choose: which of the unfinished tasks, newest first, are meant when none is named.
    private static func numbers(
        _ words: [Token],
        _ turn: Turn,
        default choose: ([TaskRecord]) -> [TaskRecord]
    ) throws(ShellError) -> [TaskNumber] {
        guard isAll(words) else {
            var numbers: [TaskNumber] = []
            for word in words { numbers.append(try watchable(turn.task(TaskNumber.read(word)))) }
            return numbers
        }
        let unfinished = turn.tasks(.unfinished, limit: 1000)
        if unfinished.isEmpty { return [try watchable(turn.newestTask())] }
        return (words.isEmpty ? choose(unfinished) : unfinished).map(\.number)
    }

    private static func watchable(_ record: TaskRecord) throws(ShellError) -> TaskNumber {
        guard record.sending == .accepted else { throw ShellError(.taskNotAccepted(record.number, record.sending)) }
        if let status = record.status, status.isTerminal { throw ShellError(.taskDone(record.number, status)) }
        return record.number
    }
}
