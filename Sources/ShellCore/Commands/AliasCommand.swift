import TerminalText
import VideoAPI

/// `alias`, `alias NAME LINE`, `alias remove NAME`.
enum AliasCommand {
    static let command = Command(
        "alias",
        group: .shell,
        summary: "list the aliases, let a word stand for the beginning of a line, or remove one",
        examples: [
            .init("alias big size=1080P", "lets big stand for size=1080P"),
            .init("alias remove big", "removes it"),
        ],
        parameters: .rest([.word("NAME", .optional, .alias), .word("LINE", .optional, .line)]),
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            guard !rest.isEmpty else { return list(session) }
            let name = try ShellError.lexed(at: rest.startIndex, in: rest)
            let line = rest[name.range.upperBound...].trimmingBlanks()
            if name.text == "remove" { return try remove(line, in: &session, turn) }
            return try add(name, line, in: &session, turn)
        }
    )

    private static func add(_ name: Token, _ line: Substring, in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        let (word, range) = (name.text, name.range)
        guard Profile.isName(word) else { throw ShellError(.badName(word), at: range) }
        guard Command.named(word.lowercased()) == nil else { throw ShellError(.aliasOfCommand(word), at: range) }
        guard !line.isEmpty else { throw ShellError(.missingArgument("LINE", command: "alias \(word)")) }
        guard line.firstWord != word else { throw ShellError(.aliasLoop(word), at: range) }
        let first = String(line.firstWord)
        // Settings of an earlier time may have one; they are read all the same.
        if session.settings.aliases[first] != nil, turn.surroundings.place?.kind != .settings {
            throw ShellError(.aliasOfAlias(word, of: first), at: line.startIndex..<line.firstWord.endIndex)
        }
        guard !line.contains(where: \.isNewline) else {
            throw ShellError(.badSetting(key: "alias \(word)", given: "…", expected: "one line"), at: line.startIndex..<line.endIndex)
        }
        session.settings.aliases[word] = String(line)
        return SettingsChange.store(session, turn, saying: StyledText(word, .accent) + StyledText("  \(line)"))
    }

    private static func remove(_ name: Substring, in session: inout Session, _ turn: Turn) throws(ShellError) -> [Effect] {
        guard !name.isEmpty else { throw ShellError(.missingArgument("NAME", command: "alias remove")) }
        guard session.settings.aliases.removeValue(forKey: String(name)) != nil else {
            let nearest = Nearest.match(for: String(name), among: session.settings.aliases.keys.sorted())
            throw ShellError(.noSuchAlias(String(name), nearest: nearest), at: name.startIndex..<name.endIndex)
        }
        return SettingsChange.store(session, turn, saying: StyledText(String(name), .accent) + StyledText("  removed", .faint))
    }

    private static func list(_ session: Session) -> [Effect] {
        let aliases = session.settings.aliases.sorted { $0.key < $1.key }
        return session.answer(
            lines: aliases.isEmpty
                ? [StyledText("no aliases   `alias NAME LINE`", .faint)]
                : aliases.map { StyledText($0.key, .accent) + StyledText("  \($0.value)") },
            header: ["alias", "line"],
            rows: aliases.map { [$0.key, $0.value] },
            object: .object(aliases.map { JSONMember($0.key, .string($0.value)) })
        )
    }
}
