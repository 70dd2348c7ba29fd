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
        parameters: .rest("NAME LINE", .nothing, isOptional: true),
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            let name = rest.prefix { !$0.isWhitespace }
            let line = rest[name.endIndex...].trimmingBlanks()
            let range = name.startIndex..<name.endIndex
            if name.isEmpty { return list(session) }
            if name == "remove" {
                guard session.settings.aliases.removeValue(forKey: String(line)) != nil else {
                    let nearest = Nearest.match(for: String(line), among: session.settings.aliases.keys.sorted())
                    throw ShellError(.unknownWord(given: String(line), legal: session.settings.aliases.keys.sorted(), nearest: nearest))
                }
                return SettingsChange.store(session, turn)
            }
            guard Profile.isName(String(name)) else { throw ShellError(.badName(String(name)), at: range) }
            guard Command.named(String(name)) == nil else { throw ShellError(.aliasOfCommand(String(name)), at: range) }
            guard !line.isEmpty else { throw ShellError(.missingArgument("LINE", command: "alias \(name)")) }
            guard line.prefix(while: { !$0.isWhitespace }) != name else { throw ShellError(.aliasLoop(String(name)), at: range) }
            session.settings.aliases[String(name)] = String(line)
            return SettingsChange.store(session, turn)
        }
    )

    private static func list(_ session: Session) -> [Effect] {
        let aliases = session.settings.aliases.sorted { $0.key < $1.key }
        switch session.output {
        case .json: return [.data(JSONValue.object(aliases.map { JSONMember($0.key, .string($0.value)) }).text)]
        case .piped: return aliases.map { .data(TabSeparated.line([$0.key, $0.value])) }
        case .terminal:
            guard !aliases.isEmpty else { return [.print([StyledText("no aliases", .faint) + StyledText("   `alias NAME LINE`", .faint)])] }
            return [.print(aliases.map { StyledText($0.key, .accent) + StyledText("  \($0.value)") })]
        }
    }
}
