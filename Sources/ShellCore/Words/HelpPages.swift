import TerminalText
import VideoAPI

/// What `help` shows.
enum HelpPages {
    /// Everything that there is a page on.
    static var topics: [String] {
        Command.all.map(\.name) + Field.all.map(\.name.rawValue) + ErrorCode.allCases.map(\.rawValue) + ["keys"]
    }

    /// The commands by group.
    static func overview(columns: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for group in Command.Group.allCases {
            lines.append(StyledText(group.rawValue, .strong))
            let rows = Command.all.filter { $0.group == group }.map { [StyledText($0.name, .accent), StyledText($0.summary, .faint)] }
            lines += TextTable(columns: [TextTable.Column(""), TextTable.Column("", overflow: .wrap)], rows: rows, showsHeader: false)
                .lines(width: columns)
        }
        lines.append(
            StyledText("field=value sets a field, field? explains one. ", .plain)
                + StyledText("`help COMMAND`  `help keys`  `sample`", .faint)
        )
        return lines
    }

    /// The page on a topic, or nil.
    static func page(on topic: String, columns: Int) -> [StyledText]? {
        if let command = Command.named(topic) { return page(on: command, columns: columns) }
        if let field = Field.typed(topic) {
            return [StyledText(field.name.rawValue, .strong) + StyledText("  \(field.summary)")]
                + FieldWords.facts(field).map { StyledText("  \($0.0): ", .faint) + StyledText($0.1) }
                + wrapped(field.details, columns)
        }
        if let code = ErrorCode(rawValue: topic) { return [StyledText(topic, .strong)] + wrapped(code.explanation, columns) }
        return topic == "keys" ? keys(columns) : nil
    }

    private static func page(on command: Command, columns: Int) -> [StyledText] {
        var lines = [StyledText(command.usage, .strong), StyledText("  \(command.summary)")]
        for paragraph in command.details { lines += wrapped(paragraph, columns) }
        let flags = command.parameters.filter { !$0.summary.isEmpty }
        lines += flags.map { StyledText("  \($0.usage)  ", .accent) + StyledText($0.summary, .faint) }
        if !command.aliases.isEmpty { lines.append(StyledText("  also: \(command.aliases.joined(separator: ", "))", .faint)) }
        lines += command.examples.map { StyledText("  > ", .faint) + StyledText($0.line, .accent) + StyledText("   \($0.effect)", .faint) }
        return lines
    }

    private static func keys(_ columns: Int) -> [StyledText] {
        let rows = Keys.all.map { [StyledText($0.key, .accent), StyledText($0.effect)] }
        return TextTable(columns: [TextTable.Column(""), TextTable.Column("", overflow: .wrap)], rows: rows, showsHeader: false).lines(
            width: columns
        )
    }

    private static func wrapped(_ text: String, _ columns: Int) -> [StyledText] {
        text.isEmpty ? [] : StyledText(text).wrapped(toWidth: columns, indent: 2)
    }
}

/// The keys that `help keys` lists.
package enum Keys {
    package static let all: [(key: String, effect: String)] = [
        ("Tab", "complete; list what fits, with a meaning each"),
        ("Up, Down", "lines typed before"),
        ("Ctrl-C", "drop the line (it stays one Up away); while watching: leave the task running"),
        ("Ctrl-D", "leave, on an empty line"),
        ("Ctrl-Z", "suspend the shell; while watching: leave the task running"),
        ("Ctrl-A, Ctrl-E, Home, End", "to the beginning, to the end"),
        ("Ctrl-Left, Ctrl-Right", "by word"),
        ("Ctrl-W, Ctrl-U, Ctrl-K", "delete the word, the line, what follows; Ctrl-Y brings it back"),
        ("Ctrl-L", "clear the screen"),
    ]
}

/// The codes that errors carry, for programs and for `help CODE`.
package enum ErrorCode: String, CaseIterable, Sendable {
    case unknownCommand = "unknown_command"
    case unknownField = "unknown_field"
    case outOfRange = "out_of_range"
    case conflict
    case notReady = "not_ready"
    case auth
    case network
    case unconfirmed
    case taskFailed = "task_failed"
    case needsYes = "needs_yes"
    case quota
    case rateLimit = "rate_limit"

    /// What it means and what to do.
    package var explanation: String {
        switch self {
        case .unknownCommand: "The first word is no command, no alias and no field=value. help lists the commands. Exit code 2."
        case .unknownField: "There is no field of that name. describe lists the fields. Exit code 2."
        case .outOfRange:
            "The value can never be legal, whatever the other fields say; the draft keeps the old one. FIELD? tells what is legal. Exit code 2."
        case .conflict:
            "Two values do not go together, such as size 1080P and model plus. The draft keeps both; submit refuses until one changes. check --fix mends it. Exit code 3."
        case .notReady: "Something is missing before the draft can go out: show missing. Exit code 3."
        case .auth:
            "The service needs a key, or did not take the one it got. login stores one; $TWEEN_API_KEY wins over it. Nothing was charged. Exit code 4."
        case .network: "The service was not reached. Not a byte of the request left, so nothing can have been charged. Exit code 5."
        case .unconfirmed:
            "The request left and no whole, readable answer came back: the task may have been accepted and charged. It is never sent again by itself. Look whether the service shows it, then: resolve N ID, resolve N not-charged, or resolve N resend. Exit code 7."
        case .taskFailed:
            "The service accepted the task and could not finish it. Its own words are shown; retry N sends the same request again. Exit code 1."
        case .needsYes: "The command costs money, and a script can't be asked. Add --yes. Exit code 2."
        case .quota: "There is no credit left for this key. Nothing was charged. Exit code 4."
        case .rateLimit: "The service wants fewer requests. Nothing was charged; it says how long to wait, or retry N later. Exit code 5."
        }
    }
}
