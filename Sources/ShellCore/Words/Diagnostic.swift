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
    /// Whether a corrected line can be put one Up away.
    let canOffer: Bool

    /// What a line ran into, said of that line.
    init(_ error: ShellError, line: String, in session: Session) {
        var message = Message(error.reason)
        if let range = error.range, let folded = FullWidth.folded(line[range]) {
            message.label = "full-width characters; did you mean \"\(folded)\"?"
            message.correction = folded
            message.hints = []
        }
        self.line = line
        range = error.range
        canOffer = session.canAsk && session.recallsLines
        if case .problem(let problem) = error.reason {
            field = problem.field
            overrun = Overrun(problem)
        } else {
            field = nil
            overrun = nil
        }
        if let field, overrun != nil, session.canAsk { message.hints = ["edit \(field.rawValue)   (your text is loaded)"] }
        self.message = message
    }

    /// An error that no line is to blame for.
    package init(code: ErrorCode, message: String, hints: [String] = []) {
        self.init(Message(code, message, hints: hints))
    }

    /// A task that failed, of which a field may be to blame.
    init(failed message: String, field: FieldName?) {
        var message = Message(.taskFailed, message)
        message.field = field
        self.init(message)
    }

    init(_ message: Message) {
        self.message = message
        field = message.field
        line = ""
        range = nil
        overrun = nil
        canOffer = false
    }
}

extension Diagnostic {
    /// What an error does: it is told, a corrected line waits one Up away, a script ends.
    ///
    /// - Parameter more: what comes between the words and the end.
    func effects(
        given surroundings: Surroundings,
        in session: Session,
        before more: [Effect] = []
    ) -> [Effect] {
        let told: Effect =
            session.output == .json
            ? .data(object(surroundings.place).text) : .tell(lines(columns: surroundings.columns, place: surroundings.place))
        return [told] + (correctedLine.map { [.offer($0)] } ?? []) + more + [.fail(message.code.exit)]
    }

    /// The line with the marked part replaced by what was probably meant; nil when nobody could press Up.
    var correctedLine: String? {
        guard canOffer, let correction = message.correction, let range else { return nil }
        return line[..<range.lowerBound] + correction + line[range.upperBound...]
    }

    /// The error as lines: what is wrong, the place, what to type next.
    package func lines(columns: Int, place: ScriptPlace? = nil) -> [StyledText] {
        var head = StyledText(place.map { "\($0.name):\($0.line): " } ?? "", .plain)
        head.append("error: ", .error)
        head.append(message.text)
        // A wrong first word needs no caret, and a place that is not in the line has none.
        let isShort = range == nil || message.code == .unknownCommand
        if isShort, let label = message.label { head.append("; \(label)") }
        if isShort, correctedLine != nil { head.append(" (press Up)", .faint) }
        return [head] + (isShort ? [] : placeLines(columns: columns)) + overrunLines(columns: columns) + hintLines
    }

    private func placeLines(columns: Int) -> [StyledText] {
        guard overrun == nil, let range, !range.isEmpty || message.label != nil else { return [] }
        var label = message.label ?? ""
        if let correctedLine {
            let full = label + (label.isEmpty ? "" : "         ") + "(Up gives: \(correctedLine))"
            let short = label + (label.isEmpty ? "" : "  ") + "(press Up)"
            label = DisplayWidth.of(full) + DisplayWidth.of(line) < columns ? full : short
        }
        return Caret.lines(line, marking: range, width: columns, label: StyledText(label, .faint))
    }

    private func overrunLines(columns: Int) -> [StyledText] { overrun.map { [$0.line(columns: columns)] } ?? [] }

    private var hintLines: [StyledText] {
        message.hints.enumerated().map { place, hint in
            var line = StyledText(place == 0 ? "  try: " : "       ", .faint) + StyledText(hint, .accent)
            if place == message.hints.count - 1, let aside = message.aside { line.append("        `\(aside)`", .faint) }
            return line
        }
    }

    /// The error as programs read it.
    func object(_ place: ScriptPlace?) -> JSONValue {
        var members = [JSONMember("code", .string(message.code.rawValue)), JSONMember("message", .string(message.text))]
        if let hint = message.hints.first ?? message.label { members.append(JSONMember("hint", .string(hint))) }
        if let field { members.append(JSONMember("field", .string(field.rawValue))) }
        if let place { members.append(JSONMember("line", .integer(place.line))) }
        return ["error": .object(members)]
    }
}
