import ShellCore
import TerminalText
import Testing
import VideoAPI

struct HouseCommandTests {
    /// The settings that were written.
    private func stored(_ shell: ShellTester) -> String? {
        shell.effects.lazy.compactMap { if case .store(.settings, let text) = $0 { text } else { nil } }.first
    }

    @Test("profiles are listed with where their key comes from")
    func listsProfiles() {
        var shell = ShellTester(key: nil)
        shell.type("profile")
        #expect(shell.text.contains("local") && shell.text.contains("none needed") && shell.text.contains("none: `login`"))
        var piped = ShellTester(.piped, keyboard: false)
        piped.type("profile")
        #expect(
            piped.data == [
                "local\tembedded, offline, free\tin use\tnone needed", "hosted\thttps://baze-api.powerbuyin.top/v1\t\tfrom $TWEEN_API_KEY",
            ]
        )
    }

    @Test("a profile is changed to, added and removed, with its poll setting")
    func changesProfiles() {
        var shell = ShellTester()
        shell.type("profile hosted")
        #expect(shell.session.profile.name == "hosted")
        #expect(shell.printed == ["profile hosted  https://baze-api.powerbuyin.top/v1  key from $TWEEN_API_KEY"])
        shell.type("profile add mine https://api.example.com/v1/")
        #expect(stored(shell)?.contains("profile add mine https://api.example.com/v1\n") == true)
        shell.type("config set poll.mine 15s", "profile mine")
        #expect(shell.session.settings.pollInterval(profile: "mine") == .seconds(15))
        shell.type("profile remove mine")
        #expect(shell.exit == .usage)
        shell.type("profile local", "profile remove mine")
        #expect(stored(shell)?.contains("mine") == false)
    }

    @Test("what settings write is read back, and is not written again while it is read")
    func settingsAreAScript() throws {
        var shell = ShellTester()
        shell.type("profile add mine https://api.example.com/v1", "config set downloads \"~/My Videos\"", "config set prompt \"%m # \"")
        shell.type("config set poll.mine 15s", "alias big size=1080P prompt=\"a 'b\"")
        let script = try #require(stored(shell))
        var next = ShellTester()
        next.surroundings.place = ScriptPlace(name: "settings", line: 1, kind: .settings)
        for line in script.split(separator: "\n") {
            next.type(String(line))
            #expect(next.effects.isEmpty, "\(line) \(next.text)")
        }
        #expect(next.session.settings == shell.session.settings)
    }

    @Test("settings are set, listed and taken back")
    func configures() {
        var shell = ShellTester()
        shell.type("config set autosave off")
        #expect(shell.printed == ["autosave  off"])
        shell.type("config unset autosave")
        #expect(shell.printed == ["autosave  on  (default)"])
        var piped = ShellTester(.piped, keyboard: false)
        piped.type("config set confirm off", "config")
        #expect(piped.data.contains("confirm\toff"))
    }

    @Test(
        "login asks without echo, and keeps only what can be a key",
        arguments: [(" sk-1\n", true), ("a b", false), ("", false), ("é", false)]
    )
    func logsIn(_ typed: String, _ isKept: Bool) {
        var shell = ShellTester(profile: "hosted")
        shell.type("login")
        #expect(shell.effects == [.askSecret(profile: "hosted")])
        shell.send(.secret(profile: "hosted", typed))
        #expect(shell.effects.contains { if case .storeKey = $0 { true } else { false } } == isKept)
        #expect(isKept || typed.isEmpty || !shell.text.contains(typed))
        #expect(shell.exit == (isKept ? nil : .key))
        shell.send(.secret(profile: "hosted", String(repeating: "k", count: 4097)))
        #expect(shell.exit == .key && !shell.text.contains("kkk"))
        shell.send(.secret(profile: "hosted", nil))
        #expect(shell.shown == ["no key was stored"])
    }

    @Test("a script can't log in, but out")
    func logsOut() {
        var shell = ShellTester(.piped, keyboard: false, profile: "hosted")
        shell.type("login")
        #expect(shell.exit == .usage)
        shell.type("logout")
        #expect(shell.effects == [.removeKey(profile: "hosted")])
    }

    @Test("an alias stands for the beginning of a line")
    func aliases() {
        var shell = ShellTester()
        shell.type("alias big size=1080P", "big seed=7")
        #expect(shell.draft.size == .p1080 && shell.draft.seed == .value(7))
        shell.type("alias")
        #expect(shell.printed == ["big  size=1080P"])
        shell.type("alias remove big", "big")
        #expect(shell.exit == .usage)
    }

    @Test("an alias is looked up once, so that none runs for ever")
    func aliasesDoNotLoop() {
        var shell = ShellTester()
        shell.type("alias x y", "alias y x", "x")
        #expect(shell.exit == .usage)
    }

    @Test("an alias of an alias is refused with what to write instead, but read where settings have one")
    func aliasOfAlias() {
        var shell = ShellTester()
        shell.type("alias p set prompt", "alias p2 p")
        #expect(shell.exit == .usage && shell.session.settings.aliases == ["p": "set prompt"])
        #expect(shell.told.contains("  try: alias p2 and what p stands for"), "\(shell.text)")
        shell.surroundings.place = ScriptPlace(name: "settings", line: 1, kind: .settings)
        shell.type("alias p2 p")
        #expect(shell.session.settings.aliases["p2"] == "p")
    }

    @Test("a file is no place for videos; a folder that is not there yet can be made")
    func downloadsFolder() {
        var shell = ShellTester()
        shell.world.files = ["notes.txt": "x"]
        shell.type("config set downloads notes.txt")
        #expect(shell.exit == .usage && shell.session.settings.value(.downloads) != "notes.txt", "\(shell.text)")
        shell.type("config set downloads elsewhere")
        #expect(shell.session.settings.value(.downloads) == "elsewhere")
    }

    @Test("an address that ends as that of a call is warned of, since the shell adds the end itself")
    func addressOfACall() {
        var shell = ShellTester()
        shell.type("profile add h https://x.example/v1/videos")
        #expect(shell.told.contains { $0.contains("so it will ask https://x.example/v1/videos/videos") }, "\(shell.text)")
        #expect(shell.told.contains { $0.contains("`profile add h https://x.example/v1`") })
        shell.type("profile add g https://x.example/v1")
        #expect(!shell.text.contains("adds /videos itself"))
    }

    @Test("the limits of time stand in the help of what waits", arguments: ["submit", "watch"])
    func timeLimits(_ command: String) {
        var shell = ShellTester()
        shell.type("help \(command)")
        let help = shell.printed.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(help.contains("10 s to connect, 30 s for the first byte of its answer, 60 s for the whole answer"), "\(help)")
    }

    @Test("history gives the last lines, all, or those with a text")
    func history() {
        var shell = ShellTester()
        shell.world.history = (1...30).map { "seed=\($0)" } + ["set prompt a Kitten"]
        shell.type("history")
        #expect(shell.printed.count == 20)
        shell.type("history 2")
        #expect(shell.printed == ["30  seed=30", "31  set prompt a Kitten"])
        shell.type("history /kitten")
        #expect(shell.printed == ["31  set prompt a Kitten"])
        shell.type("history --all")
        #expect(shell.printed.count == 31)
        shell.type("history 0")
        #expect(shell.exit == .usage)
    }

    @Test("a recording has the lines that succeeded, and no question")
    func records() {
        var shell = ShellTester.ready()
        shell.type("script start", "seed=7", "seed=x", "set first")
        shell.answer("https://example.com/c.png")
        shell.type("set neg <<END", "a", "END", "script save demo.tween")
        #expect(
            shell.effects == [
                .store(.path("demo.tween"), text: "seed=7\nset first https://example.com/c.png\nset neg <<END\na\nEND\n")
            ]
        )
        shell.type("script start", "script start")
        #expect(shell.exit == .usage)
        shell.type("script stop", "script stop")
        #expect(shell.exit == .usage)
    }

    @Test("run hands over the lines of a file; a line ends with LF or CR LF and nothing else")
    func runs() {
        var shell = ShellTester()
        shell.world.files["demo.tween"] = "seed=7\r\nset prompt a\u{2028}b\n\nshow\n"
        shell.type("run demo.tween")
        #expect(shell.effects == [.run(lines: ["seed=7", "set prompt a\u{2028}b", "", "show"], name: "demo.tween")])
    }

    @Test("every topic has a page")
    func helps() {
        var shell = ShellTester()
        shell.type("help")
        for command in Command.all { #expect(shell.text.contains(command.name)) }
        for topic in Command.all.map(\.name) + FieldName.allCases.map(\.rawValue) + ErrorCode.allCases.map(\.rawValue) + ["keys", "?"] {
            shell.type("help \(topic)")
            #expect(shell.printed.count >= 2 && shell.exit == nil, "\(topic)")
        }
        shell.surroundings.columns = 400
        shell.type("help conflict")
        #expect(shell.text.contains("Exit code 3."))
    }

    @Test("version and exit")
    func leaves() {
        var shell = ShellTester()
        shell.type("version")
        #expect(shell.printed == ["tween 0.1"])
        shell.type("exit --wait")
        #expect(shell.effects == [.leave(waiting: true)])
        shell.type("quit")
        #expect(shell.effects == [.leave(waiting: false)])
        var json = ShellTester(.json, keyboard: false)
        json.type("version")
        #expect(json.data == [#"{"version":"0.1"}"#])
    }

    @Test("beginnings of commands are taken at the prompt only")
    func abbreviates() {
        var shell = ShellTester()
        shell.type("vers")
        #expect(shell.printed == ["tween 0.1"])
        var script = ShellTester(.piped, keyboard: false)
        script.type("vers")
        #expect(script.exit == .usage)
    }

    @Test("what happens outside is told")
    func tellsOutside() {
        var shell = ShellTester()
        shell.send(.interrupted)
        #expect(shell.told == ["(Ctrl-D leaves)"])
        shell.send(.failed(message: "the disk is full", .file))
        #expect(shell.told == ["error: the disk is full"] && shell.exit == .disk)
        shell.send(.done("written"))
        #expect(shell.printed == ["written"])
        // What a program reads is what it ends with.
        var json = ShellTester(.json, keyboard: false)
        json.send(.failed(message: "the disk is full", .file))
        #expect(json.data == [#"{"error":{"code":"file","message":"the disk is full","line":12}}"#] && json.exit == .disk)
    }
}

struct PromptTests {
    @Test("the prompt says what the draft is, what it lacks, whether it has changed, and what runs")
    func standard() throws {
        var shell = ShellTester()
        #expect(shell.session.promptText.plain == "flash 720P first,last? > ")
        shell.type("sample", "model=plus", "size=480P")
        #expect(shell.session.promptText.plain == "plus 480P ! > ")
        shell.type("reset", "set images https://a.example/1 https://a.example/2", "submit")
        shell.send(.submitted(.sample(1), try #require(shell.order)))
        #expect(shell.session.promptText.plain == "flash 720P (1) > ")
        shell.type("profile hosted", "seed=4")
        #expect(shell.session.promptText.plain == "hosted flash 720P *(1) > ")
    }

    @Test(
        "a pattern fills its tokens, in ASCII only",
        arguments: [("%m %s%d %r%p %c> ", "flash 720P local 2> "), ("100%% %x %", "100% %x %"), ("猫\u{1B}[1m", "??[1m"), ("%猫", "%?")]
    )
    func pattern(_ pattern: String, _ prompt: String) {
        var shell = ShellTester()
        shell.type("set prompt 猫猫")
        shell.session.settings.values["prompt"] = pattern
        #expect(shell.session.promptText.plain == prompt)
    }
}

struct WatchLineTests {
    private let moments = [
        WatchLine.Moment(elapsed: .seconds(41), usual: .seconds(65), frame: 0),
        WatchLine.Moment(elapsed: .seconds(4100), usual: nil, frame: -1),
        WatchLine.Moment(elapsed: .seconds(70), usual: .seconds(65), frame: 7, remark: "server not reached 服务器\u{1B}[2J, trying again"),
    ]

    @Test("the line is never wider than the terminal", arguments: Array(1...160))
    func fits(_ columns: Int) {
        for status in TaskStatus.allCases {
            for progress in [nil, 0, 63, 100] as [Int?] {
                var record = TaskRecord.sample(12, status)
                record.progress = progress
                record.rawStatus = progress == 63 ? "生成中 rendering" : nil
                for moment in moments {
                    let line = WatchLine.text(record, at: moment, columns: columns)
                    #expect(line.width < max(2, columns), "\(line.plain)")
                }
            }
        }
    }

    @Test(
        "in a narrow window the figures stay, the per cent longest",
        arguments: [
            (60, "#1 running  █▌░░░░░░░░░░░░░░░░    9%  0:41  about 0:24 left"), (36, "#1 running    9%  0:41"),
            (30, "#1 running    9%  0:41"),
            (20, "#1 running    9%"), (14, "#1    9%"), (9, "#1    9%"),
        ]
    )
    func keepsFigures(_ columns: Int, _ text: String) {
        var record = TaskRecord.sample(1)
        record.progress = 9
        #expect(WatchLine.text(record, at: moments[0], columns: columns).plain == text)
        let several = WatchLine.text(record, of: 12, at: moments[0], columns: columns).plain
        #expect(several.contains(" 9%") && several.count < columns)
    }

    @Test("a per cent is shown only if one was given, and a time that is left only if one is known")
    func isHonest() {
        var record = TaskRecord.sample(12)
        let plain = WatchLine.text(record, at: moments[1], columns: 100).plain
        #expect(!plain.contains("%") && !plain.contains("about") && plain.contains("1:08:20"))
        record.progress = 63
        let full = WatchLine.text(record, at: moments[0], columns: 100).plain
        #expect(full.contains("63%") && full.contains("0:41") && full.contains("about 0:24 left") && full.hasSuffix("^C: leave it running"))
        #expect(!WatchLine.text(record, at: moments[2], columns: 100).plain.contains("about"))
        record.status = .queued
        #expect(!WatchLine.text(record, at: moments[0], columns: 100).plain.contains("%"))
    }

    @Test("a terminal without Unicode gets ASCII")
    func ascii() {
        var record = TaskRecord.sample(12)
        record.progress = 50
        var moment = moments[0]
        moment.glyphs = .ascii
        #expect(WatchLine.text(record, at: moment, columns: 80).plain.unicodeScalars.allSatisfy { $0.isASCII })
    }
}
