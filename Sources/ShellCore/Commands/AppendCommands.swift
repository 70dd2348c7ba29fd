import TerminalText
import VideoAPI

/// `prompt+ TEXT` and `negative+ TEXT`: one for each field that is a text.
enum AppendCommands {
    static let prompt = command(.named(.prompt), "prompt")
    static let negative = command(.named(.negative), "negative prompt")

    private static func command(_ field: Field, _ noun: String) -> Command {
        let name = field.name.rawValue
        return Command(
            name + "+",
            aliases: Set(field.aliases + [field.wireName]).subtracting([name]).sorted().map { $0 + "+" },
            group: .draft,
            summary: "add to the end of the \(noun)",
            details: ["The rest of the line as it stands, behind a blank where two words meet; Chinese needs none."],
            examples: [.init("\(name)+ in the rain", "adds three words")],
            parameters: .rest("TEXT", .text, isOptional: false),
            run: { (session: inout Session, turn: Turn, rest: Substring) throws(ShellError) in
                let joined = joined(session.draft.text(field.name) ?? "", Lexer.verbatim(rest))
                let assignment = Assignment(field: field, text: joined, range: nil)
                return try SetCommand.apply([assignment], in: &session, turn) + text(field.name, session)
            }
        )
    }

    /// The new text, below what `set` says of it.
    static func text(_ name: FieldName, _ session: Session) -> [Effect] {
        session.confirmation(StyledText("  " + Sanitizer.oneLine(session.draft.text(name) ?? ""), .faint))
    }

    /// Two texts in a row, a blank between them where both sides need one.
    static func joined(_ old: String, _ new: String) -> String {
        guard let last = old.unicodeScalars.last, let first = new.unicodeScalars.first else { return old + new }
        let meets = last.needsBlank && !"([{«“‘/-".unicodeScalars.contains(last)
        return old + (meets && first.needsBlank && !".,;:!?)]}%»”’/-".unicodeScalars.contains(first) ? " " : "") + new
    }
}

extension Unicode.Scalar {
    /// Whether a blank stands between it and another word: not beside a blank, and not in scripts without any.
    fileprivate var needsBlank: Bool {
        switch value {
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFF: false
        default: !properties.isWhitespace
        }
    }
}
