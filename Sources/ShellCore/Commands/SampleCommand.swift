import VideoAPI

/// `sample`: the two bundled frames and a prompt.
enum SampleCommand {
    static let command = Command(
        "sample",
        group: .draft,
        summary: "load two bundled frames and a prompt, to try a submit at once",
        details: ["The frames show a kitten and the sky that it looks at. They are written into tween's own state folder."],
        examples: [.init("sample", "fills the draft")],
        needs: { _, _ throws(ShellError) in [.samples] },
        run: { (session: inout Session, turn: Turn) throws(ShellError) in
            guard case .samples(let first, let last)? = turn.supplies[.samples] else {
                throw turn.unavailable(.samples, "the bundled frames")
            }
            var draft = session.draft
            draft[.first] = .image(.file(first))
            draft[.last] = .image(.file(last))
            draft[.prompt] = .text(prompt)
            return DraftChange.apply(draft, set: [], in: &session)
        }
    )

    /// The prompt of the API page's own example.
    static let prompt = "Realistic style, a black kitten curiously looking at the sky, camera moving up from eye level to top-down"
}
