import VideoAPI

/// `unset FIELD…|all`.
enum UnsetCommand {
    static let command = Command(
        "unset",
        group: .draft,
        summary: "take fields back to their defaults",
        examples: [
            .init("unset prompt seed", "takes two fields back"),
            .init("unset all", "empties the draft"),
        ],
        parameters: .words("FIELD", .field),
        run: { (session: inout Session, _: Turn, words: [Token]) throws(ShellError) in
            guard !words.isEmpty else { throw ShellError(.missingArgument("FIELD or all", command: "unset")) }
            var draft = session.draft
            var names: Set<FieldName> = []
            for word in words {
                switch word.text.lowercased() {
                case "all":
                    names.formUnion(FieldName.allCases)
                case "images":
                    names.formUnion(FieldName.frames)
                default:
                    names.insert(try Field.expected(named: word).name)
                }
            }
            for name in names { draft[name] = nil }
            return DraftChange.apply(draft, set: names, in: &session)
        }
    )
}
