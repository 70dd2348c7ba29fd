import VideoAPI

/// `!N` and `!!`.
enum RecallCommand {
    static let command = Command(
        "!N",
        aliases: ["!!"],
        group: .shell,
        summary: "put line N of the history, or the last one with !!, on the line; Enter runs it",
        details: ["Nothing runs by itself: the line waits to be looked at, and changed."],
        examples: [
            .init("!2", "puts line 2 of the history on the line"),
            .init("!!", "puts the last line there"),
        ],
        parameters: .attached,
        needs: { session, turn, rest throws(ShellError) in [try need(rest, session, turn)] },
        run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
            guard case .history(let lines)? = turn.supplies[try need(rest, session, turn)] else { throw ShellError(.noHistory) }
            let found = rest == "!" ? lines.last { !$0.text.hasPrefix("!") } : lines.first { $0.number == Int(rest) }
            guard let found else { throw ShellError(.noPastLine("!" + rest)) }
            return [.place(found.text, cursor: nil)]
        }
    )

    /// `!!` goes where Up goes; a number counts all lines.
    private static func need(_ rest: Substring, _ session: Session, _ turn: Turn) throws(ShellError) -> Need {
        guard session.canAsk, turn.surroundings.place == nil else { throw ShellError(.needsKeyboard(command: "!N")) }
        if rest == "!" { return .history(limit: nil, profile: session.settings.historyScope(profile: session.profile.name)) }
        guard !rest.isEmpty, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw ShellError(.badRecall("!" + rest)) }
        return .history(limit: nil, profile: nil)
    }
}
