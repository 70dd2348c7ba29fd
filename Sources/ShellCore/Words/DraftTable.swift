import TerminalText
import VideoAPI

/// The draft as `show` shows it.
struct DraftTable {
    /// One field of it.
    struct Row {
        let field: Field
        let value: String
        let state: String
        let style: Style
        let note: String
        let isSet: Bool
    }

    let rows: [Row]
    private let footer: StyledText

    init(_ draft: Draft) {
        let problems = draft.problems()
        rows = FieldName.allCases.map { name in Self.row(.named(name), in: draft, problems.first { $0.field == name }) }
        footer = Self.footer(problems)
    }

    /// The table, and under it what keeps the draft from going out.
    func lines(columns: Int) -> [StyledText] {
        let table = TextTable(
            columns: [
                TextTable.Column("field"), TextTable.Column("value", overflow: .cut), TextTable.Column("state"),
                TextTable.Column("", overflow: .cut),
            ],
            rows: rows.map { row in
                [
                    StyledText(row.field.name.rawValue, .accent), StyledText(row.value, row.isSet ? .plain : .faint),
                    StyledText(row.state, row.style), StyledText(row.note, .faint),
                ]
            }
        )
        return table.lines(width: columns) + footer.wrapped(toWidth: columns, indent: 2)
    }

    private static func row(_ field: Field, in draft: Draft, _ problem: Problem?) -> Row {
        let (state, style, note) = state(of: field, in: draft, problem)
        return Row(
            field: field,
            value: DraftWords.value(draft.effective(field.name)),
            state: state,
            style: style,
            note: note,
            isSet: draft[field.name] != nil
        )
    }

    private static func state(of field: Field, in draft: Draft, _ problem: Problem?) -> (String, Style, String) {
        switch problem?.reason {
        case .missing: return ("missing", .warning, "")
        case .sizeNotOffered(_, let model): return ("conflict", .error, model.sizes.map(\.wireName).joined(separator: " ") + " only")
        case .forgottenPicture: return ("not kept", .error, "")
        case .some, .none: break  // no other problem is one of a draft that is not about to be sent
        }
        let isSet = draft[field.name] != nil
        switch field.kind {
        case .text:
            let count = DraftWords.count(field, in: draft) ?? ""
            return isSet ? (count, .plain, DraftWords.hidden(in: draft.text(field.name) ?? "")) : ("optional", .faint, count)
        case .fixed: return ("fixed", .faint, "")
        case .seed: return seedState(draft.seed, isSet: isSet)
        case .model, .size, .image, .flag: return (isSet ? "set" : "default", isSet ? .plain : .faint, "")
        }
    }

    private static func seedState(_ seed: SeedChoice, isSet: Bool) -> (String, Style, String) {
        switch seed {
        case .value: ("set", .plain, "")
        case .random: (isSet ? "set" : "default", isSet ? .plain : .faint, "drawn at submit, recorded")
        case .keep: ("set", .plain, "the last one used")
        case .server: ("set", .plain, "left out, not reproducible")
        }
    }

    private static func footer(_ problems: [Problem]) -> StyledText {
        guard !problems.isEmpty else { return StyledText("ready", .success) + StyledText("   `submit`", .faint) }
        let missing = problems.filter { $0.reason == .missing }.map(\.field.rawValue)
        var parts = missing.isEmpty ? [] : [missing.joined(separator: ", ") + " missing"]
        parts += problems.compactMap { problem in
            switch problem.reason {
            case .sizeNotOffered: "size conflicts"
            case .forgottenPicture: "\(problem.field.rawValue) not kept"
            case .missing, .unknownWord, .notFlag, .notSeed, .fixed, .tooLong, .nul, .address, .file, .imageCount, .emptyPrompt,
                .heavyPicture,
                .inlinePicture:
                nil
            }
        }
        return StyledText("not ready: ", .warning) + StyledText(parts.joined(separator: ", ")) + StyledText("   `show missing`", .faint)
    }
}
