import ShellCore
import Testing
import VideoAPI

struct SubmitTests {
    @Test("local never asks", arguments: ["submit", "submit --yes", "submit --wait", "submit &", "submit --timeout 5m"], [true, false])
    func localSends(_ line: String, _ keyboard: Bool) {
        var shell = ShellTester.ready(keyboard: keyboard)
        shell.type(line)
        #expect(shell.question == nil)
        #expect(shell.order?.profile == "local")
        #expect(shell.fetched.isEmpty)
    }

    @Test(
        "the flags say how the task is watched",
        arguments: [
            ("submit", .live, nil), ("submit &", .background, nil), ("submit --wait", .waiting, nil),
            ("submit --timeout 90s", .live, .seconds(90)), ("submit --wait --timeout=2m", .waiting, .seconds(120)),
        ] as [(String, WatchMode, Duration?)]
    )
    func readsManner(_ line: String, _ mode: WatchMode, _ timeout: Duration?) {
        var shell = ShellTester.ready()
        shell.type(line)
        #expect(shell.order?.mode == mode)
        #expect(shell.order?.timeout == timeout)
    }

    @Test("a draft that is not ready is not sent", arguments: ["submit", "submit --dry-run", "submit --yes"])
    func refusesIncomplete(_ line: String) {
        var shell = ShellTester()
        shell.type("first=https://example.com/a.png", line)
        #expect(shell.shown == ["error: not ready: last is missing", "  try: set last URL        `show missing`"])
        #expect(shell.exit == .draftInvalid)
        #expect(shell.order == nil)
        shell.type("last=https://example.com/b.png", "model=plus", "size=480P", line)
        #expect(shell.shown[0] == "error: not ready: size 480P is not offered by wan2.1-kf2v-plus (720P only)")
        #expect(shell.exit == .draftInvalid)
    }

    @Test(
        "a paid profile shows what goes out and asks; only the typed word yes sends it",
        arguments: ["y", "YES", "", "no", "yes please", nil]
    )
    func asksForMoney(_ answer: String?) {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("seed=7", "submit")
        #expect(shell.told == ["1 task to hosted: wan2.2-kf2v-flash 720P · seed 7 · price unknown"])
        #expect(shell.question?.prompt == "type yes to send it: ")
        let question = shell.question
        shell.answer(answer)
        #expect(shell.shown == ["not sent; the draft is as it was"])
        #expect(shell.order == nil)
        if let question { shell.send(.answered(question, " yes ")) }
        #expect(shell.order?.request.seed == 7)
        #expect(shell.order?.keySource == .environment)
    }

    @Test("confirm off, or --yes, drops the question for one ordinary task, but not for a twin")
    func confirmOff() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("submit --yes")
        #expect(shell.order != nil)
        shell.type("config set confirm off", "submit")
        #expect(shell.order != nil)
        shell.world.twins = Twins(recent: TaskNumber(rawValue: 4))
        shell.type("submit --yes")
        #expect(shell.told.last == "warning: #4, the same request, was accepted less than ten minutes ago")
        #expect(shell.question != nil)
        shell.world.twins = Twins(underWay: TaskNumber(rawValue: 6))
        shell.type("submit --yes")
        #expect(shell.told.last == "warning: #6, the same request, is being sent: its answer is still to come")
        #expect(shell.question != nil)
        shell.world.twins = Twins(unconfirmed: TaskNumber(rawValue: 5))
        shell.type("submit")
        #expect(shell.told.last == "warning: #5, the same draft, is unconfirmed: it may have been charged. `resolve 5`")
        #expect(shell.question != nil)
    }

    @Test(
        "a script needs --yes; an unconfirmed twin stops it even so",
        arguments: [
            ("submit", Twins(), .usage), ("submit --yes", Twins(), nil), ("submit", Twins(recent: TaskNumber(rawValue: 4)), .usage),
            ("submit --yes", Twins(recent: TaskNumber(rawValue: 4)), nil),
            ("submit --yes", Twins(unconfirmed: TaskNumber(rawValue: 4)), .unconfirmed),
            ("submit --yes", Twins(underWay: TaskNumber(rawValue: 4)), .unconfirmed),
        ] as [(String, Twins, ExitCode?)]
    )
    func scripts(_ line: String, _ twins: Twins, _ exit: ExitCode?) {
        var shell = ShellTester.ready(.json, keyboard: false, profile: "hosted")
        shell.world.twins = twins
        shell.type(line)
        #expect(shell.question == nil)
        #expect(shell.exit == exit)
        #expect((shell.order != nil) == (exit == nil))
    }

    @Test("a --yes that may have been pasted answers nothing, and a paste does not switch the question off")
    func pasted() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.surroundings.isPasted = true
        shell.type("submit --yes")
        #expect(shell.question != nil && shell.order == nil)
        shell.type("config set confirm off")
        #expect(shell.shown[0] == "error: whether tween asks before it spends is not for a paste to set")
        shell.type("submit")
        #expect(shell.question != nil && shell.order == nil)
        shell.surroundings.isPasted = false
        shell.type("config set confirm off", "submit")
        #expect(shell.order != nil)
    }

    @Test("a JSON shell never asks, even at the keyboard")
    func jsonNeverAsks() {
        var shell = ShellTester.ready(.json, keyboard: true, profile: "hosted")
        shell.type("submit")
        #expect(shell.question == nil && shell.order == nil)
        #expect(shell.code == "needs_yes")
    }

    @Test("without a key nothing is sent, and the shell says how to give one")
    func needsKey() {
        var shell = ShellTester.ready(profile: "hosted", key: nil)
        shell.type("submit")
        #expect(shell.shown[0] == "error: profile hosted needs a key, so nothing was sent; the draft is kept")
        #expect(shell.shown[1].contains("login"))
        #expect(shell.exit == .key)
        #expect(shell.draft.text(.prompt) == "a kitten")
    }

    @Test("a journal that can't be read stops what costs money")
    func needsJournal() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.world.journalFault = "the disk is full"
        shell.type("submit --yes")
        #expect(shell.shown == ["error: the journal: the disk is full"])
        #expect(shell.exit == .disk)
    }

    @Test("a dry run shows the body and sends nothing, on a paid profile too", arguments: ["local", "hosted"])
    func dryRun(_ profile: String) {
        var shell = ShellTester.ready(.piped, keyboard: false, profile: profile)
        shell.type("seed=7", "submit --dry-run")
        #expect(shell.order == nil && shell.exit == nil)
        #expect(
            shell.data == [
                #"{"model":"wan2.2-kf2v-flash","images":["https://example.com/a.png","https://example.com/b.png"],"prompt":"a kitten","seconds":"5","size":"720P","seed":7}"#
            ]
        )
    }

    @Test("a picture of 7 MB goes to the embedded server, and not to a paid one", arguments: [("local", true), ("hosted", false)])
    func heavyPictures(_ profile: String, _ isSent: Bool) {
        var shell = ShellTester.ready(profile: profile)
        shell.world.pictures["a.png"] = .success(.sample("a.png", byteCount: 7_000_000))
        shell.type("first=a.png", "submit")
        #expect((shell.order != nil) == isSent)
        if !isSent { #expect(shell.shown[0] == "error: not ready: first has 7.0 MB, too much to go out as a data: URL (under 7 MB)") }
    }

    @Test("files are looked at again before they go out")
    func looksAgain() {
        var shell = ShellTester.ready()
        shell.world.pictures["a.png"] = .success(.sample("a.png", sha256: "00"))
        shell.type("first=a.png")
        shell.world.pictures["a.png"] = .success(.sample("a.png", sha256: "11"))
        shell.type("submit")
        #expect(shell.order?.request.first == .file(.sample("a.png", sha256: "11")))
        shell.world.pictures = [:]
        shell.type("submit")
        #expect(shell.exit == .disk && shell.order == nil)
        #expect(shell.shown[0] == "error: first: a.png: no such file")
    }

    @Test("what is worth a remark is said, and stops nothing")
    func remarks() {
        var shell = ShellTester.ready()
        shell.type("unset prompt", "submit")
        #expect(shell.told == ["warning: there is no prompt: the API page allows that, a newer page of the service does not"])
        #expect(shell.order != nil)
    }

    @Test("money is not spent from settings files, nor by an alias in them", arguments: ["submit", "retry 1", "resolve 1 resend", "go"])
    func settingsSpendNothing(_ line: String) {
        var shell = ShellTester.ready(keyboard: false)
        shell.world.tasks = [.sample(1, .succeeded)]
        shell.type("alias go submit --yes")
        shell.surroundings.place = ScriptPlace(name: "rc", line: 3, kind: .settings)
        shell.type(line)
        #expect(shell.shown[0].hasPrefix("rc:3: error: "))
        #expect(shell.shown[0].hasSuffix(" may spend money and is not run from rc"))
        #expect(shell.order == nil)
    }
}

struct SeedTests {
    @Test("a random seed is drawn from the turn's entropy, sent, and the draft keeps the word")
    func draws() {
        var shell = ShellTester.ready()
        shell.type("submit")
        let first = shell.order?.request.seed
        #expect(first.map { (0...2_147_483_647).contains($0) } == true)
        #expect(shell.order?.request.draft.seed == first.map(SeedChoice.value))
        #expect(shell.draft.seed == .random)
        shell.type("submit")
        #expect(shell.order?.request.seed == first)
        shell.surroundings.entropy = 2
        shell.type("submit")
        #expect(shell.order?.request.seed != first)
    }

    @Test("keep is the last seed, of this run or of an earlier one; server leaves it out")
    func keeps() throws {
        var shell = ShellTester.ready()
        shell.world.tasks = [.sample(3)]
        shell.type("seed=keep", "submit")
        #expect(shell.order?.request.seed == 7)
        shell.type("seed=99", "submit")
        shell.send(.submitted(.sample(4), try #require(shell.order)))
        shell.type("seed=keep", "submit")
        #expect(shell.order?.request.seed == 99)
        shell.type("seed=server", "submit")
        #expect(shell.order != nil && shell.order?.request.seed == nil)
    }

    @Test("with nothing sent before, keep is drawn")
    func keepsNothing() {
        var shell = ShellTester.ready()
        shell.type("seed=keep", "submit")
        #expect(shell.order?.request.seed != nil)
    }

    @Test(
        "the twin that is looked for has the seed that will go out",
        arguments: [("7", SeedChoice.value(7)), ("random", .random), ("server", .server), ("keep", .value(5))]
    )
    func asksForTwins(_ seed: String, _ expected: SeedChoice) {
        var shell = ShellTester.ready(profile: "hosted")
        shell.session.lastSeed = 5
        shell.type("seed=\(seed)", "submit")
        let twins = shell.fetched.compactMap { if case .twins(let draft) = $0 { draft.seed } else { nil } }
        #expect(twins == [expected])
    }
}
