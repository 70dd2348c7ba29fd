import VideoAPI

/// The reference pages under `docs/reference`, generated from the tables.
package enum ReferencePages {
    /// Every page: its file name and its text.
    package static let all: [(name: String, text: String)] = [("fields.md", fields), ("commands.md", commands), ("errors.md", errors)]

    private static let notice = "<!-- Generated from the tables by `tween reference docs/reference`; a test fails when it is stale. -->\n"

    private static var fields: String {
        var page = "# Fields\n\n\(notice)\n| field | takes | default | sent as | what it is for |\n| --- | --- | --- | --- | --- |\n"
        for field in Field.all {
            let sent = FieldWords.facts(field).first { $0.0 == "sent as" }?.1 ?? ""
            let kind = FieldWords.kind(field).replacingPipes
            page += "| `\(field.name.rawValue)` | \(kind) | \(field.defaultWord ?? "–") | \(sent) | \(field.summary) |\n"
        }
        page += "\n## More\n\n"
        for field in Field.all {
            page += "- `\(field.name.rawValue)`"
            if !field.aliases.isEmpty { page += " (also \(field.aliases.map { "`\($0)`" }.joined(separator: ", ")))" }
            page += ": \(field.details.isEmpty ? field.summary : field.details) Example: `set \(field.name.rawValue) \(field.example)`.\n"
        }
        page += "\n## Rules across fields\n\n"
        for rule in Rule.all { page += "- \(rule.summary)\n" }
        return page
    }

    private static var commands: String {
        var page = "# Commands\n\n\(notice)"
        for group in Command.Group.allCases {
            page += "\n## \(group.rawValue.prefix(1).uppercased() + group.rawValue.dropFirst())\n"
            for command in Command.all where command.group == group { page += section(command) }
        }
        return page
    }

    private static func section(_ command: Command) -> String {
        var text = "\n### `\(command.usage)`\n\n"
        text += command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".\n"
        for paragraph in command.details { text += "\n\(paragraph)\n" }
        let flags = command.parameters.filter(\.isFlag)
        if !flags.isEmpty { text += "\n" + flags.map { "- `\($0.placeholder)`: \($0.summary)\n" }.joined() }
        if command.maySpend { text += "\nMay spend money: never abbreviated, never run from `settings` or `rc`.\n" }
        if !command.aliases.isEmpty { text += "\nAlso: \(command.aliases.map { "`\($0)`" }.joined(separator: ", ")).\n" }
        text += "\n```\n" + command.examples.map { "\($0.line)    # \($0.effect)\n" }.joined() + "```\n"
        return text
    }

    private static var errors: String {
        var page = "# Errors and exit codes\n\n\(notice)\n| code | exit | meaning |\n| --- | --- | --- |\n"
        for code in ErrorCode.allCases { page += "| `\(code.rawValue)` | \(code.exit.rawValue) | \(code.explanation) |\n" }
        page += "\n| exit | meaning |\n| --- | --- |\n"
        for code in ExitCode.allCases { page += "| \(code.rawValue) | \(code.summary) |\n" }
        return page
    }
}

extension String {
    /// The text with its bars escaped for a Markdown table.
    fileprivate var replacingPipes: String { map { $0 == "|" ? "\\|" : String($0) }.joined() }
}

extension ExitCode {
    /// What it says to the caller.
    package var summary: String {
        switch self {
        case .done: "done"
        case .taskFailed: "a task failed or was cancelled"
        case .usage: "bad usage, or a question that nobody could answer"
        case .draftInvalid: "the draft is not ready"
        case .key: "the key is missing or refused, or there is no credit"
        case .service: "the service was not reached, or answered with another error"
        case .gaveUp: "gave up waiting; the task goes on and its id was printed"
        case .unconfirmed: "a submit is unconfirmed: it may have been charged"
        case .disk: "a local file or the disk"
        case .interrupted: "interrupted (128 + the signal's number for others)"
        }
    }
}
