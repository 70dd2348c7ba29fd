import ShellCore
import Testing
import VideoAPI

struct SweepTests {
    private func drafts(_ line: String) -> [Draft] {
        var shell = ShellTester.ready()
        shell.type(line)
        return shell.sweep?.orders.map(\.request.draft) ?? []
    }

    @Test(
        "values are lists, ranges of numbers, and quoted texts; the first field changes slowest",
        arguments: [
            ("sweep seed=1..4", .seed, ["1", "2", "3", "4"]), ("sweep seed=7,1..2,9", .seed, ["7", "1", "2", "9"]),
            ("sweep size=480P,1080", .size, ["480P", "1080P"]), ("sweep prompt_extend=on,off", .extend, ["on", "off"]),
            ("sweep prompt=\"a cat, asleep\",'a dog'", .prompt, ["a cat, asleep", "a dog"]),
            ("sweep prompt=\"a cat\", \"a dog\"", .prompt, ["a cat", "a dog"]),
            ("sweep prompt=\"a \\\"big\\\", cat\",\"b\"", .prompt, ["a \"big\", cat", "b"]),
            ("sweep prompt=a cat, asleep", .prompt, ["a cat, asleep"]), ("sweep seed=1,1,1", .seed, ["1"]),
            ("sweep size=480P,480p", .size, ["480P"]),
            ("sweep first=https://e.com/1.png,\"https://e.com/2,3.png\"", .first, ["https://e.com/1.png", "https://e.com/2,3.png"]),
            ("sweep size=480P,720P seed=1,2", .seed, ["1", "2", "1", "2"]),
            ("sweep size=480P,720P seed=1,2", .size, ["480P", "480P", "720P", "720P"]),
        ] as [(String, FieldName, [String])]
    )
    func reads(_ line: String, _ field: FieldName, _ expected: [String]) {
        #expect(drafts(line).compactMap { $0.effective(field)?.typed } == expected)
    }

    @Test(
        "what can't be swept is refused, and nothing goes out",
        arguments: [
            ("sweep", "error: sweep needs field=values"), ("sweep seed", "error: sweep takes no \"seed\""),
            ("sweep seed=", "error: sweep seed needs a value"), ("sweep seed=1,,2", "error: sweep seed needs a value"),
            ("sweep seed=4..1", "error: \"4..1\" is not a range of numbers"),
            ("sweep seed=1..101", "error: that makes 101 tasks, and one line sends at most 100. Nothing was sent"),
            (
                "sweep seed=0..9223372036854775807",
                "error: that makes 9223372036854775807 tasks, and one line sends at most 100. Nothing was sent"
            ),
            ("sweep seed=1..100 size=480P,720P", "error: that makes 200 tasks, and one line sends at most 100. Nothing was sent"),
            ("sweep size=480P,4K", "error: size \"4K\" is not 480P, 720P or 1080P"),
            ("sweep seed=1 seed=2", "error: seed is set twice on this line"),
            ("sweep sed=1", "error: no field \"sed\""), ("sweep prompt=\"a,b", "error: this \" has no partner"),
            ("sweep seed=1,2 --max-parallel 0", "error: \"0\" is not a number from 1 to 100"),
            ("sweep seed=1,2 --max-parallel", "error: sweep --max-parallel needs K"),
            ("sweep prompt=a cat --yes", "error: the text before --yes has no quotes, so it is not clear where it ends"),
        ]
    )
    func refuses(_ line: String, _ message: String) {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type(line)
        #expect(shell.shown.first == message)
        #expect(shell.sweep == nil && shell.question == nil)
    }

    @Test("combinations that no model makes are named, and nothing is sent")
    func illegalCombinations() {
        var shell = ShellTester.ready()
        shell.type("sweep model=flash,plus size=480P,720P,1080P seed=1,2")
        #expect(
            shell.shown == [
                "error: 4 of 12 combinations are not legal, so nothing is sent: wan2.1-kf2v-plus with 480P; wan2.1-kf2v-plus with 1080P",
                "  try: a sweep for each model, with the sizes that it offers",
            ]
        )
        #expect(shell.exit == .draftInvalid && shell.sweep == nil)
        shell.type("unset last", "sweep seed=1,2")
        #expect(shell.shown[0] == "error: not ready: last is missing")
    }

    @Test("a seed that is drawn is one for all, so that only the swept values differ; the draft stays as it is")
    func sharesSeed() throws {
        var shell = ShellTester.ready()
        let before = shell.draft
        shell.type("sweep size=480P,720P")
        let sweep = try #require(shell.sweep)
        #expect(Set(sweep.orders.map(\.request.seed)).count == 1)
        #expect(sweep.orders.allSatisfy { $0.request.seed != nil })
        #expect(shell.draft == before)
    }

    @Test("local is free: the table and the count are shown, and nothing asks", arguments: [true, false])
    func local(_ keyboard: Bool) {
        var shell = ShellTester.ready(keyboard: keyboard)
        shell.type("sweep size=480P,720P seed=1,2")
        #expect(
            shell.told == [
                "     size  seed", "  1  480P  1", "  2  480P  2", "  3  720P  1", "  4  720P  2", "4 tasks to local: free · 2 at once",
            ]
        )
        #expect(shell.sweep?.maxParallel == 2 && shell.question == nil)
        #expect(shell.effects.count == 1)
    }

    @Test(
        "a paid profile asks once for all, whatever confirm and --yes say",
        arguments: ["sweep seed=1,2", "sweep seed=1,2 --yes", "vary 2"]
    )
    func asksOnce(_ line: String) {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("config set confirm off", line)
        #expect(shell.told.last == "2 tasks to hosted: wan2.2-kf2v-flash 720P · price unknown")
        #expect(shell.question?.prompt == "type yes to send all 2: ")
        #expect(shell.sweep == nil)
        let question = shell.question
        shell.answer("y")
        #expect(shell.shown == ["not sent; the draft is as it was"] && shell.sweep == nil)
        if let question { shell.send(.answered(question, "yes")) }
        #expect(shell.sweep?.orders.count == 2)
        #expect(shell.sweep?.orders.first?.keySource == .environment)
    }

    @Test(
        "a script needs --yes, and an unconfirmed twin of any of them stops it even so",
        arguments: [
            ("sweep seed=1,2", Twins(), .usage), ("sweep seed=1,2 --yes", Twins(), nil),
            ("sweep seed=1,2", Twins(recent: TaskNumber(rawValue: 4)), .usage),
            ("sweep seed=1,2 --yes", Twins(recent: TaskNumber(rawValue: 4)), nil),
            ("vary 3 --yes", Twins(unconfirmed: TaskNumber(rawValue: 4)), .unconfirmed),
        ] as [(String, Twins, ExitCode?)]
    )
    func scripts(_ line: String, _ twins: Twins, _ exit: ExitCode?) {
        var shell = ShellTester.ready(.json, keyboard: false, profile: "hosted")
        shell.world.twins = twins
        shell.type(line)
        #expect(shell.question == nil && shell.exit == exit)
        #expect((shell.sweep != nil) == (exit == nil))
    }

    @Test("twins are looked for with the seeds that go out")
    func looksForTwins() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("sweep seed=1,2")
        #expect(shell.twinSeeds == [.value(1), .value(2)])
        shell.type("vary 3")
        #expect(shell.twinSeeds == [.random])
    }

    @Test("a dry run sends nothing: a table for a person, a body a line for a program")
    func dryRun() {
        var shell = ShellTester.ready(profile: "hosted", key: nil)
        shell.type("sweep seed=1,2 --dry-run")
        #expect(shell.printed.last == "2 tasks to hosted: wan2.2-kf2v-flash 720P · price unknown")
        #expect(shell.effects.isEmpty)
        var json = ShellTester.ready(.json, keyboard: false)
        json.type("sweep seed=1,2 --dry-run")
        #expect(json.objects.compactMap { $0["seed"] as? Int } == [1, 2])
        #expect(json.effects.isEmpty)
    }

    @Test("picture files are looked at before they are sent", arguments: [true, false])
    func pictures(_ isThere: Bool) {
        var shell = ShellTester.ready()
        shell.world.pictures["a.png"] = .success(.sample("a.png"))
        if isThere { shell.world.pictures["b.png"] = .success(.sample("b.png")) }
        shell.type("sweep first=a.png,b.png")
        #expect((shell.sweep?.orders.map(\.request.first) == [.file(.sample("a.png")), .file(.sample("b.png"))]) == isThere)
        #expect(shell.exit == (isThere ? nil : .disk))
    }

    @Test(
        "the flags say how many at once, and how they are watched",
        arguments: [
            ("sweep seed=1,2 --max-parallel 5", 5, .live, nil), ("sweep --max-parallel=1 seed=1,2 --wait", 1, .waiting, nil),
            ("sweep seed=1,2 &", 2, .background, nil), ("vary 2 --timeout 5m", 2, .live, .seconds(300)),
        ] as [(String, Int, WatchMode, Duration?)]
    )
    func manner(_ line: String, _ parallel: Int, _ mode: WatchMode, _ timeout: Duration?) {
        var shell = ShellTester.ready()
        shell.type(line)
        #expect(shell.sweep?.maxParallel == parallel && shell.sweep?.mode == mode && shell.sweep?.timeout == timeout)
    }

    @Test("money is not spent from settings files", arguments: ["sweep seed=1,2 --yes", "vary 2 --yes"])
    func settingsSpendNothing(_ line: String) {
        var shell = ShellTester.ready(keyboard: false)
        shell.surroundings.place = ScriptPlace(name: "rc", line: 3, kind: .settings)
        shell.type(line)
        #expect(shell.shown[0].hasSuffix(" may spend money and is not run from rc") && shell.sweep == nil)
    }
}

struct VaryTests {
    @Test("vary draws as many seeds as are asked for, all different, whatever the draft says of its own", arguments: [1, 4, 100])
    func draws(_ count: Int) throws {
        var shell = ShellTester.ready()
        shell.type("seed=5", "vary \(count)")
        let orders = try #require(shell.sweep?.orders)
        let seeds = shell.sweptSeeds
        #expect(seeds.count == count && Set(seeds).count == count)
        #expect(seeds.allSatisfy { (0...2_147_483_647).contains($0) })
        #expect(orders.allSatisfy { $0.request.draft.text(.prompt) == "a kitten" })
        #expect(shell.draft.seed == .value(5))
    }

    @Test("the seeds come from the turn's entropy, and none of this run's is drawn again")
    func entropy() {
        var shell = ShellTester.ready()
        shell.type("vary 3")
        let first = shell.sweptSeeds
        shell.session.usedSeeds = [first[1]]
        shell.type("vary 3")
        let second = shell.sweptSeeds
        #expect(second.count == 3 && !second.contains(first[1]) && second.prefix(2) == [first[0], first[2]])
        shell.surroundings.entropy = 2
        shell.type("vary 3")
        #expect(shell.sweptSeeds != second)
    }

    @Test(
        "how many must be a number from 1 to 100",
        arguments: ["vary 0", "vary 101", "vary -3", "vary x", "vary 1e1", "vary ١", "vary", "vary 99999999999999999999"]
    )
    func refuses(_ line: String) {
        var shell = ShellTester.ready()
        shell.type(line)
        #expect(shell.exit == .usage && shell.sweep == nil)
    }

    @Test("one task asks as one")
    func one() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("config set confirm off", "vary 1")
        #expect(shell.question == nil && shell.sweep?.orders.count == 1)
    }
}

extension ShellTester {
    /// The seeds that go out together.
    fileprivate var sweptSeeds: [Int] { sweep?.orders.compactMap(\.request.seed) ?? [] }

    /// The seeds of the drafts whose twins were looked for.
    fileprivate var twinSeeds: [SeedChoice] {
        fetched.compactMap { need -> SeedChoice? in if case .twins(let draft) = need { draft.seed } else { nil } }
    }
}
