import ShellCore
import Testing
import VideoAPI

struct MarkTests {
    private func shell(_ output: OutputStyle = .terminal) -> ShellTester {
        var shell = ShellTester(output)
        shell.world.tasks = [.sample(11, .failed), .sample(12, .succeeded)]
        return shell
    }

    private static let twelve = [TaskNumber(rawValue: 12)]

    @Test(
        "stars, notes and tags are written down as they are meant",
        arguments: [
            ("star 12", .star(true)), ("star #12 OFF", .star(false)),
            ("note 12 the one; for Anna's \"desk\" --yes", .note("the one; for Anna's \"desk\" --yes")),
            ("note 12 “in quotes”", .note("in quotes")), ("note 12 \"\"", .note(nil)), ("note 12 e\u{301}", .note("\u{e9}")),
            ("note 12 小猫 🐈", .note("小猫 🐈")), ("tag 12 kitten Best_1", .tags(add: ["kitten", "best_1"], remove: [])),
            ("tag 12 -best 小猫", .tags(add: ["小猫"], remove: ["best"])), ("tag 12 a -a", .tags(add: [], remove: ["a"])),
            ("tag 12 हिन्दी", .tags(add: ["हिन्दी"], remove: [])),
        ] as [(String, TaskMark)]
    )
    func marks(_ line: String, _ mark: TaskMark) {
        var shell = shell()
        shell.type(line)
        #expect(shell.effects == [.mark(Self.twelve, mark)], "\(shell.text)")
    }

    @Test("several tasks get a star at once, each once")
    func several() {
        var shell = shell()
        shell.type("star 11 12 11 off")
        #expect(shell.effects == [.mark([TaskNumber(rawValue: 11), TaskNumber(rawValue: 12)], .star(false))])
    }

    @Test(
        "what can't be a mark is refused",
        arguments: [
            ("star", "error: star needs N"), ("star 13", "error: there is no task #13"),
            ("star off", "error: \"off\" is not a task's number"),
            ("note x y", "error: \"x\" is not a task's number"), ("tag 12 a.b", "error: \"a.b\" can't be a tag"),
            ("tag 12 --all", "error: \"--all\" can't be a tag"), ("tag 12 -", "error: \"-\" can't be a tag"),
            ("tag 12 \"two words\"", "error: \"two words\" can't be a tag"), ("tag 12 \u{200B}", "error: \"\u{200B}\" can't be a tag"),
        ]
    )
    func refuses(_ line: String, _ message: String) {
        var shell = shell()
        shell.type(line)
        #expect(shell.shown.first == message)
        #expect(shell.exit == .usage && shell.effects.allSatisfy { if case .mark = $0 { false } else { true } })
    }

    @Test("a note of 500 characters is taken, 501 are refused and nothing is cut; a task carries 20 tags")
    func limits() {
        var shell = shell()
        let text = String(repeating: "好", count: 500)
        shell.type("note 12 \(text)")
        #expect(shell.effects == [.mark(Self.twelve, .note(text))])
        shell.type("note 12 \(text)好")
        #expect(shell.shown[0] == "error: the note has 501 characters, limit 500; the task keeps the old one")
        shell.type("note 12 a\0b")
        #expect(shell.exit == .usage)
        shell.world.tasks[1].tags = (1...20).map { "t\($0)" }
        shell.type("tag 12 t1 -t2 new")
        #expect(shell.exit == nil)
        shell.type("tag 12 one-more")
        #expect(shell.shown[0] == "error: #12 would have more than 20 tags")
        shell.type("tag 12 \(String(repeating: "a", count: 33))")
        #expect(shell.exit == .usage)
    }

    @Test("without a text, note and tag show what there is")
    func shows() {
        var shell = shell()
        shell.type("note 12")
        #expect(shell.printed == ["#12  no note"])
        shell.world.tasks[1].note = "soft\u{1b}[2J light"
        shell.world.tasks[1].tags = ["best"]
        shell.type("tag 12")
        #expect(shell.printed == ["#12  soft\\u{1b}[2J light  [best]"])
        var json = self.shell(.json)
        json.type("note 12")
        #expect(json.objects.first?["starred"] as? Bool == false)
    }

    @Test("a mark is told once it is written down, to a person only")
    func tells() {
        var record = TaskRecord.sample(12, .succeeded)
        record.isStarred = true
        record.note = "soft light"
        record.tags = ["best"]
        var shell = ShellTester()
        for (mark, words) in [
            (.star(true), "#12 starred  `tasks starred`"), (.note("soft light"), "#12 note  soft light"),
            (.tags(add: ["best"], remove: []), "#12 tags  best"),
        ] as [(TaskMark, String)] {
            shell.send(.marked([record], mark))
            #expect(shell.printed == [words])
        }
        shell.session.output = .json
        shell.send(.marked([record], .star(true)))
        #expect(shell.data.isEmpty && shell.shown.isEmpty)
    }
}

struct FollowCommandTests {
    private func shell(_ output: OutputStyle = .terminal, keyboard: Bool = true) -> ShellTester {
        var shell = ShellTester(output, keyboard: keyboard)
        shell.world.tasks = [
            .sample(11, .failed), .sample(12), .sample(13, profile: "hosted"), .sample(14, sending: .unconfirmed, profile: "hosted"),
            .sample(15, .lost, profile: "hosted"),
        ]
        return shell
    }

    @Test("forget stops following, and says that the task may be billed")
    func forgets() {
        var shell = shell()
        shell.session.following = [TaskNumber(rawValue: 12), TaskNumber(rawValue: 13)]
        shell.type("forget 13 12 15")
        #expect(shell.effects == [.forget([13, 12, 15].map(TaskNumber.init(rawValue:)))])
        shell.send(.forgotten([.sample(13, profile: "hosted"), .sample(12)]))
        #expect(
            shell.printed == [
                "#13 is not followed any more; it may go on and be billed.  `watch 13` follows it again",
                "#12 is not followed any more; it goes on in this shell.  `watch 12` follows it again",
            ]
        )
        #expect(shell.session.following.isEmpty)
    }

    @Test("cancel ends a local task, and says of every other that no call for it is documented")
    func cancels() {
        var shell = shell(.json, keyboard: false)
        shell.type("cancel 12")
        #expect(shell.effects == [.cancel(TaskNumber(rawValue: 12))])
        shell.type("cancel 13")
        #expect(shell.exit == .usage && shell.code == "not_offered")
        var person = self.shell()
        person.type("cancel 13")
        #expect(
            person.shown == [
                "error: this API documents no cancel call; #13 goes on and may be billed", "  try: forget 13    to hear no more of it",
            ]
        )
    }

    @Test(
        "what is over, or was never accepted, has nothing to be stopped",
        arguments: [
            ("cancel 11", "error: #11 is over: it is failed", .usage), ("forget 12 11", "error: #11 is over: it is failed", .usage),
            ("cancel 14", "error: #14 is unconfirmed: its answer was lost, it may have been accepted and charged", .unconfirmed),
            ("forget", "error: forget needs N", .usage), ("cancel", "error: cancel needs N", .usage),
            ("forget 99", "error: there is no task #99", .usage),
        ] as [(String, String, ExitCode)]
    )
    func refuses(_ line: String, _ message: String, _ exit: ExitCode) {
        var shell = shell()
        shell.type(line)
        #expect(shell.shown[0] == message && shell.exit == exit && shell.effects.count == 1)
    }

    @Test("how a cancel ended is told")
    func cancelEnds() {
        var shell = shell()
        shell.session.following = [TaskNumber(rawValue: 12)]
        shell.send(.cancelEnded(.failed(.sample(12), ServiceError(.network, sending: .notSent, message: "reset"))))
        #expect(shell.shown == ["error: #12 is not cancelled: reset", "  try: cancel 12"] && shell.exit == .service)
        #expect(shell.session.following.count == 1)
        shell.send(.cancelEnded(.over(.sample(12, .succeeded))))
        #expect(shell.shown[0] == "error: #12 is over: it is succeeded" && shell.session.following.isEmpty)
        shell.send(.cancelEnded(.cancelled(.sample(12, .cancelled))))
        #expect(shell.printed == ["#12 cancelled in 1:09"] && shell.exit == nil)
    }

    @Test("watch without a number watches what this shell follows; a forgotten task only by its number")
    func watches() {
        var shell = shell()
        shell.type("watch")
        #expect(shell.effects == [.watch([13, 12].map(TaskNumber.init(rawValue:)), .live, timeout: nil)])
        shell.session.following = [TaskNumber(rawValue: 12)]
        shell.type("watch")
        #expect(shell.effects == [.watch([TaskNumber(rawValue: 12)], .live, timeout: nil)])
        shell.world.tasks[2].isForgotten = true
        shell.type("wait all")
        #expect(shell.effects == [.watch([TaskNumber(rawValue: 12)], .waiting, timeout: nil)])
        shell.type("watch 13")
        #expect(shell.effects == [.watch([TaskNumber(rawValue: 13)], .live, timeout: nil)])
        shell.type("tasks")
        #expect(shell.printed.filter { $0.contains("(forgotten)") }.count == 1, "\(shell.text)")
    }
}
