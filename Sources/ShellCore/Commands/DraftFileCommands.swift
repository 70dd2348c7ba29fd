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
        needs: { _, turn, word throws(ShellError) in
            let need = Need.savedDraft(name: try name(word))
            guard case .text(let file)? = turn.supplies[need] else { return [need] }
            switch file {
            case .text(let text, let path):
                var needs: [Need] = []
                for entry in try DraftScript.entries(in: text, name: word.text, path: path) {
                    if let need = try entry.need() { needs.append(need) }
                }
                return needs
            case .missing: return [.draftNames]
            case .unreadable: return []
            }
        },
        run: { (session: inout Session, turn: Turn, word: Token) throws(ShellError) in
            let need = Need.savedDraft(name: try name(word))
            if case .text(.missing)? = turn.supplies[need] { throw missing(word, turn) }
            let (text, path) = try turn.file(need)
            var draft = Draft()
            for entry in try DraftScript.entries(in: text, name: word.text, path: path) { try entry.apply(to: &draft, turn) }
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
        parameters: .optionalWord("remove", .words([.init("remove", "remove a saved draft")])),
        .optionalWord("NAME", .draftName),
        needs: { _, _, _, _ throws(ShellError) in [.draftNames] },
        run: { (session: inout Session, turn: Turn, word: Token?, target: Token?) throws(ShellError) in
            guard let word else { return list(turn.draftNames, session) }
            _ = try Choice.read(word, among: ["remove"])
            guard let target else { throw ShellError(.missingArgument("NAME", command: "drafts remove")) }
            guard turn.draftNames.contains(target.text) else { throw missing(target, turn) }
            return [.removeDraft(name: target.text)]
        }
    )

    private static func list(_ names: [String], _ session: Session) -> [Effect] {
        session.answer(
            lines: names.isEmpty ? [StyledText("no saved drafts   `save NAME`", .faint)] : names.map { StyledText($0) },
            rows: names.map { [$0] },
            object: .array(names.map(JSONValue.string))
        )
    }

    private static func name(_ word: Token) throws(ShellError) -> String {
        guard Profile.isName(word.text) else { throw ShellError(.badName(word.text), at: word.range) }
        return word.text
    }

    private static func missing(_ word: Token, _ turn: Turn) -> ShellError {
        ShellError(.noSuchDraft(word.text, nearest: Nearest.match(for: word.text, among: turn.draftNames)), at: word.range)
    }
}
