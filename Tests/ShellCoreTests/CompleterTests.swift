import ShellCore
import TerminalText
import Testing
import VideoAPI

struct CompleterTests {
    private func completions(_ text: String, _ change: (inout Session) -> Void = { _ in }) -> Completions {
        completer(change).complete(text)
    }

    private func completer(_ change: (inout Session) -> Void = { _ in }) -> Completer {
        var shell = ShellTester()
        shell.type("alias big size=1080P", "seed=9", "first=https://example.com/a.png")
        shell.session.usedSeeds = [41, 40]
        change(&shell.session)
        var failed = TaskRecord.sample(12, .succeeded)
        failed.draft[.prompt] = .text("a kitten looking at the kitchen")
        let folders = ["": ["a b.png", "cat.PNG", "notes.txt", ".hidden.png", "pics/"], "pics/": ["sky.jpg"]]
        return Completer(
            session: shell.session,
            tasks: [failed, .sample(7)],
            draftNames: { ["kitten", "sky"] },
            files: { folders[$0] ?? [] }
        )
    }

    @Test(
        "Tab offers what fits the place",
        arguments: [
            ("subm", ["submit"]),
            ("s", ["set", "show", "swap", "sample", "submit", "sweep", "star", "save", "script", "seconds=", "size=", "seed="]),
            ("SU", ["submit"]), ("bi", ["big"]), ("siz", ["size="]), ("set s", ["seconds", "size", "seed"]),
            ("unset prompt se", ["seconds", "seed"]),
            ("show mo", ["model"]), ("set model p", ["plus"]), ("model=", ["flash", "wan2.2-kf2v-flash", "plus", "wan2.1-kf2v-plus"]),
            ("size=", ["480P", "720P", "1080P"]), ("set size 7", ["720P"]), ("extend=o", ["on", "off"]), ("seconds=", ["5"]),
            ("seed=", ["random", "keep", "server", "41", "40"]), ("seed=4", ["41", "40"]), ("size=720P se", ["seconds=", "seed="]),
            ("first=h", ["https://example.com/a.png", "https://example.com/b.png"]), ("set last c", ["cat.PNG"]),
            ("set first a", ["a\\ b.png"]),
            ("set first \"a", ["\"a b.png\""]), ("set first pi", ["pics/"]), ("set first pics/", ["pics/sky.jpg"]),
            ("set first .", [".hidden.png"]), ("set images cat.PNG c", ["cat.PNG"]), ("set prompt a ki", ["kitten", "kitchen"]),
            ("prompt=kitc", ["kitchen"]), ("prompt=a kitc", ["kitchen"]), ("prompt=\"a b\" se", ["seconds=", "seed="]),
            ("watch ", ["12", "7", "all"]),
            ("retry 1", ["12"]), ("retry 12 se", ["seconds=", "seed="]), ("retry 12 seed=4", ["41", "40"]), ("open 12 f", ["first"]),
            ("submit --t", ["--timeout"]), ("submit ", ["&", "--wait", "--dry-run", "--yes", "--timeout"]), ("submit --timeout ", []),
            ("submit --timeout 5m --w", ["--wait"]), ("load k", ["kitten"]), ("drafts remove s", ["sky"]),
            ("profile ", ["local", "hosted", "add", "remove"]), ("profile remove l", ["local"]), ("config ", ["set", "unset"]),
            ("config set po", ["poll.local", "poll.hosted"]), ("config set autosave o", ["on", "off"]),
            ("config set downloads p", ["pics/"]),
            ("help unc", ["unconfirmed"]), ("run n", ["notes.txt"]), ("script s", ["start", "stop", "save"]), ("tasks f", ["failed"]),
            ("resolve 12 n", ["not-charged"]), ("frob ", []), ("# s", []), ("set size 720P 4", []),
        ] as [(String, [String])]
    )
    func completes(_ text: String, _ expected: [String]) {
        #expect(completions(text).suggestions.map(\.text) == expected)
    }

    @Test("fields that are missing come first")
    func missingFirst() {
        #expect(completions("set ").suggestions.first?.text == "last")
        #expect(completions("set ") { $0.draft = Draft() }.suggestions.prefix(2).map(\.text) == ["first", "last"])
    }

    @Test("sizes that the model does not offer are shown with the reason, and never put on the line")
    func unavailableSizes() {
        let found = completions("size=") { $0.draft[.model] = .model(.plus) }
        #expect(found.suggestions.map(\.text) == ["720P"])
        #expect(found.unavailable.map(\.text) == ["480P", "1080P"])
        #expect(found.unavailable.first?.meaning == "not offered by plus")
    }

    @Test(
        "the word that is replaced begins where it was begun, in scalars; a blank follows unless more is to come",
        arguments: [
            ("subm", 0, true), ("  subm", 2, true), ("siz", 0, false), ("set first 猫 ", 12, true), ("size=7", 5, true),
            ("set first pi", 10, false),
            ("set first \"a", 10, true),
        ]
    )
    func places(_ text: String, _ start: Int, _ appendsSpace: Bool) {
        let found = completions(text)
        guard !found.suggestions.isEmpty else { return }
        #expect(found.start == start)
        #expect(found.appendsSpace == appendsSpace)
    }

    @Test("tasks are told apart by what they are")
    func taskMeanings() {
        #expect(completions("watch 12").suggestions.first?.meaning == "#12 succeeded 1:09 a kitten looking at the…")
    }

    @Test("nothing is offered within a text that is given line by line")
    func openText() {
        var shell = ShellTester()
        shell.type("set prompt <<END")
        #expect(Completer(session: shell.session, tasks: [], draftNames: { [] }, files: { _ in [] }).complete("sub").suggestions.isEmpty)
    }

    @Test("no text makes Tab fail")
    func neverTraps() {
        var random = SeededGenerator(seed: 3)
        for verb in Command.all.map(\.name) + ["prompt=", "size=", "first=", "set first", "set prompt", ""] {
            for _ in 0..<40 {
                let text = verb + (Bool.random(using: &random) ? " " : "") + random.text(upTo: 10)
                #expect(completions(text).start <= text.unicodeScalars.count)
            }
        }
    }

    @Test(
        "behind an alias Tab and the help see what it stands for, and put the word where it was typed",
        arguments: [
            ("go --t", 3, ["--timeout"], "send"), ("tall wa", 5, ["watermark="], "field=value"),
            ("text a ki", 7, ["kitten", "kitchen"], "4/800"),
            ("  go --t", 5, ["--timeout"], "send"), ("frame c", 6, ["cat.PNG"], "URL or file"), ("go", 0, ["go"], ""),
        ] as [(String, Int, [String], String)]
    )
    func aliases(_ line: String, _ start: Int, _ texts: [String], _ help: String) {
        let completer = completer { session in
            session.settings.aliases = [
                "go": "submit --wait", "tall": "seed=7", "text": "set prompt", "frame": "set first",
            ]
        }
        let found = completer.complete(line)
        #expect(found.suggestions.map(\.text) == texts)
        #expect(found.start == start)
        #expect(help == "send" || completer.help(line: line, cursor: line.unicodeScalars.count).right.plain == help)
    }

    @Test("an answer to what a field is to be is completed and helped as behind set")
    func answers() {
        let first = completer().answering(.first)
        #expect(first.complete("pi").suggestions.map(\.text) == ["pics/"])
        #expect(first.complete("pi").start == 0)
        #expect(first.help(line: "", cursor: 0).right.plain == "URL or file")
        #expect(completer().answering(.size).complete("7").suggestions.map(\.text) == ["720P"])
        #expect(completer().answering(.prompt).help(line: "一只", cursor: 2).right.plain == "2/800")
        #expect(completer().answering(.seed).help(line: "x", cursor: .max).right.plain == "0..2147483647 random keep server")
    }
}
