import TerminalText
import VideoAPI

/// `save NAME`, `load NAME` and `drafts [remove NAME]`.
enum DraftFileCommands {
    static let save = Command(
        "save",
        group: .results,
        summary: "keep the draft under a name",
        details: ["A saved draft is a script of set commands in tween's configuration folder."],
        examples: [.init("save kitten", "keeps the draft as kitten")],
        parameters: .word("NAME", .draftName),
        run: { (session: inout Session, _: Turn, word: Token) throws(ShellError) in
            [.store(.draft(name: try name(word)), text: DraftScript.text(of: session.draft))]
        }
    )

    static let load = Command(
        "load",
        group: .results,
        summary: "make a saved draft the present one",
        examples: [.init("load kitten", "loads the draft that was saved as kitten")],
        parameters: .word("NAME", .draftName),
        needs: { session, turn, word throws(ShellError) in
            let name = try name(word)
            let need = Need.savedDraft(name: name)
            switch turn.supplies[need] {
            case .text(.text(let text, _)): return try DraftScript.assignments(in: text, name: name).needs()
            case .text(.missing): return [.draftNames]
            default: return [need]
            }
        },
        run: { (session: inout Session, turn: Turn, word: Token) throws(ShellError) in
            let name = try name(word)
            if case .text(.missing)? = turn.supplies[.savedDraft(name: name)] {
                throw ShellError(.noSuchDraft(name, nearest: Nearest.match(for: name, among: turn.names)), at: word.range)
            }
            let text = try turn.text(.savedDraft(name: name))
            var draft = Draft()
            for assignment in try DraftScript.assignments(in: text, name: name) {
                do throws(ShellError) {
                    try assignment.apply(to: &draft, turn)
                } catch {
                    // The place is one of the saved draft, not of the line that was typed.
                    throw ShellError(error.reason)
                }
            }
            return DraftChange.apply(draft, set: [], in: &session)
        }
    )

    static let drafts = Command(
        "drafts",
        group: .results,
        summary: "list the saved drafts, or remove one",
        examples: [
            .init("drafts", "lists them"),
            .init("drafts remove kitten", "removes one"),
        ],
        parameters: .optionalWord("remove", .words(["remove"])),
        .optionalWord("NAME", .draftName),
        needs: { _, _, _, _ throws(ShellError) in [.draftNames] },
        run: { (session: inout Session, turn: Turn, word: Token?, target: Token?) throws(ShellError) in
            guard let word else { return list(turn.names, session) }
            guard word.text == "remove" else {
                throw ShellError(.unknownWord(given: word.text, legal: ["remove"], nearest: nil), at: word.range)
            }
            guard let target else { throw ShellError(.missingArgument("NAME", command: "drafts remove")) }
            guard turn.names.contains(target.text) else {
                throw ShellError(.noSuchDraft(target.text, nearest: Nearest.match(for: target.text, among: turn.names)), at: target.range)
            }
            return [.removeDraft(name: target.text)]
        }
    )

    private static func list(_ names: [String], _ session: Session) -> [Effect] {
        switch session.output {
        case .json: [.data(JSONValue.array(names.map(JSONValue.string)).text)]
        case .piped: names.map { .data($0) }
        case .terminal:
            [
                .print(
                    names.isEmpty
                        ? [StyledText("no saved drafts", .faint) + StyledText("   `save NAME`", .faint)] : names.map { StyledText($0) }
                )
            ]
        }
    }

    private static func name(_ word: Token) throws(ShellError) -> String {
        guard Profile.isName(word.text) else { throw ShellError(.badName(word.text), at: word.range) }
        return word.text
    }
}

/// A draft as a script of the shell's own commands.
enum DraftScript {
    /// One `set` for each field that was set; pictures as where they are.
    static func text(of draft: Draft) -> String {
        draft.setFields.compactMap { name in
            guard let value = draft[name] else { return nil }
            switch value {
            case .image(.forgotten): return "# \(name.rawValue) was a data: URL whose bytes were not kept"
            case .image(let reference): return "set \(name.rawValue) \(Lexer.quote(reference.typed))"
            // Quotes of the text's own would be peeled when it is read back, so they get a pair around them.
            case .text(let text): return "set \(name.rawValue) \(Lexer.verbatim(text[...]) == text ? text : "\"\(text)\"")"
            case .model, .size, .flag, .seed, .fixed: return "set \(name.rawValue) \(value.typed)"
            }
        }.map { $0 + "\n" }.joined()
    }

    /// What such a script sets.
    ///
    /// - Throws: for a line that is neither `set` nor `field=value`.
    static func assignments(in text: String, name: String) throws(ShellError) -> [Assignment] {
        var assignments: [Assignment] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingBlanks()
            guard let first = line.first, first != "#" else { continue }
            do {
                assignments += try SetCommand.assignments(in: line)
            } catch {
                throw ShellError(.file(path: "draft \(name)", message: "it can't be read at \"\(line.prefix(60))\""))
            }
        }
        return assignments
    }
}

extension Turn {
    /// The names that ``Need/draftNames`` has found.
    fileprivate var names: [String] {
        guard case .names(let names)? = supplies[.draftNames] else { return [] }
        return names
    }
}
