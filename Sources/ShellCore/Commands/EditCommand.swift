import TerminalText
import VideoAPI

/// `edit [prompt|negative|draft]`.
enum EditCommand {
    static let command = Command(
        "edit",
        group: .draft,
        summary: "edit the prompt, the negative prompt or the whole draft in $VISUAL or $EDITOR",
        details: [
            "Without a word it is the prompt, or the text that was refused for its length: that one is opened where it runs over.",
            "The draft is opened as lines field=value. If one of them is wrong the editor comes back at that line; leave it unchanged, or delete everything, to keep the draft as it is.",
            "Ctrl-X Ctrl-E does the same for the line at the prompt.",
        ],
        examples: [
            .init("edit", "opens the prompt"),
            .init("edit draft", "opens every field that is set"),
        ],
        parameters: .optionalWord("prompt|negative|draft", .words(words)),
        run: { (session: inout Session, turn: Turn, word: Token?) throws(ShellError) in
            guard session.canAsk, turn.surroundings.place == nil else { throw ShellError(.needsKeyboard(command: "edit")) }
            guard let word else { return [.edit(order(session.refused.latest ?? .prompt, in: session))] }
            if let field = Field.typed(word.text), case .text = field.kind { return [.edit(order(field.name, in: session))] }
            _ = try Choice.read(word, among: ["prompt", "negative", "draft"])
            return [.edit(EditOrder(.draft, text: DraftSheet.text(of: session.draft)))]
        }
    )

    private static let words: [ParameterShape.Word] = [
        .init("prompt", "the prompt"), .init("negative", "the negative prompt"), .init("draft", "every field that is set"),
    ]

    /// A text field: what was refused for its length, with a mark where it runs over, or else what is set.
    private static func order(_ name: FieldName, in session: Session) -> EditOrder {
        let subject = EditOrder.Subject.field(name)
        guard let refused = session.refused[name], case .text(let limit) = Field.named(name).kind else {
            return EditOrder(subject, text: session.draft.text(name) ?? "")
        }
        return EditOrder(subject, text: Overrun.marked(refused, limit: limit), place: limit)
    }
}

/// What is done with a text that comes back from the editor.
extension EditCommand {
    /// The line that such a text stands for in messages, and while files are looked at.
    static func line(_ order: EditOrder) -> String {
        switch order.subject {
        case .field(let name): "edit \(name.rawValue)"
        case .draft: "edit draft"
        case .line: "edit"
        }
    }

    /// What a returned text asks for.
    static func prepare(_ returned: ReturnedText) throws(ShellError) -> PreparedCommand {
        let order = returned.order
        guard let text = returned.text else { return left(order) }
        switch order.subject {
        case .line(let isScript):
            return PreparedCommand(needs: none) { _, _ in isScript ? [] : [.place(text.withoutFinalNewline, cursor: nil)] }
        case .field(let name):
            return field(name, text.withoutFinalNewline, order)
        case .draft:
            return DraftSheet(text, order).prepared
        }
    }

    private static let none: @Sendable (Session, Turn) throws(ShellError) -> [Need] = { _, _ in [] }

    /// Says that nothing has changed; a line of the prompt comes back as it was.
    static func left(_ order: EditOrder) -> PreparedCommand {
        PreparedCommand(needs: none) { _, _ in
            let told = Effect.tell([StyledText("(left as it was)", .faint)])
            if case .line(isScript: false) = order.subject { return [told, .place(order.text, cursor: order.place)] }
            return [told]
        }
    }

    private static func field(_ name: FieldName, _ text: String, _ order: EditOrder) -> PreparedCommand {
        guard !text.isSame(as: order.text.withoutFinalNewline) else { return left(order) }
        let unmarked = Overrun.mark(in: order.text).map { text.replacing($0, with: "") } ?? text
        let isEmpty = unmarked[...].trimmingBlanks().isEmpty
        return SetCommand.prepare([Assignment(field: .named(name), text: isEmpty ? nil : unmarked, range: nil)]).recordingResult
    }
}

/// A text that the user's editor was left with, while it is taken back.
struct ReturnedText: Sendable {
    let order: EditOrder
    let text: String?
}

extension PreparedCommand {
    /// The same, recorded by what it does to the draft: the line that was typed says nothing of it.
    var recordingResult: PreparedCommand {
        PreparedCommand(needs: needs) { session, turn throws(ShellError) in
            let old = session.draft
            let effects = try run(&session, turn)
            session.recording?.append(contentsOf: DraftScript.lines(from: old, to: session.draft))
            return effects
        }
    }
}

extension String {
    /// The text without the line end that editors put at the end of a file.
    var withoutFinalNewline: String { last?.isNewline == true ? String(dropLast()) : self }

    /// Whether both have the same scalars, which `==` does not ask for.
    func isSame(as other: String) -> Bool { unicodeScalars.elementsEqual(other.unicodeScalars) }
}
