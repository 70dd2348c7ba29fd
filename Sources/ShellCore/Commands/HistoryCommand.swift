import TerminalText
import VideoAPI

/// `history [N|/text|--all]`.
enum HistoryCommand {
    static let command = Command(
        "history",
        group: .shell,
        summary: "list the lines that were typed: the last 20, N, all, or those with a text",
        examples: [
            .init("history", "lists the last 20 lines"),
            .init("history /kitten", "lists the lines that speak of a kitten"),
        ],
        parameters: .flag("--all", "every line that is kept"),
        .optionalWord("N|/text"),
        needs: { _, _, all, word throws(ShellError) in [.history(limit: try limit(all, word), profile: nil)] },
        run: { (session: inout Session, turn: Turn, all: Bool, word: Token?) throws(ShellError) in
            guard case .history(let lines)? = turn.supplies[.history(limit: try limit(all, word), profile: nil)] else {
                throw ShellError(.noHistory)
            }
            let wanted = word.flatMap { $0.text.hasPrefix("/") ? $0.text.dropFirst().lowercased() : nil }
            let found = wanted.map { text in lines.filter { $0.text.lowercased().contains(text) } } ?? lines
            return session.answer(
                lines: found.map { StyledText(Sanitizer.oneLine($0.text)) },
                rows: found.map { [$0.text] },
                object: .array(found.map { .string($0.text) })
            )
        }
    )

    private static func limit(_ all: Bool, _ word: Token?) throws(ShellError) -> Int? {
        if all { return nil }
        guard let word else { return 20 }
        if word.text.hasPrefix("/") { return nil }
        guard let number = Int(word.text), number > 0 else {
            throw ShellError(.unexpectedArgument(word.text, command: "history"), at: word.range)
        }
        return number
    }
}
