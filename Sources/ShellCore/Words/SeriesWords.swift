import TerminalText
import VideoAPI

/// How several tasks, and the user's own marks on tasks, are put into words.
enum SeriesWords {
    /// `8 tasks: 7 succeeded, 1 failed`, and after an early end what goes on; only a person stays to be told of that.
    static func ended(_ end: SweepEnd, isInteractive: Bool) -> [StyledText] {
        var head = StyledText(head(end), end.reason == .finished ? .plain : .warning)
        if !end.accepted.isEmpty { head.append(": " + tally(end.accepted)) }
        let unfinished = end.accepted.filter(\.isUnfinished)
        guard !unfinished.isEmpty else { return [head] + hint(end) }
        let numbers = unfinished.map(\.number.description).joined(separator: " ")
        let verb = unfinished.count == 1 ? "goes" : "go"
        guard isInteractive else { return [head, StyledText("\(numbers) \(verb) on")] }
        return [head, StyledText("\(numbers) \(verb) on; you will be told here.") + StyledText("  `watch`", .faint)]
    }

    private static func head(_ end: SweepEnd) -> String {
        let sent = Phrase.count(end.accepted.count, "task")
        let rest = end.notSent == 0 ? "" : ", \(end.notSent) not sent"
        return switch end.reason {
        case .finished: sent
        case .interrupted where end.notSent == 0: "\(sent) accepted"
        case .interrupted: "stopped submitting, \(sent) accepted\(rest)"
        case .refused: "stopped at the first that was not accepted, \(sent) accepted\(rest)"
        case .unrecorded: "stopped at one that was accepted and could not be recorded, \(sent) accepted besides\(rest)"
        case .blocked: "stopped since the key is refused, \(sent) accepted\(rest)"
        case .timedOut: "gave up waiting, \(sent) accepted\(rest)"
        }
    }

    /// `2 succeeded, 1 failed`, in the order in which tasks go through these words.
    private static func tally(_ records: [TaskRecord]) -> String {
        TaskStatus.allCases.compactMap { status in
            let count = records.count { ($0.status ?? .pending) == status }
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }.joined(separator: ", ")
    }

    private static func hint(_ end: SweepEnd) -> [StyledText] {
        guard (2...4).contains(end.accepted.count) else { return [] }
        return [StyledText("`compare \(end.accepted.map { String($0.number.rawValue) }.joined(separator: " "))`", .faint)]
    }

    /// The end as programs read it.
    static func object(_ end: SweepEnd) -> JSONValue {
        let reason =
            switch end.reason {
            case .finished: "finished"
            case .interrupted: "interrupted"
            case .refused: "refused"
            case .unrecorded: "unrecorded"
            case .blocked: "blocked"
            case .timedOut: "timed_out"
            }
        return [
            "v": 1, "type": "sweep", "reason": .string(reason), "accepted": numbers(end.accepted),
            "not_accepted": numbers(end.notAccepted), "unrecorded": numbers(end.unrecorded), "not_sent": .integer(end.notSent),
        ]
    }

    private static func numbers(_ records: [TaskRecord]) -> JSONValue { .array(records.map { .integer($0.number.rawValue) }) }

    /// What `forget` has done, and what it has not.
    static func forgotten(_ record: TaskRecord) -> StyledText {
        let rest =
            record.isDemo
            ? " is not followed any more; it goes on in this shell." : " is not followed any more; it may go on and be billed."
        return number(record) + StyledText(rest) + StyledText("  `watch \(record.number.rawValue)` follows it again", .faint)
    }

    /// A mark as it is now.
    static func marked(_ record: TaskRecord, _ mark: TaskMark) -> StyledText {
        switch mark {
        case .star(true): number(record) + StyledText(" starred  ") + StyledText("`tasks starred`", .faint)
        case .star(false): number(record) + StyledText(" no star any more")
        case .note: number(record) + StyledText(record.note.map { " note  \(Sanitizer.oneLine($0))" } ?? " no note any more")
        case .tags: number(record) + StyledText(record.tags.isEmpty ? " no tags any more" : " tags  \(record.tags.joined(separator: " "))")
        }
    }

    private static func number(_ record: TaskRecord) -> StyledText { StyledText(record.number.description, .accent) }
}
