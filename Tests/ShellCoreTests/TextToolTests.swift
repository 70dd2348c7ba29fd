import ShellCore
import Testing
import VideoAPI

struct TextToolTests {
    @Test(
        "prompt+ adds the rest of the line, with one blank where two words meet",
        arguments: [
            ("a cat", "prompt+ in the rain", "a cat in the rain"), ("a cat ", "prompt+ in", "a cat in"),
            ("a cat", "prompt+ , slowly", "a cat, slowly"),
            ("一只猫", "prompt+ 望着天空", "一只猫望着天空"), ("一只猫", "prompt+ ，慢慢地", "一只猫，慢慢地"), ("", "prompt+ a cat", "a cat"),
            ("a cat (", "prompt+ black)", "a cat (black)"), ("a", "text+ \"b\" c=1", "a \"b\" c=1"), ("e", "prompt+ \u{301}", "e \u{301}"),
            ("a cat", "PROMPT+ x", "a cat x"),
        ]
    )
    func appends(_ old: String, _ line: String, _ new: String) {
        var shell = ShellTester()
        shell.session.draft[.prompt] = .text(old)
        shell.type(line)
        #expect(shell.draft.text(.prompt)?.isSame(as: new) == true)
        #expect(shell.shown == ["prompt  \(new.unicodeScalars.count)/800", "  \(new)"])
        shell.type("undo")
        #expect(shell.draft.text(.prompt) == old)
    }

    @Test("negative+ adds to the other text, and the limit holds for the whole")
    func appendsToNegative() {
        var shell = ShellTester()
        shell.type("set neg \(String(repeating: "x", count: 498))", "neg+ y")
        #expect(shell.draft.text(.negative)?.count == 500)
        shell.type("negative+ z")
        #expect(shell.exit == .usage && shell.draft.text(.negative)?.count == 500)
        #expect(shell.session.refused[.negative]?.count == 502)
        shell.type("prompt+")
        #expect(shell.exit == .usage)
    }

    @Test(
        "s/old/new/ puts a text in place of another",
        arguments: [
            ("a cat, a cat", "s/cat/dog/", "a dog, a cat"), ("a cat, a cat", "s/cat/dog/g", "a dog, a dog"),
            ("A Cat", "s/cat/dog/i", "A dog"),
            ("Cat cat", "s/cat/dog/gi", "dog dog"), ("a/b", "s/\\//+/", "a+b"), ("a/b", "s|/|+|", "a+b"), ("a\\b", "s/\\\\/+/", "a+b"),
            ("a.b", "s/./x/", "axb"), ("一只黑猫", "s/黑/白/", "一只白猫"), ("a cat", "s/ cat//", "a"), ("a cat", "s/cat/dog", "a dog"),
            ("x y", "s,x,a b,", "a b y"), ("aaa", "s/a/aa/g", "aaaaaa"), ("caf\u{E9}", "s/e\u{301}/e/", "cafe"),
            ("a b", "s/a/ x /", " x  b"),
        ]
    )
    func substitutes(_ old: String, _ line: String, _ new: String) {
        var shell = ShellTester()
        shell.session.draft[.prompt] = .text(old)
        shell.type(line)
        #expect(shell.draft.text(.prompt)?.isSame(as: new) == true, "\(shell.text)")
        shell.type("undo")
        #expect(shell.draft.text(.prompt) == old)
    }

    @Test(
        "what can't be substituted is told",
        arguments: [
            ("s/dog/x/", "error: the prompt has no \"dog\""), ("s//x/", "error: s/old/new/ needs a text to look for"),
            ("s/", "error: s/old/new/ needs a text to look for"), ("s/cat", "error: s/old/new/ needs a text to look for"),
            ("s/cat/dog/x", "error: \"x\" is not g, i or gi"), ("s/CAT/dog/", "error: the prompt has no \"CAT\""),
        ]
    )
    func refuses(_ line: String, _ error: String) {
        var shell = ShellTester()
        shell.type("set prompt a cat", line)
        #expect(shell.told.first == error)
        #expect(shell.exit == .usage && shell.draft.text(.prompt) == "a cat")
        shell.type("unset prompt", line)
        #expect(shell.exit == .usage)
    }

    @Test("a line that only looks like it begins with s is not a substitution", arguments: ["seed=1", "set seed 1", "size=480P"])
    func isNoSubstitution(_ line: String) {
        var shell = ShellTester()
        shell.type(line)
        #expect(shell.exit == nil && shell.draft != Draft())
    }

    @Test("!N and !! put a line of the history up, and do not run it")
    func recalls() {
        var shell = ShellTester()
        shell.world.history = ["seed=1", "submit", "seed=3", "!1"]
        shell.type("!1")
        #expect(shell.effects == [.place("seed=1", cursor: nil)] && shell.draft == Draft())
        shell.type("!!")
        #expect(shell.effects == [.place("seed=3", cursor: nil)])
    }

    @Test(
        "other uses of ! are told apart",
        arguments: [
            ("!9", "error: there is no line !9 in the history"), ("!foo", "error: \"!foo\" recalls nothing: there are only !N and !!"),
            ("!", "error: \"!\" recalls nothing: there are only !N and !!"),
            ("!-1", "error: \"!-1\" recalls nothing: there are only !N and !!"),
            ("!99999999999999999999", "error: there is no line !99999999999999999999 in the history"),
        ]
    )
    func refusesRecall(_ line: String, _ error: String) {
        var shell = ShellTester()
        shell.world.history = ["seed=1"]
        shell.type(line)
        #expect(shell.told == [error, "  try: history"] && shell.exit == .usage)
    }

    @Test("a script recalls nothing", arguments: ["!1", "!!"])
    func scriptsDoNotRecall(_ line: String) {
        var shell = ShellTester(.piped, keyboard: false)
        shell.world.history = ["seed=1"]
        shell.type(line)
        #expect(shell.exit == .usage && shell.effects == [.fail(.usage)])
    }

    @Test("history is numbered, and keeps to a profile where that is wanted")
    func history() {
        var shell = ShellTester()
        shell.world.history = (1...12).map { "seed=\($0)" }
        shell.type("history 4")
        #expect(shell.printed == [" 9  seed=9", "10  seed=10", "11  seed=11", "12  seed=12"])
        shell.type("history --profile hosted")
        #expect(shell.fetched == [.history(limit: 20, profile: "hosted")] && shell.printed.isEmpty)
        shell.type("history --profile frob")
        #expect(shell.exit == .usage)
        shell.type("config set history profile", "history")
        #expect(shell.fetched == [.history(limit: 20, profile: "local")] && shell.printed.count == 12)
        shell.type("history --all")
        #expect(shell.fetched == [.history(limit: nil, profile: nil)])
        shell.type("!!")
        #expect(shell.fetched == [.history(limit: nil, profile: "local")])
        #expect(shell.session.settings.historyScope(profile: "x") == "x")
    }

    @Test("a recording has what was changed, and no line that only opens or puts something up")
    func records() {
        var shell = ShellTester()
        shell.world.history = ["seed=1"]
        shell.type("script start", "set prompt a cat", "edit", "!1", "s/cat/dog/", "prompt+ x")
        shell.send(.edited(EditOrder(.field(.prompt), text: "a dog x"), "y\n"))
        shell.send(.edited(EditOrder(.field(.prompt), text: "y"), nil))
        #expect(shell.session.recording == ["set prompt a cat", "s/cat/dog/", "prompt+ x", "set prompt y"])
    }
}

struct NotifyTests {
    private func alerts(_ mode: WatchMode, seconds: Int, setting: String?, _ status: TaskStatus = .failed) -> [Effect] {
        var shell = ShellTester()
        if let setting { shell.type("notify \(setting)") }
        var record = TaskRecord.sample(12, status)
        record.finishedAt = record.createdAt + seconds
        shell.send(.changed(record, mode))
        if status == .succeeded { shell.send(.saved(record, path: "/v/a.mp4", mode)) }
        return shell.effects.filter { if case .alert = $0 { true } else { false } }
    }

    @Test("a task of over 20 s that ends at the prompt's back is told once more, if that is wanted")
    func alerts() {
        #expect(alerts(.background, seconds: 21, setting: "bell") == [.alert("#12 failed in 0:21")])
        #expect(alerts(.background, seconds: 69, setting: "osc", .succeeded) == [.alert("#12 succeeded in 1:09")])
        #expect(alerts(.background, seconds: 20, setting: "bell").isEmpty)
        #expect(alerts(.background, seconds: 69, setting: nil).isEmpty)
        #expect(alerts(.background, seconds: 69, setting: "off").isEmpty)
        #expect(alerts(.live, seconds: 69, setting: "bell").isEmpty)
    }

    @Test("notify shows how it is, and keeps what is said like a setting")
    func setting() {
        var shell = ShellTester()
        shell.type("notify")
        #expect(shell.shown == ["notify  off"])
        shell.type("notify bell")
        #expect(shell.shown == ["notify  bell"])
        #expect(shell.session.settings.script.contains("config set notify bell\n"))
        shell.type("notify loud")
        #expect(shell.exit == .usage && shell.session.settings.value(.notify) == "bell")
    }
}
