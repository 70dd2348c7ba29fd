import TerminalText
import VideoAPI

/// `history [N|/text] [--all] [--profile NAME]`.
enum HistoryCommand {
    static let command = Command(
        "history",
        group: .shell,
        summary: "list the lines that were typed: the last 20, N, all, or those with a text",
        details: [
            "!N puts line N on the line again.",
            "`config set history profile` keeps this list, Up and the searches to the profile in use; --all lists every line all the same.",
        ],
        examples: [
            .init("history", "lists the last 20 lines"),
            .init("history /kitten", "lists the lines that speak of a kitten"),
            .init("history --profile hosted", "lists those that were typed in that profile"),
        ],
        parameters: .flag("--all", "every line that is kept"),
        .option("--profile", "NAME", "the lines that were typed in this profile", .profileName),
        .optionalWord("N|/text"),
        needs: { session, _, all, profile, word throws(ShellError) in [try need(all, profile, word, session)] },
        run: { (session: inout Session, turn: Turn, all: Bool, profile: Token?, word: Token?) throws(ShellError) in
            guard case .history(let lines)? = turn.supplies[try need(all, profile, word, session)] else { throw ShellError(.noHistory) }
            let wanted = word.flatMap { $0.text.hasPrefix("/") ? $0.text.dropFirst().lowercased() : nil }
            let found = wanted.map { text in lines.filter { $0.text.lowercased().contains(text) } } ?? lines
            let width = found.last.map { String($0.number).count } ?? 1
            return session.answer(
                lines: found.map { line($0, width: width) },
                header: ["number", "time", "profile", "line"],
                rows: found.map { [String($0.number), String($0.seconds), $0.profile, $0.text] },
                object: .array(found.map(object))
            )
        }
    )

    private static func line(_ line: PastLine, width: Int) -> StyledText {
        StyledText(String(line.number).padded(toWidth: width, alignment: .trailing), .accent)
            + StyledText("  " + Sanitizer.oneLine(line.text))
    }

    private static func object(_ line: PastLine) -> JSONValue {
        ["number": .integer(line.number), "time": .integer(line.seconds), "profile": .string(line.profile), "line": .string(line.text)]
    }

    private static func need(_ all: Bool, _ profile: Token?, _ word: Token?, _ session: Session) throws(ShellError) -> Need {
        let scope = all ? nil : session.settings.historyScope(profile: session.profile.name)
        let named = try profile.map { word throws(ShellError) in try session.settings.expectedProfile(word).name }
        return .history(limit: try limit(all, word), profile: named ?? scope)
    }

    /// As many lines as are kept.
    private static let most = 100_000

    private static func limit(_ all: Bool, _ word: Token?) throws(ShellError) -> Int? {
        if all { return nil }
        guard let word else { return 20 }
        if word.text.hasPrefix("/") { return nil }
        guard word.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ShellError(.unknownWord(given: word.text, legal: ["a number", "/text"], nearest: nil), at: word.range)
        }
        guard let number = Int(word.text), (1...most).contains(number) else {
            throw ShellError(.badCount(word.text, 1...most), at: word.range)
        }
        return number
    }
}
