import TerminalText
import VideoAPI

/// One task with all that is known of it, and all that happened to it.
enum LifeWords {
    /// The life in the form that is wanted; a pipe gets the changes, a row each.
    static func answer(_ life: TaskLife, _ session: Session, _ turn: Turn) -> [Effect] {
        session.answer(
            lines: lines(life, columns: turn.surroundings.columns),
            header: ["time", "event", "status", "word", "progress", "http", "code", "message"],
            rows: life.changes.map(fields),
            object: LifeObject.object(life)
        )
    }

    private static func lines(_ life: TaskLife, columns: Int) -> [StyledText] {
        let star = StyledText(life.record.isStarred ? " *" : "", .warning)
        let facts = TextTable(
            columns: [TextTable.Column(""), TextTable.Column("", overflow: .wrap)],
            rows: facts(life.record).map { [StyledText($0.0, .faint), StyledText($0.1)] },
            showsHeader: false
        )
        return [TaskWords.outcome(life.record) + star] + failure(life.record) + facts.lines(width: columns)
            + changes(life, columns: columns)
    }

    private static func failure(_ record: TaskRecord) -> [StyledText] {
        record.failure.map { failure in
            let code = failure.code.map { " [\(Sanitizer.oneLine($0))]" } ?? ""
            return [StyledText("  \(Sanitizer.oneLine(failure.message))\(code)", .error)]
        } ?? []
    }

    /// What is known, by name; what is not is left out.
    private static func facts(_ record: TaskRecord) -> [(String, String)] {
        var facts: [(String, String?)] = [
            ("id", record.id?.rawValue), ("profile", record.isDemo ? "\(record.profile), free" : "\(record.profile)  \(record.origin)"),
        ]
        facts += record.draft.setFields.map { ($0.rawValue, DraftWords.value(record.draft[$0])) }
        facts += [
            // The embedded server has another port by now.
            ("link", record.isDemo ? nil : record.videoURL.map(DraftWords.masked)), ("video", record.savedPath), ("note", record.note),
            ("tags", record.tags.isEmpty ? nil : record.tags.joined(separator: " ")),
            ("followed", record.isForgotten ? "no, forgotten" : nil),
        ]
        return facts.compactMap { name, value in value.map { (name, Sanitizer.oneLine($0)) } }
    }

    /// The changes with their times; a narrow screen has one time, and how long after it each was.
    private static func changes(_ life: TaskLife, columns: Int) -> [StyledText] {
        guard let first = life.changes.first else { return [] }
        let isNarrow = columns < 60
        let rows = life.changes.map { change in
            [
                StyledText(time(change), .faint), StyledText(since(life.record, change), .faint),
                StyledText(change.event, .accent), StyledText(words(change)),
            ]
        }
        let titles = [
            TextTable.Column("time"), TextTable.Column("after", alignment: .trailing), TextTable.Column("what"),
            TextTable.Column("", overflow: .wrap),
        ]
        let dropped = isNarrow ? 1 : 0
        let table = TextTable(columns: Array(titles.dropFirst(dropped)), rows: rows.map { Array($0.dropFirst(dropped)) })
        let begin = isNarrow ? [StyledText("since \(time(first))", .faint)] : []
        return begin + table.lines(width: columns)
    }

    /// By the user's clock, whose distance from UTC is said with it.
    private static func time(_ change: LifeChange) -> String { WrittenTime.local(change.at, offset: change.offset) }

    private static func since(_ record: TaskRecord, _ change: LifeChange) -> String {
        let (seconds, isOver) = change.at.subtractingReportingOverflow(record.createdAt)
        return isOver || seconds < 0 ? "" : Duration.seconds(seconds).clock
    }

    /// `running ("dreaming") 63% · HTTP 429 · rate_limit · slow down`.
    private static func words(_ change: LifeChange) -> String {
        var status = change.status?.rawValue
        if let raw = change.rawStatus, raw != status { status = "\(status ?? "") (\"\(Sanitizer.oneLine(raw))\")" }
        let progress = change.progress.map { "\($0)%" }
        let state = [status, progress].compactMap(\.self).joined(separator: " ")
        return [state.isEmpty ? nil : state, change.httpStatus.map { "HTTP \($0)" }, change.code, change.message, change.requestID]
            .compactMap { $0.map(Sanitizer.oneLine) }.joined(separator: " · ")
    }

    private static func fields(_ change: LifeChange) -> [String] {
        [
            String(change.at), change.event, change.status?.rawValue ?? "", change.rawStatus ?? "", change.progress.map(String.init) ?? "",
            change.httpStatus.map(String.init) ?? "", change.code ?? "", change.message ?? "",
        ]
    }
}
