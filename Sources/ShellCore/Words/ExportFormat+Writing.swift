import VideoAPI

extension ExportFormat {
    /// What the file begins with; empty where nothing does.
    package var header: String {
        switch self {
        case .csv: Self.columns.map(\.title).joined(separator: ",") + "\r\n"
        case .jsonl: ""
        }
    }

    /// One task, its line end included. The changes may be left out for ``csv``, which has no place for them.
    package func line(_ life: TaskLife) -> String {
        switch self {
        case .csv: Self.columns.map { Self.quoted($0.value(life.record)) }.joined(separator: ",") + "\r\n"
        case .jsonl: LifeObject.object(life, moment: { .string(WrittenTime.utc($0)) }).text + "\n"
        }
    }

    /// A column of the CSV file.
    private struct Column: Sendable {
        let title: String
        let value: @Sendable (TaskRecord) -> String
    }

    private static let columns: [Column] =
        [
            Column(title: "task") { String($0.number.rawValue) },
            Column(title: "created_at") { WrittenTime.utc($0.createdAt) },
            Column(title: "finished_at") { $0.finishedAt.map(WrittenTime.utc) ?? "" },
            Column(title: "took_seconds") { $0.elapsedSeconds.map(String.init) ?? "" },
            Column(title: "profile") { $0.profile },
            Column(title: "origin") { $0.origin },
            Column(title: "demo") { $0.isDemo ? "yes" : "no" },
            Column(title: "sending") { $0.sending.rawValue },
            Column(title: "status") { $0.status?.rawValue ?? "" },
            Column(title: "raw_status") { $0.rawStatus ?? "" },
            Column(title: "id") { $0.id?.rawValue ?? "" },
        ]
        + FieldName.allCases.map { name in
            Column(title: name.rawValue) { record in text(record.draft.effective(name)) }
        }
        + [
            Column(title: "path") { $0.savedPath ?? "" },
            Column(title: "failure_code") { $0.failure?.code ?? "" },
            Column(title: "failure") { $0.failure?.message ?? "" },
            Column(title: "remark") { $0.remark ?? "" },
            Column(title: "starred") { $0.isStarred ? "yes" : "no" },
            Column(title: "tags") { $0.tags.joined(separator: " ") },
            Column(title: "note") { $0.note ?? "" },
        ]

    private static func text(_ value: FieldValue?) -> String {
        switch value {
        case .image(let reference): DraftWords.image(reference)
        case .model, .size, .text, .flag, .seed, .fixed, .none: value?.typed ?? ""
        }
    }

    /// A cell by RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front, and so does what begins with one: whoever
    /// takes one apostrophe away has the text back.
    private static func quoted(_ text: String) -> String {
        let isRisky = text.unicodeScalars.first.map { "=+-@\t\r\n'".unicodeScalars.contains($0) } ?? false
        let text = isRisky ? "'" + text : text
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        var cell = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" { cell.append("\"") }
            cell.append(scalar)
        }
        cell.append("\"")
        return String(cell)
    }
}
