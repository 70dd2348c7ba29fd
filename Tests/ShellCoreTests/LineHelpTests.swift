import ShellCore
import TerminalText
import Testing
import VideoAPI

struct LineHelpTests {
    private func help(_ line: String, at cursor: Int? = nil, _ change: (inout Session) -> Void = { _ in }) -> LineHelp {
        var session = ShellTester.ready().session
        change(&session)
        return LineHelp(line: line, cursor: cursor ?? line.unicodeScalars.count, session: session)
    }

    @Test(
        "what is under way is told beside it",
        arguments: [
            ("", ""), ("  ", ""), ("# x", ""), ("frob", ""), ("frob x", ""), ("!1", ""), ("sub", ""),
            ("submit", "send the draft and watch the task"), ("  show", "show the draft, a field of it, or what is missing"),
            ("submit ", ""),
            ("set ", "FIELD VALUE"), ("set si", "FIELD VALUE"), ("set size ", "480P 720P 1080P"), ("set size 7", "480P 720P 1080P"),
            ("size=", "480P 720P 1080P"), ("model=plus size=", "720P"), ("model=", "flash plus"), ("extend=", "on off"),
            ("set watermark o", "on off"), ("seed=", "0..2147483647 random keep server"), ("seconds=", "5"), ("first=", "URL or file"),
            ("set images ", "FIRST LAST"), ("seed=1 ", "field=value"), ("seed=1 si", "field=value"), ("set frob x", ""),
            ("s/cat", "s/OLD/NEW/ [g] [i]"), ("watch ", "[N|all…]"), ("download 12 ", "[PATH]"), ("download ", "[N]"),
            ("retry ", "[N]"), ("retry 12 ", "[field=value…]"), ("retry 12 size=", "480P 720P 1080P"),
            ("retry 12 seed=1 prompt=abc", "3/800"),
            ("submit --timeout ", "TIME"), ("profile add ", "NAME URL"), ("profile add x ", "URL"), ("profile ", "[NAME…]"),
            ("config ", "set unset"), ("config set autosave ", "on off"),
            ("edit ", "prompt negative draft"),
            ("notify ", "off bell osc"), ("history ", "[N|/text]"), ("history --profile ", "NAME"), ("run ", "FILE"),
            ("set prompt ", "0/800"), ("set prompt 一只猫", "3/800"), ("set neg a b", "3/500"), ("prompt=a b", "3/800"), ("neg=", "0/500"),
            ("prompt=\"a b", "4/800"), ("prompt=\"a b ", "4/800"), ("neg=\"x ", "2/500"), ("prompt=“a b ", "4/800"),
            ("prompt=a  ", "1/800"),
            ("prompt=\"a b\" ", "field=value"), ("prompt=“a b” ", "field=value"), ("seed=1 prompt='a ", "2/800"),
            ("retry neg=\"x ", "2/500"),
            ("set prompt <<END", "lines up to END"), ("set prompt <<END\nabc", "lines up to END"), ("set prompt <<END x", "7/800"),
            ("note 1 hello", "5/500"), ("note 1 ", "0/500"),
            ("note 1 a  \"b\" c ", "8/500"), ("note ", "N"), ("tag 1 ", "[WORD…]"), ("tag 1 a b", "[WORD…]"), ("alias ", "[NAME]"),
            ("alias b ", "[LINE]"), ("alias remove ", "NAME"), ("alias remove b ", ""), ("alias b set size", "[LINE]"),
            ("config set downloads ", "FOLDER"),
            ("config set budget ", "AMOUNT/day CURRENCY"),
            ("config set budget 20/day ", "AMOUNT/day CURRENCY"), ("config set prompt ", "%m %s %d %r %p %c"),
            ("config set poll.hosted ", "TIME"),
            ("config set price.flash.720P ", "AMOUNT[/s] CURRENCY"), ("config unset downloads ", ""),
            ("config set notify ", "off bell osc"),
            ("retry seed=", "0..2147483647 random keep server"), ("retry --yes se", "[field=value…]"), ("retry ", "[N]"),
            ("prompt=\"a b\"", "3/800"), ("set prompt \"a b\"", "3/800"), ("set prompt e\u{301}", "1/800"),
            ("seed=1 prompt=\"a b", "4/800"), ("prompt=\"a b size=720P", "13/800"), ("prompt+ x", "10/800"), ("prompt+ ", "8/800"),
            ("neg+ x", "1/500"),
            ("set prompt a\n b", "3/800"), ("prompt=\"a\" size=", "480P 720P 1080P"),
        ]
    )
    func tells(_ line: String, _ words: String) {
        #expect(help(line).right.plain == words)
    }

    @Test("a counter stays when there is no room, and nothing else does")
    func short() {
        #expect(help("set prompt abc").short == "3/800")
        #expect(help("set size ").short == "")
    }

    @Test("a counter over the limit looks like an error", arguments: [(800, Style.faint), (801, .error)])
    func overLimit(_ count: Int, _ style: Style) {
        let help = help("set prompt " + String(repeating: "猫", count: count))
        #expect(help.right == StyledText("\(count)/800", style))
    }

    @Test("what is counted is what set counts", arguments: ["a b", "“x”", "\"x\" y", "e\u{301}e", "a\n\n b ", "x=1", "👩‍👩‍👧"])
    func countsAsSet(_ text: String) {
        var shell = ShellTester()
        shell.type("set prompt \(text)")
        #expect(help("set prompt \(text)").short == "\(shell.draft.text(.prompt)?.unicodeScalars.count ?? 0)/800")
    }

    @Test("the cursor decides which place is meant")
    func cursor() {
        #expect(help("size=720P seed=1", at: 7).right.plain == "480P 720P 1080P")
        #expect(help("set prompt a cat", at: 4).right.plain == "FIELD VALUE")
        #expect(help("set prompt a cat", at: 12).right.plain == "5/800")
        #expect(help("submit", at: 2).right.plain == "send the draft and watch the task")
    }

    @Test("the sizes are those of the model of the draft")
    func sizes() {
        #expect(help("size=") { $0.draft[.model] = .model(.plus) }.right.plain == "720P")
    }

    @Test("nothing is told within a text that is given line by line")
    func openText() {
        var shell = ShellTester()
        shell.type("set prompt <<END")
        #expect(LineHelp(line: "submit", cursor: 6, session: shell.session) == .none)
    }

    @Test("no line and no cursor make it fail", arguments: 0..<4)
    func neverTraps(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let verbs =
            Command.all.flatMap { [$0.name] + $0.examples.map(\.line) } + ["prompt=\"", "first='", "s/", "set prompt ", "retry 1 neg="]
        for _ in 0..<1500 {
            let line = (verbs.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "") + random.text(upTo: 10)
            for cursor in [-1, 0, Int.random(in: 0...20, using: &random), line.unicodeScalars.count, .max] {
                let help = help(line, at: cursor)
                #expect(help.short.isEmpty || help.right.plain == help.short)
            }
        }
    }
}
