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
                if word.text == "all" {
                    names.formUnion(FieldName.allCases)
                } else if word.text == "images" {
                    names.formUnion([.first, .last])
                } else {
                    names.insert(try Field.expected(named: word.text, at: word.range).name)
                }
            }
            for name in names { draft[name] = nil }
            return DraftChange.apply(draft, set: names, in: &session)
        }
    )
}
