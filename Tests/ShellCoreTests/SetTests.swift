import Foundation
import ShellCore
import TerminalText
import Testing
import VideoAPI

struct SetTests {
    @Test(
        "a field is set and the change is told",
        arguments: [
            ("set size 1080P", "size  720P → 1080P"), ("size=1080P", "size  720P → 1080P"), ("set size=1080p", "size  720P → 1080P"),
            ("set size = 1080P", "size  720P → 1080P"), ("SIZE=1080", "size  720P → 1080P"), ("res=1080P  ", "size  720P → 1080P"),
            ("SET Size 1080P", "size  720P → 1080P"), ("model=plus", "model  wan2.2-kf2v-flash → wan2.1-kf2v-plus"),
            ("model=wanx2.1-kf2v-plus", "model  wan2.2-kf2v-flash → wan2.1-kf2v-plus"), ("extend=no", "extend  on → off"),
            ("prompt_extend=off", "extend  on → off"), ("watermark=1", "watermark  off → on"), ("seed=42", "seed  random → 42"),
            ("seed=KEEP", "seed  random → keep"), ("set seed server", "seed  random → server"),
            ("set prompt 一只黑色的小猫", "prompt  7/800"), ("neg=blurry", "negative  6/500"),
            ("first=https://example.com/a.png", "first  – → https://example.com/a.png"),
            ("images[1]=https://example.com/b.png", "last  – → https://example.com/b.png"),
        ]
    )
    func sets(_ line: String, _ told: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.shown == [told])
        #expect(shell.exit == nil)
    }

    @Test(
        "a text is the rest of the line as it stands",
        arguments: [
            ("set prompt a cat's eye, \"sunset\" | wide > narrow", "a cat's eye, \"sunset\" | wide > narrow"),
            ("prompt=a cat's eye", "a cat's eye"), ("set prompt \"two words\"", "two words"), ("set prompt “两只猫”", "两只猫"),
            ("set prompt =) smile", "=) smile"), ("set prompt a; b $HOME `x` \\n !!", "a; b $HOME `x` \\n !!"), ("set prompt \"\"", ""),
            ("prompt=a = b", "a = b"), ("set prompt # not a comment", "# not a comment"), ("prompt=\"a\" and \"b\"", "\"a\" and \"b\""),
            ("set prompt e\u{301}", "é"), ("prompt=x=1", "x=1"), ("set text hi", "hi"),
        ]
    )
    func takesTextVerbatim(_ line: String, _ text: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.draft.text(.prompt)?.isSame(as: text.precomposedStringWithCanonicalMapping) == true, "\(shell.text)")
    }

    @Test("several fields stand on one line, quoted texts among them")
    func setsSeveral() {
        var shell = ShellTester()
        shell.type("seed=7 prompt=\"two words\" size=1080P neg='no text'")
        #expect(shell.shown == ["prompt  9/800", "size  720P → 1080P", "seed  random → 7", "negative  7/500"])
        #expect(shell.draft.text(.prompt) == "two words")
        #expect(shell.draft.text(.negative) == "no text")
    }

    @Test(
        "set images takes the first and the last frame",
        arguments: ["set images https://a.example/1 https://a.example/2", "images=https://a.example/1 https://a.example/2"]
    )
    func setsImages(_ line: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.draft.image(.first) == .address("https://a.example/1"))
        #expect(shell.draft.image(.last) == .address("https://a.example/2"))
    }

    @Test("a file is looked at before it is set, and known by what was found", arguments: ["set first \"a b.png\"", "set first a\\ b.png"])
    func looksAtFiles(_ line: String) {
        var shell = ShellTester()
        shell.world.pictures["a b.png"] = .success(.sample("/home/me/a b.png"))
        shell.type(line)
        #expect(shell.fetched == [.picture(path: "a b.png")])
        #expect(shell.draft.image(.first) == .file(.sample("/home/me/a b.png")))
        #expect(shell.shown == ["first  – → /home/me/a b.png"])
    }

    @Test(
        "an empty value takes the field back",
        arguments: ["prompt=", "prompt= size=720P", "unset prompt", "set prompt=", "unset PROMPT"]
    )
    func clears(_ line: String) {
        var shell = ShellTester()
        shell.type("set prompt a kitten", line)
        #expect(shell.draft[.prompt] == nil)
        #expect(shell.exit == nil)
    }

    @Test("unset takes several fields, both images, or all")
    func unsets() {
        var shell = ShellTester.ready()
        shell.type("seed=7", "unset seed prompt")
        #expect(shell.shown == ["prompt  8/800 → –".replacing("8/800", with: "a kitten"), "seed  7 → random  (default)"])
        shell.type("unset images")
        #expect(shell.draft.image(.first) == nil && shell.draft.image(.last) == nil)
        shell.type("size=1080P", "unset all")
        #expect(shell.draft == Draft())
    }

    @Test("a field without a value is explained and asked for, and the answer is set")
    func asks() {
        var shell = ShellTester()
        shell.type("set first")
        #expect(shell.told == ["first: URL or file of the opening frame; the video takes its aspect ratio."])
        #expect(shell.question == .value(.first))
        #expect(shell.question?.prompt == "first > ")
        shell.answer("https://example.com/a.png")
        #expect(shell.shown == ["first  – → https://example.com/a.png"])
        shell.type("set size")
        shell.answer("  ")
        #expect(shell.shown == ["(as it was)"])
        shell.type("set size")
        shell.answer(nil)
        #expect(shell.effects.isEmpty)
    }

    @Test("a script is not asked", arguments: [OutputStyle.piped, .json])
    func doesNotAskScripts(_ output: OutputStyle) {
        var shell = ShellTester(output, keyboard: false)
        shell.type("set first")
        #expect(shell.question == nil)
        #expect(shell.exit == .usage)
    }

    @Test("newlines in a text become spaces, and that is said")
    func joinsLines() {
        var shell = ShellTester()
        shell.type("set prompt one\n  two\r\nthree")
        #expect(shell.draft.text(.prompt) == "one two three")
        #expect(shell.told == ["newlines became spaces     `config set newlines keep`"])
        shell.type("config set newlines keep", "set prompt one\ntwo\r\nthree")
        #expect(shell.draft.text(.prompt)?.isSame(as: "one\ntwo\nthree") == true)
        #expect(shell.told == [])
    }

    @Test("a long text is given line by line up to its end word")
    func takesLines() {
        var shell = ShellTester()
        shell.type("set prompt <<END", "a \"cat\"", "submit")
        #expect(shell.effects.isEmpty)
        #expect(shell.session.promptText.plain == "END> ")
        shell.type("END")
        #expect(shell.draft.text(.prompt) == "a \"cat\" submit")
        shell.type("set prompt <<3 hearts")
        #expect(shell.draft.text(.prompt) == "<<3 hearts")
        shell.type("set prompt <<END", "lost")
        shell.send(.interrupted)
        shell.type("seed=1")
        #expect(shell.draft.seed == .value(1))
        shell.type("set neg <<EOF", "x")
        shell.send(.endOfInput)
        #expect(shell.exit == .usage)
        #expect(shell.told == ["error: the text has no end: a line with EOF alone has to follow"])
    }

    @Test("a line of several rows begins a text and ends it, or leaves it open")
    func takesRows() {
        var shell = ShellTester()
        shell.type("script start", "config set newlines keep", "set prompt <<END\nabc\r\nsubmit\n END \n")
        #expect(shell.draft.text(.prompt)?.isSame(as: "abc\nsubmit") == true)
        #expect(shell.session.recording?.last == "set prompt <<END\nabc\nsubmit\nEND")
        shell.type("set neg <<END\none")
        #expect(shell.effects.isEmpty && shell.session.promptText.plain == "END> ")
        shell.type("two\nEND")
        #expect(shell.draft.text(.negative) == "one\ntwo" && shell.session.openText == nil)
        shell.type("set prompt <<END\nabc")
        shell.send(.endOfInput)
        #expect(shell.told == ["error: the text has no end: a line with END alone has to follow"])
    }

    @Test("what follows a text on its line is refused with the text, since it may have been pasted once", arguments: [true, false])
    func refusesRowsBehind(_ isInteractive: Bool) {
        var shell = ShellTester.ready(keyboard: isInteractive, profile: "hosted")
        shell.type("set prompt <<END\nabc\nEND\n\nsubmit --yes")
        #expect(shell.exit == .usage && shell.order == nil && shell.question == nil && shell.fetched.isEmpty)
        #expect(shell.told[0].hasSuffix("error: nothing may follow END on the same line; give it as a line of its own"))
        #expect(shell.draft.text(.prompt) == "a kitten" && shell.session.openText == nil)
    }

    @Test("invisible characters are told when they come in")
    func tellsInvisible() {
        var shell = ShellTester()
        shell.type("set prompt a\u{200B}cat\u{202E}")
        #expect(shell.told == ["warning: prompt contains 2 invisible characters"])
    }

    @Test("a combination that does not fit now is kept, with a warning and its fixes, in either order")
    func warnsOfConflicts() {
        let warning = "warning: size 1080P is not offered by wan2.1-kf2v-plus (720P only)     fix: `set size 720P` or `check --fix`"
        var shell = ShellTester()
        shell.type("size=1080P", "model=plus")
        #expect(shell.told == [warning])
        shell.type("reset", "model=plus", "size=1080P")
        #expect(shell.told == [warning])
        #expect(shell.exit == nil)
        shell.type("check --fix")
        #expect(shell.printed.first == "size  1080P → 720P  (fixed; `undo`)")
        #expect(shell.draft.size == .p720)
        shell.type("check --fix")
        #expect(shell.printed.isEmpty || shell.printed.first == "not ready:")
    }

    @Test("a piped shell sets without a word")
    func isQuietInPipes() {
        var shell = ShellTester(.piped, keyboard: false)
        shell.type("size=1080P")
        #expect(shell.shown.isEmpty && shell.data.isEmpty && shell.effects.isEmpty)
    }

    @Test("comments and empty lines do nothing", arguments: ["", "   ", "# submit", "  # x"])
    func ignores(_ line: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.shown.isEmpty && shell.effects.isEmpty)
    }
}
