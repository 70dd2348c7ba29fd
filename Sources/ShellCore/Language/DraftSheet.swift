import TerminalText
import VideoAPI

/// A draft as a person edits it: lines `field=value`, and comments.
struct DraftSheet: Sendable {
    private let text: String
    private let order: EditOrder

    /// Takes what the editor was left with.
    init(_ text: String, _ order: EditOrder) {
        self.text = Self.withoutErrors(text)
        self.order = order
    }

    /// Every field that is set, one a line, below a few words of help.
    static func text(of draft: Draft) -> String {
        let unset = FieldName.allCases.filter { draft[$0] == nil }.map(\.rawValue)
        var lines = [
            "# The draft, one field=value a line; lines that begin with # are dropped, and a field without a line is not set.",
            "# Leave it unchanged, or delete everything, to keep the draft as it is.",
        ]
        if !unset.isEmpty { lines.append("# not set: \(unset.joined(separator: " "))") }
        lines += draft.setFields.compactMap { name in draft[name].map { line(name, $0) } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A picture that can't stand on a line has a comment, and stays.
    private static func line(_ name: FieldName, _ value: FieldValue) -> String {
        switch value {
        case .image(.inline), .image(.forgotten): "# \(name.rawValue) stays: \(DraftWords.value(value))"
        case .image(let reference): "\(name.rawValue)=\(Lexer.quote(reference.typed))"
        case .text(let text): AssignmentLine.line(setting: name, to: text) ?? DraftScript.line(name, text)
        case .model, .size, .flag, .seed, .fixed: "\(name.rawValue)=\(value.typed)"
        }
    }

    /// The sheet taken back: the draft is what it says, or the editor is opened again at the line that can't be.
    var prepared: PreparedCommand {
        let isLeft = text.isSame(as: Self.withoutErrors(order.text)) || text.scriptLines.allSatisfy(Self.isComment)
        guard !isLeft else { return EditCommand.left(order) }
        let command = PreparedCommand(
            needs: { _, _ throws(ShellError) in
                guard case .success(let entries) = read() else { return [] }
                return entries.compactMap { try? $0.assignment.need() }
            },
            run: { session, turn throws(ShellError) in take(in: &session, turn) }
        )
        return command.recordingResult
    }

    private func take(in session: inout Session, _ turn: Turn) -> [Effect] {
        do throws(Fault) {
            let draft = try draft(in: session, turn)
            return DraftChange.apply(draft, set: Set(draft.setFields), in: &session)
        } catch {
            session.refused.keep(error.error)
            return reopened(error)
        }
    }
}

/// Reading it back.
extension DraftSheet {
    /// What is wrong, and in which line, counted from 0.
    private struct Fault: Error {
        let error: ShellError
        let line: Int
    }

    private struct Entry {
        let assignment: Assignment
        let line: Int
    }

    private func draft(in session: Session, _ turn: Turn) throws(Fault) -> Draft {
        var draft = Draft()
        for name in FieldName.frames where session.draft.image(name)?.isNamed == false { draft[name] = session.draft[name] }
        var seen: Set<FieldName> = []
        for entry in try read().get() {
            let name = entry.assignment.field.name
            do throws(ShellError) {
                guard seen.insert(name).inserted else { throw ShellError(.setTwice(name.rawValue)) }
                try entry.assignment.settlingNewlines(in: session).apply(to: &draft, turn)
            } catch {
                throw Fault(error: error, line: entry.line)
            }
        }
        return draft
    }

    private func read() -> Result<[Entry], Fault> {
        var entries: [Entry] = []
        var open: (text: OpenText, line: Int)?
        for (number, line) in text.scriptLines.enumerated() {
            do throws(ShellError) {
                if let (begun, start) = open {
                    var text = begun
                    let isWhole = text.take(line)
                    open = isWhole ? nil : (text, start)
                    if isWhole { entries += try text.assignments.map { Entry(assignment: $0, line: start) } }
                } else if let text = OpenText(opening: line) {
                    open = (text, number)
                } else if !Self.isComment(line) {
                    entries += try SetCommand.assignments(in: line[...].trimmingBlanks()).map { Entry(assignment: $0, line: number) }
                }
            } catch {
                return .failure(Fault(error: error, line: number))
            }
        }
        guard let open else { return .success(entries) }
        return .failure(Fault(error: ShellError(.openText(end: open.text.end)), line: open.line))
    }

    private static func isComment(_ line: String) -> Bool {
        line[...].trimmingBlanks().isEmpty || line[...].trimmingBlanks().hasPrefix("#")
    }
}

/// Opening it again.
extension DraftSheet {
    private static let errorMark = "# error: "

    /// The same text, with the error as a comment above its line and the cursor in that line.
    private func reopened(_ fault: Fault) -> [Effect] {
        let words = Sanitizer.oneLine(Message(fault.error.reason).text)
        var lines = text.scriptLines
        let place = min(fault.line, lines.count)
        lines.insert(Self.errorMark + words, at: place)
        let before = lines[...place].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
        let told = StyledText("error: ", .error) + StyledText("line \(place + 1) of the draft: \(words)")
        return [.tell([told]), .edit(EditOrder(.draft, text: lines.joined(separator: "\n") + "\n", place: before))]
    }

    private static func withoutErrors(_ text: String) -> String {
        text.scriptLines.filter { !$0.hasPrefix(errorMark) }.map { $0 + "\n" }.joined()
    }
}

extension ImageReference {
    /// Whether it can be named on a line; a `data:` URL is too long for one.
    fileprivate var isNamed: Bool {
        switch self {
        case .address, .file: true
        case .inline, .forgotten: false
        }
    }
}

extension AssignmentLine {
    /// A line `field=value` that is read back as this text; nil for a text that no line can hold.
    static func line(setting name: FieldName, to text: String) -> String? {
        guard !text.contains(where: \.isNewline) else { return nil }
        return [text, Lexer.quote(text), "\"\(text)\""].map { "\(name.rawValue)=\($0)" }.first { line in
            guard let read = try? AssignmentLine(line[...]), read.words.isEmpty, read.assignments.count == 1 else { return false }
            return read.assignments[0].text?.isSame(as: text) == true
        }
    }
}
