package import TerminalText
import VideoAPI

/// An error ready to be shown: its words, the line that it is about, and the place in it.
package struct Diagnostic: Sendable, Hashable {
    let message: Message
    let field: FieldName?
    let line: String
    let range: Range<String.Index>?
    /// A text that ran over its limit, which is shown around the place where it does.
    let overrun: Overrun?

    struct Overrun: Sendable, Hashable {
        let text: String
        let limit: Int
        let count: Int
    }

    init(_ error: ShellError, line: String, in session: Session) {
        message = Message(error, in: session)
        self.line = line
        range = error.range
        if case .problem(let problem) = error.reason {
            field = problem.field
            overrun = Self.overrun(problem)
        } else {
            field = nil
            overrun = nil
        }
    }

    /// An error that no line is to blame for.
    package init(code: String, message: String, hints: [String] = []) {
        self.message = Message(code, .usage, message, hints: hints)
        field = nil
        line = ""
        range = nil
        overrun = nil
    }

    init(_ message: Message) {
        self.message = message
        field = nil
        line = ""
        range = nil
        overrun = nil
    }

    private static func overrun(_ problem: Problem) -> Overrun? {
        guard case .tooLong(let text, let count, let limit) = problem.reason else { return nil }
        return Overrun(text: text, limit: limit, count: count)
    }
}

extension Diagnostic {
    /// What a failed line does: the error is told, a corrected line waits one Up away, a script ends.
    func effects(_ turn: Turn, json: Bool) -> [Effect] {
        var effects: [Effect] = []
        if json {
            effects.append(.data(object(turn.surroundings.place).text))
        } else {
            effects.append(.tell(lines(columns: turn.surroundings.columns, place: turn.surroundings.place)))
        }
        if let corrected = correctedLine { effects.append(.offer(corrected)) }
        effects.append(.fail(message.exit))
        return effects
    }

    /// The line with the marked part replaced by what was probably meant.
    var correctedLine: String? {
        guard let correction = message.correction, let range else { return nil }
        return line.replacingCharacters(in: range, with: correction)
    }

    /// The error as lines: what is wrong, the place, what to type next.
    package func lines(columns: Int, place: ScriptPlace? = nil) -> [StyledText] {
        var head = StyledText(place.map { "\($0.name):\($0.line): " } ?? "", .plain)
        head.append("error: ", .error)
        head.append(message.text)
        return [head] + placeLines(columns: columns)
            + message.hints.map { hint in
                StyledText("  try: ", .faint) + StyledText(hint, .accent)
            }
    }

    private func placeLines(columns: Int) -> [StyledText] {
        if let overrun { return [overrun.line(columns: columns)] }
        guard let range, !range.isEmpty || message.label != nil else { return [] }
        var label = message.label ?? ""
        if correctedLine != nil { label += label.isEmpty ? "(press Up)" : "  (press Up)" }
        return Caret.lines(line, marking: range, width: columns, label: StyledText(label, .faint))
    }

    /// The error as programs read it.
    func object(_ place: ScriptPlace?) -> JSONValue {
        var members = [JSONMember("code", .string(message.code)), JSONMember("message", .string(message.text))]
        if let hint = message.hints.first { members.append(JSONMember("hint", .string(hint))) }
        if let field { members.append(JSONMember("field", .string(field.rawValue))) }
        if let place { members.append(JSONMember("line", .integer(place.line))) }
        return ["error": .object(members)]
    }
}

extension Diagnostic.Overrun {
    /// The text around its limit, with a mark where it runs over.
    func line(columns: Int) -> StyledText {
        let scalars = Array(text.unicodeScalars)
        let over = Phrase.count(count - limit, "character") + " too many from here"
        let room = max(8, (columns - over.count - 10) / 4)
        let before = String(String.UnicodeScalarView(scalars[max(0, limit - room)..<min(limit, scalars.count)]))
        let after = String(String.UnicodeScalarView(scalars[min(limit, scalars.count)..<min(limit + room, scalars.count)]))
        var line = StyledText("  …" + Sanitizer.oneLine(before))
        line.append("⟨\(over)⟩", .error)
        line.append(Sanitizer.oneLine(after) + (limit + room < scalars.count ? "…" : ""), .faint)
        return line
    }
}

extension String {
    func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
