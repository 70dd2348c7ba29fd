import TerminalText
import VideoAPI

/// What `help` shows.
enum HelpPages {
    /// Everything that there is a page on.
    static var topics: [String] {
        Command.all.map(\.name) + Field.all.map(\.name.rawValue) + ErrorCode.allCases.map(\.rawValue) + ["keys"]
    }

    /// What a topic is, in a line.
    static func summary(of topic: String) -> String {
        if let command = Command.named(topic) { return command.summary }
        if let field = Field.typed(topic) { return field.summary }
        guard let code = ErrorCode(rawValue: topic) else { return "the keys of the line editor" }
        let first = code.explanation.prefix { $0 != "." && $0 != ":" }
        return "error: " + first.prefix(1).lowercased() + first.dropFirst()
    }

    /// The commands by group.
    static func overview(columns: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for group in Command.Group.allCases {
            lines.append(StyledText(group.rawValue, .strong))
            let rows = Command.all.filter { $0.group == group }.map { [StyledText($0.name, .accent), StyledText($0.summary, .faint)] }
            lines += glossary(rows, columns)
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
            return FieldWords.page(field, columns: columns)
        }
        if let code = ErrorCode(rawValue: topic) {
            return [StyledText(topic, .strong)] + wrapped("\(code.explanation) Exit code \(code.exit.rawValue).", columns)
        }
        return topic == "keys" ? keys(columns) : nil
    }

    private static func page(on command: Command, columns: Int) -> [StyledText] {
        var lines = [StyledText(command.usage, .strong), StyledText("  \(command.summary)")]
        for paragraph in command.details { lines += wrapped(paragraph, columns) }
        let flags = command.parameters.filter(\.isFlag)
        lines += flags.map { StyledText("  \($0.usage)  ", .accent) + StyledText($0.summary, .faint) }
        if !command.aliases.isEmpty { lines.append(StyledText("  also: \(command.aliases.joined(separator: ", "))", .faint)) }
        lines += command.examples.map { StyledText("  > ", .faint) + StyledText($0.line, .accent) + StyledText("   \($0.effect)", .faint) }
        return lines
    }

    private static func keys(_ columns: Int) -> [StyledText] {
        let rows = Keys.all.map { [StyledText($0.key, .accent), StyledText($0.effect)] }
        return glossary(rows, columns)
    }

    /// Words, each with what it is.
    static func glossary(_ rows: [[StyledText]], _ columns: Int) -> [StyledText] {
        let layout = [TextTable.Column(""), TextTable.Column("", overflow: .wrap, minimum: 20)]
        return TextTable(columns: layout, rows: rows, showsHeader: false).lines(width: columns)
    }

    private static func wrapped(_ text: String, _ columns: Int) -> [StyledText] {
        text.isEmpty ? [] : StyledText(text).wrapped(toWidth: columns, indent: 2)
    }
}

/// The keys that `help keys` lists.
package enum Keys {
    /// Each key with what it does.
    package static let all: [(key: String, effect: String)] = [
        ("Tab, Tab Tab", "complete; list what fits, with a meaning each"),
        ("Up, Down", "whole lines typed before; with text typed, those that begin like it"),
        ("Ctrl-R, Ctrl-S", "search the history backward, forward; Ctrl-C there clears what is searched first"),
        ("Ctrl-C", "drop the line (it stays one Up away); while watching: leave the task running"),
        ("Ctrl-D", "leave, on an empty line; else delete the character under the cursor"),
        ("Ctrl-Z", "suspend the shell, fg brings the line back; while watching: leave the task running"),
        ("Alt-Enter", "a new line within the text; Enter runs it all"),
        ("Ctrl-X Ctrl-E", "go on with the line in $VISUAL or $EDITOR"),
        ("Ctrl-_", "undo what was typed"),
        ("paste", "into a begun line: text; on an empty line: waits for Enter, then runs line by line to the first error"),
        ("Ctrl-A, Ctrl-E, Home, End", "to the beginning, to the end"),
        ("Ctrl-Left, Ctrl-Right", "by word; Alt-B and Alt-F do the same"),
        ("Ctrl-W, Ctrl-U, Ctrl-K", "delete the word, the line, what follows; Ctrl-Y brings it back"),
        ("Ctrl-L", "clear the screen"),
    ]
}
