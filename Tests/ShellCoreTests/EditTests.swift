import ShellCore
import Testing
import VideoAPI

extension ShellTester {
    /// The text that the editor is opened on.
    fileprivate var opened: EditOrder? {
        effects.lazy.compactMap { if case .edit(let order) = $0 { order } else { nil } }.first
    }

    /// Types a line that opens the editor, and leaves it with a text made of what was opened.
    fileprivate mutating func edit(_ line: String, leaving change: (String) -> String?) throws {
        type(line)
        let order = try #require(opened)
        send(.edited(order, change(order.text)))
    }
}

struct EditTests {
    @Test(
        "a text field is opened as it is, and set to what the editor was left with",
        arguments: [("edit", FieldName.prompt), ("edit prompt", .prompt), ("edit negative", .negative), ("edit neg", .negative)]
    )
    func editsField(_ line: String, _ name: FieldName) throws {
        var shell = ShellTester()
        shell.type("set \(name.rawValue) a kitten")
        try shell.edit(line) { text in
            #expect(text == "a kitten")
            return "two\nkittens\n"
        }
        #expect(shell.draft.text(name) == "two kittens")
        #expect(shell.told == ["newlines became spaces     `config set newlines keep`"])
        shell.type("undo")
        #expect(shell.draft.text(name) == "a kitten")
    }

    @Test("newlines stay where they are wanted, but for the one at the end of the file")
    func keepsNewlines() throws {
        var shell = ShellTester()
        shell.type("config set newlines keep")
        try shell.edit("edit") { _ in "one\n\ntwo\n" }
        #expect(shell.draft.text(.prompt)?.isSame(as: "one\n\ntwo") == true)
    }

    @Test("nothing changes when the text is left as it was, or not saved", arguments: ["a kitten\n", "a kitten", nil])
    func leaves(_ text: String?) throws {
        var shell = ShellTester()
        shell.type("set prompt a kitten")
        let before = shell.session.undone
        try shell.edit("edit") { _ in text }
        #expect(shell.shown == ["(left as it was)"])
        #expect(shell.draft.text(.prompt) == "a kitten" && shell.session.undone == before)
    }

    @Test("a text from which everything is deleted takes the field back")
    func empties() throws {
        var shell = ShellTester()
        shell.type("set prompt a kitten")
        try shell.edit("edit") { _ in "\n" }
        #expect(shell.draft[.prompt] == nil)
    }

    @Test(
        "an over-long text is refused, and opened by edit with a mark where it runs over",
        arguments: [("prompt", 800), ("negative", 500)]
    )
    func opensRefused(_ field: String, _ limit: Int) throws {
        var shell = ShellTester()
        let (kept, over) = (String(repeating: "猫", count: limit), String(repeating: "x", count: 100))
        shell.type("set \(field) old", "set \(field) \(kept + over)")
        #expect(shell.told.first == "error: \(field) has \(limit + 100) characters, limit \(limit); the draft still has the old one")
        #expect(shell.told.last == "  try: edit \(field)   (your text is loaded)")
        shell.type("edit")
        let order = try #require(shell.opened)
        #expect(order.text == kept + "⟨100 characters too many from here⟩" + over)
        #expect(order.place == limit)
        // Still too long: refused once more, and loaded again, without the mark twice.
        shell.send(.edited(order, kept + "⟨100 characters too many from here⟩x\n"))
        #expect(shell.exit == .usage && shell.effects.count == 1)
        shell.type("edit \(field)")
        #expect(shell.opened?.text == kept + "⟨1 character too many from here⟩x")
        let second = try #require(shell.opened)
        shell.send(.edited(second, kept + "⟨1 character too many from here⟩\n"))
        #expect(shell.draft.text(field == "prompt" ? .prompt : .negative) == kept)
        shell.type("edit \(field)")
        #expect(shell.opened?.text == kept)
    }

    @Test("setting the field forgets the refused text")
    func forgetsRefused() {
        var shell = ShellTester()
        shell.type("set prompt \(String(repeating: "x", count: 801))", "prompt=good", "edit")
        #expect(shell.opened?.text == "good")
    }

    @Test("a text of exactly the limit is taken, one more is not", arguments: [(800, true), (801, false)])
    func limit(_ count: Int, _ isTaken: Bool) throws {
        var shell = ShellTester()
        try shell.edit("edit") { _ in String(repeating: "é", count: count) + "\n" }
        #expect((shell.draft.text(.prompt) != nil) == isTaken)
    }

    @Test("there is no editor for scripts and programs", arguments: [(OutputStyle.piped, false), (.json, true), (.terminal, false)])
    func needsKeyboard(_ output: OutputStyle, _ keyboard: Bool) {
        var shell = ShellTester(output, keyboard: keyboard)
        shell.type("edit")
        #expect(shell.exit == .usage && shell.opened == nil)
    }

    @Test("a line comes back to the prompt and is not run; left without saving it is as it was")
    func editsLine() {
        var shell = ShellTester()
        let order = EditOrder(.line(isScript: false), text: "seed=1", place: 3)
        shell.send(.edited(order, "seed=2\n"))
        #expect(shell.effects == [.place("seed=2", cursor: nil)])
        shell.send(.edited(order, nil))
        #expect(shell.effects == [.place("seed=1", cursor: 3)])
        #expect(shell.draft == Draft())
        shell.send(.edited(EditOrder(.line(isScript: true), text: "seed=1"), "seed=2\n"))
        #expect(shell.effects.isEmpty && shell.draft == Draft())
    }
}

struct DraftSheetTests {
    @Test("the draft is opened as its fields, and taken back unchanged when nothing was changed")
    func unchanged() throws {
        var shell = ShellTester.ready()
        shell.type("size=1080P", "seed=7")
        let before = shell.draft
        try shell.edit("edit draft") { text in
            #expect(
                text.contains("\nfirst=https://example.com/a.png\nlast=https://example.com/b.png\nprompt=a kitten\nsize=1080P\nseed=7\n")
            )
            #expect(text.contains("# not set: model seconds extend watermark negative\n"))
            return text
        }
        #expect(shell.shown == ["(left as it was)"] && shell.draft == before)
        try shell.edit("edit draft") { _ in "# all gone\n\n" }
        #expect(shell.draft == before)
    }

    @Test(
        "every text is read back as it was",
        arguments: [
            "a size=720P b", "\"quoted\"", "'a", "a \"b\" c\\", "<<END", "# not a comment", " leading", "“中文”", "一只猫 seed=1",
        ]
    )
    func texts(_ text: String) throws {
        var shell = ShellTester()
        shell.session.draft[.prompt] = .text(text)
        try shell.edit("edit draft") { $0 + "seed=3\n" }
        #expect(shell.draft.text(.prompt)?.isSame(as: text) == true, "\(shell.text)")
        #expect(shell.draft.seed == .value(3))
    }

    @Test("a text of several lines is opened with its end word, and read back")
    func severalLines() throws {
        var shell = ShellTester()
        shell.type("config set newlines keep")
        shell.session.draft[.prompt] = .text("one\ntwo\nEND")
        try shell.edit("edit draft") { $0 + "seed=3\n" }
        #expect(shell.draft.text(.prompt)?.isSame(as: "one\ntwo\nEND") == true)
    }

    @Test("fields without a line are taken back, others are set, files are looked at, and one undo brings it all back")
    func changes() throws {
        var shell = ShellTester.ready()
        shell.world.pictures["a b.png"] = .success(.sample("/home/me/a b.png"))
        let before = shell.draft
        shell.type("script start")
        try shell.edit("edit draft") { _ in "first=a\\ b.png\nset size 480P\nseed=7 watermark=on\n" }
        #expect(shell.fetched == [.picture(path: "a b.png")])
        #expect(shell.draft.image(.first) == .file(.sample("/home/me/a b.png")))
        #expect(
            shell.draft[.last] == nil && shell.draft[.prompt] == nil && shell.draft.size == .p480 && shell.draft.flag(.watermark) == true
        )
        #expect(
            shell.session.recording == [
                "set first \"/home/me/a b.png\"", "unset last", "unset prompt", "set size 480P", "set watermark on", "set seed 7",
            ]
        )
        shell.type("undo")
        #expect(shell.draft == before)
    }

    @Test(
        "a wrong line opens the editor again with one's own text, the error above the line and the cursor in it",
        arguments: [
            ("seed=7\nsize=800P\n", "size \"800P\" is not 480P, 720P or 1080P"), ("seed=7\nfrob=1\n", "no field \"frob\""),
            ("seed=7\nseed=8\n", "seed is set twice on this line"), ("seed=7\nhello\n", "\"hello\" is not field=value"),
            ("seed=7\nset prompt <<END\nx\n", "the text has no end: a line with END alone has to follow"),
            ("seed=7\nfirst=gone.png\n", "first: gone.png: no such file"),
        ]
    )
    func opensAgain(_ text: String, _ words: String) throws {
        var shell = ShellTester.ready()
        let before = shell.draft
        try shell.edit("edit draft") { _ in text }
        let order = try #require(shell.opened)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(order.text == ([lines[0], "# error: \(words)"] + lines.dropFirst()).joined(separator: "\n") + "\n")
        #expect(order.place == "seed=7\n# error: \(words)\n".unicodeScalars.count)
        #expect(shell.draft == before && shell.exit == nil)
        // Left as it is, it ends there; the error does not count as a change.
        shell.send(.edited(order, order.text))
        #expect(shell.shown == ["(left as it was)"] && shell.effects.isEmpty)
        shell.send(.edited(order, "size=480P\n# error: \(words)\n"))
        #expect(shell.draft.size == .p480 && shell.exit == nil)
    }

    @Test("a picture that no line can hold stays, and may be replaced")
    func keepsInlinePictures() throws {
        let picture = "data:image/png;base64,iVBORw0KGgo="
        var shell = ShellTester()
        shell.type("set first \(picture)")
        try #require(shell.draft.image(.first) != nil)
        let before = shell.draft.image(.first)
        try shell.edit("edit draft") { text in
            #expect(text.contains("# first stays: data: PNG, ") || text.contains("# first stays: data: png, "))
            #expect(!text.contains("base64"))
            return "seed=1\n"
        }
        #expect(shell.draft.image(.first) == before)
        try shell.edit("edit draft") { _ in "first=https://example.com/c.png\n" }
        #expect(shell.draft.image(.first) == .address("https://example.com/c.png"))
    }
}
