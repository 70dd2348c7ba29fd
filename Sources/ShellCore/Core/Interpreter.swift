import TerminalText
import VideoAPI

/// Turns events into effects. It does no I/O and keeps nothing: all state is the session's.
package struct Interpreter: Sendable {
    /// The commands by every word that calls them.
    private let commands: [String: Command]

    /// An interpreter that knows every command of ``Command/all``.
    package init() {
        var commands: [String: Command] = [:]
        for command in Command.all {
            for word in [command.name] + command.aliases { commands[word] = command }
        }
        self.commands = commands
    }

    /// Says what an event means for the session, and what is to be done.
    package func handle(_ event: Event, given surroundings: Surroundings, in session: inout Session) -> [Effect] {
        switch event {
        case .line(let line):
            return run(line, supplies: [:], given: surroundings, in: &session)
        case .supplied(let line, let supplies):
            return run(line, supplies: supplies, given: surroundings, in: &session)
        case .answered(let question, let answer):
            return handle(answer, to: question, given: surroundings, in: &session)
        case .secret(let profile, let text):
            return LoginCommand.accept(text, for: profile, in: session)
        case .submitted, .notSubmitted, .changed, .saved, .notSaved, .watchEnded:
            return TaskStory.tell(event, given: surroundings, in: &session)
        case .interrupted:
            return [.tell([StyledText("(Ctrl-D leaves)", .faint)])]
        case .failed(let message, let code):
            return [.tell(Diagnostic(code: "failed", message: message).lines(columns: surroundings.columns)), .fail(code)]
        case .done(let message):
            return session.output == .terminal ? [.print([StyledText(message)])] : []
        }
    }

    /// Runs a line as far as it gets: to its effects, to an error, or to what has to be found out first.
    private func run(
        _ line: String,
        supplies: [Need: Supply],
        given surroundings: Surroundings,
        in session: inout Session
    ) -> [Effect] {
        let turn = Turn(line: line, surroundings: surroundings, supplies: supplies)
        do {
            guard let prepared = try prepare(line, in: session, turn) else { return [] }
            let needs = try prepared.needs(session, turn).filter { supplies[$0] == nil }
            guard needs.isEmpty else { return [.fetch(needs, for: line)] }
            // The command works on a copy, which is kept only if it succeeds.
            var copy = session
            let effects = try prepared.run(&copy, turn)
            if copy.draft != session.draft, !copy.undone.isWalking { copy.undone.remember(session.draft) }
            copy.undone.isWalking = false
            if copy.recording != nil, session.recording != nil { copy.recording?.append(line) }
            session = copy
            return effects
        } catch {
            return Diagnostic(error, line: line, in: session).effects(turn, json: session.output == .json)
        }
    }

    private func handle(
        _ answer: String?,
        to question: Question,
        given surroundings: Surroundings,
        in session: inout Session
    ) -> [Effect] {
        switch question {
        case .value(let name):
            guard let answer, !answer.allSatisfy(\.isWhitespace) else { return [] }
            return run("set \(name.rawValue) \(answer)", supplies: [:], given: surroundings, in: &session)
        case .spend(let order):
            return isYes(answer) ? [.submit(order)] : declined(given: surroundings)
        case .resend(let number):
            return isYes(answer) ? [.resolve(number, .resend)] : declined(given: surroundings)
        }
    }

    private func isYes(_ answer: String?) -> Bool {
        answer.map { $0[...].trimmingBlanks() == "yes" } ?? false
    }

    private func declined(given surroundings: Surroundings) -> [Effect] {
        [.tell([StyledText("not sent; the draft is as it was", .faint)])]
    }
}

extension Interpreter {
    /// Finds what a line asks for; nil for an empty line and a comment.
    private func prepare(_ line: String, in session: Session, _ turn: Turn) throws(ShellError) -> PreparedCommand? {
        let text = line[...].trimmingBlanks()
        guard let first = text.first, first != "#" else { return nil }
        if Assignment.begins(text) { return try SetCommand.prepare(assignments: text) }
        let word = text.prefix { !$0.isWhitespace }
        let rest = text[word.endIndex...]
        if word.last == "?", rest.isEmpty, word.count > 1 { return try DescribeCommand.prepare(field: word.dropLast()) }
        if let expansion = session.settings.aliases[String(word)] {
            return try prepareAlias(expansion, rest: rest, in: session, turn)
        }
        let command = try find(word, rest: rest, in: session)
        try refuseSpendingFromSettings(command, turn)
        return try command.prepare(command.name, rest)
    }

    /// An alias stands for the beginning of a line; what it stands for is not looked up among the aliases again.
    private func prepareAlias(
        _ expansion: String,
        rest: Substring,
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> PreparedCommand? {
        var withoutAliases = session
        withoutAliases.settings.aliases = [:]
        do {
            return try prepare(expansion + rest, in: withoutAliases, turn)
        } catch {
            // The places are those of the expanded line, not of the one that was typed.
            throw ShellError(error.reason)
        }
    }

    private func find(_ word: Substring, rest: Substring, in session: Session) throws(ShellError) -> Command {
        let range = word.startIndex..<word.endIndex
        let typed = word.lowercased()
        if let command = commands[typed] { return command }
        if typed.hasSuffix(";") || typed.contains(";"), commands[String(typed.prefix { $0 != ";" })] != nil {
            throw ShellError(.separator, at: range)
        }
        if Field.typed(typed) != nil, !rest.allSatisfy(\.isWhitespace) {
            throw ShellError(.unknownCommand(given: String(word), nearest: "set \(typed)\(rest)"), at: range)
        }
        let names = Command.all.map(\.name)
        if session.isInteractive, let command = try abbreviated(typed, names: names, at: range) { return command }
        throw ShellError(.unknownCommand(given: String(word), nearest: Nearest.match(for: typed, among: names)), at: range)
    }

    /// The command that a beginning stands for, at the prompt only, and never one that may spend money.
    private func abbreviated(_ word: String, names: [String], at range: Range<String.Index>) throws(ShellError) -> Command? {
        let candidates = names.filter { $0.hasPrefix(word) }
        guard let only = candidates.first else { return nil }
        guard candidates.count == 1 else { throw ShellError(.ambiguousCommand(given: word, candidates: candidates), at: range) }
        guard let command = commands[only], !command.maySpend else { throw ShellError(.spellOut(command: only), at: range) }
        return command
    }

    private func refuseSpendingFromSettings(_ command: Command, _ turn: Turn) throws(ShellError) {
        guard command.maySpend, let place = turn.surroundings.place, place.kind == .settings else { return }
        throw ShellError(.spendingFromFile(command: command.name, file: place.name))
    }
}
