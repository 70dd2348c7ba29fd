import TerminalText
import VideoAPI

/// `help [COMMAND|FIELD|CODE|keys]`, `version` and `exit [--wait]`.
enum HelpCommand {
    static let command = Command(
        "help",
        aliases: ["?"],
        group: .shell,
        summary: "list the commands, or explain one, a field, an error's code, or the keys",
        examples: [
            .init("help", "lists the commands"),
            .init("help submit", "explains one"),
            .init("help keys", "lists the keys"),
            .init("help unconfirmed", "explains an error"),
        ],
        parameters: .optionalWord("TOPIC", .command),
        run: { (session: inout Session, turn: Turn, word: Token?) throws(ShellError) in
            guard let word else { return [.print(HelpPages.overview(columns: turn.surroundings.columns))] }
            for topic in [word.text, word.text.lowercased()] {
                if let page = HelpPages.page(on: topic, columns: turn.surroundings.columns) { return [.print(page)] }
            }
            let nearest = Nearest.match(for: word.text, among: HelpPages.topics)
            throw ShellError(.unknownTopic(given: word.text, nearest: nearest), at: word.range)
        }
    )

    static let version = Command(
        "version",
        group: .shell,
        summary: "print tween's version",
        examples: [.init("version", "prints it")],
        run: { (session: inout Session, _: Turn) throws(ShellError) in
            session.answer(
                lines: [StyledText("tween \(session.version)")],
                rows: [["tween \(session.version)"]],
                object: ["version": .string(session.version)]
            )
        }
    )

    static let exit = Command(
        "exit",
        aliases: ["quit"],
        group: .shell,
        summary: "leave; hosted tasks go on, local renders end unless you wait",
        examples: [.init("exit --wait", "leaves when the local renders are done")],
        parameters: .flag("--wait", "see local renders to their end first"),
        run: { (_: inout Session, _: Turn, waits: Bool) throws(ShellError) in [.leave(waiting: waits)] }
    )
}
