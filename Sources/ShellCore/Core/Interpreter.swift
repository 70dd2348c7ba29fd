import TerminalText
import VideoAPI

/// Turns events into effects. It does no I/O and keeps nothing: all state is the session's.
package struct Interpreter: Sendable {
    /// The commands of ``Command/all`` by every word that calls them; made for the first line, so that the first prompt does not wait for it.
    var commands: [String: Command] { Self.commandsByWord }

    private static let commandsByWord: [String: Command] = {
        var commands: [String: Command] = [:]
        for command in Command.all {
            for word in [command.name] + command.aliases { commands[word] = command }
        }
        return commands
    }()

    /// An interpreter that knows every command.
    package init() {}

    /// Says what an event means for the session, and what is to be done.
    package func handle(_ event: Event, given surroundings: Surroundings, in session: inout Session) -> [Effect] {
        switch event {
        case .line(let line):
            return read(line, given: surroundings, in: &session)
        case .supplied(let line, let supplies):
            guard let returned = session.returned, line == EditCommand.line(returned.order) else {
                return run(Turn(line: line, surroundings: surroundings, supplies: supplies), in: &session)
            }
            return take(returned, supplies, given: surroundings, in: &session)
        case .answered(let question, let answer):
            return handle(answer, to: question, given: surroundings, in: &session)
        case .secret(let profile, let text):
            return LoginCommand.accept(text, for: profile, given: surroundings, in: session)
        case .submitted, .notSubmitted, .changed, .saved, .notSaved, .watchEnded:
            return TaskStory.tell(event, given: surroundings, in: &session)
        case .edited(let order, let text):
            return take(ReturnedText(order: order, text: text), [:], given: surroundings, in: &session)
        case .sweepSubmitted, .swept, .forgotten, .cancelEnded, .marked, .exported:
            return SeriesStory.tell(event, given: surroundings, in: &session)
        case .interrupted:
            return interrupted(in: &session)
        case .endOfInput:
            return endOfInput(given: surroundings, in: &session)
        case .failed(let message, let code):
            return Diagnostic(code: code, message: message).effects(given: surroundings, in: session)
        case .done(let message):
            return session.output == .terminal ? [.print([StyledText(message)])] : []
        }
    }
}

extension Interpreter {
    /// A line is a command, or more of a text that was begun. One of several rows may begin such a text, and end it.
    private func read(_ line: String, given surroundings: Surroundings, in session: inout Session) -> [Effect] {
        var rows = line.rows[...]
        if session.openText == nil {
            session.openText = rows.first.flatMap(OpenText.init(opening:))
            session.openText?.place = surroundings.place
            guard session.openText != nil else { return run(Turn(line: line, surroundings: surroundings), in: &session) }
            rows.removeFirst()
        }
        while let row = rows.popFirst() {
            guard session.openText?.take(row) == true, let text = session.openText else { continue }
            session.openText = nil
            let turn = Turn(line: text.opening, surroundings: surroundings, script: text.script)
            let isLast = rows.allSatisfy { $0.allSatisfy(\.isWhitespace) }
            return run(turn, in: &session) { _ throws(ShellError) in
                // The history brings a paste back as one line, and that runs nothing.
                guard isLast else { throw ShellError(.behindText(end: text.end)) }
                return try SetCommand.prepare(text)
            }
        }
        return []
    }

    private func run(_ turn: Turn, in session: inout Session) -> [Effect] {
        run(turn, in: &session) { session throws(ShellError) in try prepare(turn.line, in: session, turn) }
    }

    /// Runs a line as far as it gets: to its effects, to an error, or to what has to be found out first.
    private func run(
        _ turn: Turn,
        in session: inout Session,
        prepare: (Session) throws(ShellError) -> PreparedCommand?
    ) -> [Effect] {
        do {
            guard let prepared = try prepare(session) else { return [] }
            let needs = try prepared.needs(session, turn).filter { turn.supplies[$0] == nil }
            guard needs.isEmpty else { return [.fetch(needs, for: turn.line)] }
            // The command works on a copy, which is kept only if it succeeds.
            var copy = session
            let effects = try prepared.run(&copy, turn)
            // What has recorded something itself is not recorded as it was typed.
            let isUnrecorded = session.recording != nil && copy.recording?.count == session.recording?.count
            if isUnrecorded, !turn.script.isEmpty, !effects.contains(where: \.isRecordedLater) { copy.recording?.append(turn.script) }
            session = copy
            return effects
        } catch {
            session.refused.keep(error)
            var surroundings = turn.surroundings
            surroundings.place = error.place ?? surroundings.place
            return Diagnostic(error, line: turn.line, in: session).effects(given: surroundings, in: session)
        }
    }

    /// Takes back what the user's editor was left with; its files are looked at in between.
    private func take(
        _ returned: ReturnedText,
        _ supplies: [Need: Supply],
        given surroundings: Surroundings,
        in session: inout Session
    ) -> [Effect] {
        session.returned = nil
        let turn = Turn(line: EditCommand.line(returned.order), surroundings: surroundings, supplies: supplies, script: "")
        let effects = run(turn, in: &session) { _ throws(ShellError) in try EditCommand.prepare(returned) }
        if effects.contains(where: \.fetches) { session.returned = returned }
        return effects
    }

    private func handle(
        _ answer: String?,
        to question: Question,
        given surroundings: Surroundings,
        in session: inout Session
    ) -> [Effect] {
        let isYes = answer.map { $0[...].trimmingBlanks() == "yes" } ?? false
        switch question {
        case .value(let name):
            guard let answer, !answer.allSatisfy(\.isWhitespace) else { return [.tell([StyledText("(as it was)", .faint)])] }
            return run(Turn(line: "set \(name.rawValue) \(answer)", surroundings: surroundings), in: &session)
        case .spend(let order):
            return isYes ? [.submit(order)] : Self.declined
        case .resend(let number):
            return isYes ? [.resolve(number, .resend)] : Self.declined
        case .keepKey(let profile, let key):
            return isYes ? [.storeKey(profile: profile, key)] : [.tell([StyledText("no key was stored", .faint)])]
        case .sweep(let order):
            return isYes ? [.sweep(order)] : Self.declined
        }
    }

    /// A question that was not answered with yes ends a paste.
    private static let declined = [Effect.tell([StyledText("not sent; the draft is as it was", .faint)]), .fail(.usage)]

    private func interrupted(in session: inout Session) -> [Effect] {
        guard session.openText != nil else { return [.tell([StyledText("(Ctrl-D leaves)", .faint)])] }
        session.openText = nil
        return [.tell([StyledText("(the text was dropped)", .faint)])]
    }

    private func endOfInput(given surroundings: Surroundings, in session: inout Session) -> [Effect] {
        guard let text = session.openText else { return [] }
        session.openText = nil
        var surroundings = surroundings
        surroundings.place = text.place
        let error = ShellError(.openText(end: text.end))
        return Diagnostic(error, line: text.opening, in: session).effects(given: surroundings, in: session)
    }
}

extension Effect {
    /// A line that only asks, opens the editor or puts a line up is not worth recording: what comes of it is, as a line of its own.
    fileprivate var isRecordedLater: Bool {
        if case .ask(.value) = self { return true }
        if case .edit = self { return true }
        if case .place = self { return true }
        return false
    }

    fileprivate var fetches: Bool {
        if case .fetch = self { true } else { false }
    }
}
