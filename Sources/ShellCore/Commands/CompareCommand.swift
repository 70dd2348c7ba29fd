import TerminalText
import VideoAPI

/// `compare N M…`.
enum CompareCommand {
    static let command = Command(
        "compare",
        group: .tasks,
        summary: "show side by side what differs between tasks, and what came of each",
        examples: [.init("compare 12 15", "compares two tasks")],
        parameters: .tasks,
        needs: { _, _, numbers throws(ShellError) in numbers.map(Need.task) },
        run: { (session: inout Session, turn: Turn, numbers: [TaskNumber]) throws(ShellError) in
            let records = try turn.tasks(numbers)
            guard records.count > 1 else { throw ShellError(.missingArgument("two tasks or more", command: "compare")) }
            let rows = rows(records)
            return session.answer(
                lines: table(rows, records).lines(width: turn.surroundings.columns),
                header: [""] + records.map { String($0.number.rawValue) },
                rows: rows.map { [$0.title] + $0.cells },
                object: object(rows, records)
            )
        }
    )

    /// A fact of each task.
    private struct Row {
        let title: String
        let cells: [String]
        /// For a person, where that is something shorter.
        var shown: [String]?
    }

    /// The fields that differ, then what came of each task.
    private static func rows(_ records: [TaskRecord]) -> [Row] {
        let drafts = records.map(\.draft)
        let fields = FieldName.allCases.filter { name in
            name != .seed && Set(drafts.map { $0.effective(name) }).count > 1
        }
        return fields.map { name in Row(title: name.rawValue, cells: drafts.map { DraftWords.value($0.effective(name)) }) }
            + [
                Row(title: "seed", cells: drafts.map(\.seed.typed)),
                Row(title: "state", cells: records.map { TaskWords.state($0).plain }),
                Row(title: "time", cells: records.map { TaskWords.elapsed($0) ?? "–" }),
                Row(
                    title: "video",
                    cells: records.map { $0.savedPath ?? "–" },
                    shown: records.map { $0.savedPath?.split(separator: "/").last.map(String.init) ?? "–" }
                ),
            ]
    }

    private static func table(_ rows: [Row], _ records: [TaskRecord]) -> TextTable {
        let columns = records.map { TextTable.Column($0.number.description, overflow: .wrap, minimum: 12) }
        return TextTable(
            columns: [TextTable.Column("")] + columns,
            rows: rows.map { row in [StyledText(row.title, .accent)] + (row.shown ?? row.cells).map { StyledText($0) } }
        )
    }

    /// `{"tasks":[12,15],"size":["720P","1080P"],…}`.
    private static func object(_ rows: [Row], _ records: [TaskRecord]) -> JSONValue {
        .object(
            [JSONMember("tasks", .array(records.map { .integer($0.number.rawValue) }))]
                + rows.map { JSONMember($0.title, .array($0.cells.map(JSONValue.string))) }
        )
    }
}
