import ShellCore
import Testing
import VideoAPI

struct TaskCommandTests {
    private func shell(_ output: OutputStyle = .terminal, keyboard: Bool = true, profile: String = "local") -> ShellTester {
        var shell = ShellTester(output, keyboard: keyboard, profile: profile)
        shell.world.tasks = [
            .sample(11, .failed), .sample(12, .succeeded), .sample(13), .sample(14, sending: .unconfirmed, profile: "hosted"),
        ]
        shell.world.tasks[0].failure = TaskFailure(code: "E1", message: "boom")
        shell.world.tasks[1].savedPath = "/v/tween-0012.mp4"
        return shell
    }

    @Test("retry sends the same request with the same seed, and leaves the draft alone")
    func retries() {
        var shell = shell()
        shell.type("retry 12")
        #expect(shell.order?.request.draft == .sample)
        #expect(shell.order?.request.seed == 7)
        #expect(shell.draft == Draft())
        shell.type("retry #12 seed=9 prompt=\"a cat\" --wait")
        #expect(shell.order?.request.seed == 9)
        #expect(shell.order?.request.draft.text(.prompt) == "a cat")
        #expect(shell.order?.mode == .waiting)
        shell.type("retry 12 prompt=it's raining")
        #expect(shell.order?.request.draft.text(.prompt) == "it's raining")
        shell.world.tasks.removeLast()
        shell.type("retry seed=8")
        #expect(shell.order?.request.seed == 8)
    }

    @Test("retry takes a picture file, and tells of one that has changed")
    func retriesPictures() {
        var shell = shell()
        shell.world.pictures["new.png"] = .success(.sample("new.png"))
        shell.type("retry 12 first=new.png")
        #expect(shell.order?.request.first == .file(.sample("new.png")))
        shell.world.tasks[1].draft[.last] = .image(.file(.sample("old.png", sha256: "00")))
        shell.world.pictures["old.png"] = .success(.sample("old.png", sha256: "11"))
        shell.type("retry 12")
        #expect(shell.told == ["warning: last: old.png has changed since then; it goes out as it is now"])
        #expect(shell.order?.request.last == .file(.sample("old.png", sha256: "11")))
    }

    @Test("a flag in an unquoted text is not guessed at")
    func refusesHiddenFlags() {
        var shell = shell()
        shell.type("retry 12 prompt=a cat --yes")
        #expect(shell.shown[0] == "error: the text before --yes has no quotes, so it is not clear where it ends")
        #expect(shell.order == nil)
    }

    @Test("an unconfirmed task is not retried but resolved", arguments: ["retry 14", "retry"])
    func doesNotRetryUnconfirmed(_ line: String) {
        var shell = shell()
        shell.type(line)
        #expect(shell.shown[0] == "error: #14 is unconfirmed: its answer was lost, it may have been accepted and charged")
        #expect(shell.shown.dropFirst().allSatisfy { $0.contains("resolve 14 ") })
        #expect(shell.exit == .unconfirmed)
    }

    @Test("use loads a request into the draft, and undo brings the old one back")
    func uses() {
        var shell = shell()
        shell.type("size=1080P", "use 12")
        #expect(shell.draft == .sample)
        shell.type("undo")
        #expect(shell.draft.size == .p1080)
    }

    @Test("diff compares the draft with the last submit, or the tasks that are named")
    func diffs() {
        var shell = shell()
        shell.type("use 12", "set prompt a black kitten", "diff 12")
        #expect(shell.printed == ["prompt  a {+black +}kitten"])
        shell.type("set prompt 一只黑色的猫", "diff 12")
        #expect(shell.printed.count == 1)
        shell.world.tasks[0].draft[.size] = .size(.p1080)
        shell.type("diff 11 12")
        #expect(shell.printed == ["size  -1080P +720P"])
        shell.type("diff 12 12")
        #expect(shell.printed == ["no difference"])
        var json = self.shell(.json)
        json.type("use 12", "size=480P", "diff 12")
        #expect(json.data == [#"{"size":{"from":"720P","to":"480P"}}"#])
    }

    @Test("Chinese texts differ by character")
    func diffsChinese() {
        var shell = shell()
        shell.world.tasks[0].draft[.prompt] = .text("一只黑色的小猫")
        shell.world.tasks[1].draft[.prompt] = .text("一只白色的小猫")
        shell.type("diff 11 12")
        #expect(shell.printed == ["prompt  一只[-黑-]{+白+}色的小猫"])
    }

    @Test(
        "watch and wait take numbers, all, or what is unfinished",
        arguments: [
            ("watch 13", .watch([TaskNumber(rawValue: 13)], .live, timeout: nil)),
            ("watch", .watch([TaskNumber(rawValue: 13)], .live, timeout: nil)),
            ("wait all --timeout 1m", .watch([TaskNumber(rawValue: 13)], .waiting, timeout: .seconds(60))),
            ("wait #13 13", .watch([TaskNumber(rawValue: 13)], .waiting, timeout: nil)),
        ] as [(String, Effect)]
    )
    func watches(_ line: String, _ effect: Effect) {
        var shell = shell()
        shell.type(line)
        #expect(shell.effects == [effect])
    }

    @Test("waiting for a task that is over tells how it went, whoever was faster")
    func waitsForFinished() {
        var shell = shell(.piped, keyboard: false)
        shell.type("wait 12")
        #expect(shell.told == ["#12 succeeded in 1:09"] && shell.data == ["/v/tween-0012.mp4"] && shell.exit == nil)
        shell.type("wait 11")
        #expect(shell.told == ["#11 failed in 1:09", "  boom [E1]", "  `retry 11` `use 11`"] && shell.exit == .taskFailed)
        var json = self.shell(.json, keyboard: false)
        json.type("wait 12")
        #expect(json.types == ["saved", "result"])
        json.world.tasks = []
        json.type("wait all")
        #expect(json.effects.isEmpty)
    }

    @Test("a task that was never accepted is not watched")
    func doesNotWatchUnsent() {
        var shell = shell()
        shell.type("watch 14")
        #expect(shell.exit == .unconfirmed)
    }

    @Test("tasks are a table, TSV or an array")
    func lists() {
        var shell = shell()
        shell.type("tasks")
        #expect(shell.printed.count == 5)
        #expect(shell.printed[0].hasPrefix("  task  state"))
        #expect(shell.printed[1].contains("#14   unconfirmed"))
        shell.type("tasks failed")
        #expect(shell.printed.count == 2 && shell.printed[1].contains("#11   failed"))
        shell.type("tasks runing")
        #expect(shell.shown.last == "        ^^^^^^ did you mean \"running\"?         (Up gives: tasks running)")
        var piped = self.shell(.piped, keyboard: false)
        piped.session.showsHeader = true
        piped.type("tasks running")
        #expect(
            piped.data == [
                "task\tstate\tseconds\tmodel\tsize\tseed\tid\tpath\tprompt\tstarred\ttags\tnote",
                "13\trunning\t\twan2.2-kf2v-flash\t720P\t7\ttask_13\t\ta kitten\t\t\t",
            ]
        )
        var json = self.shell(.json, keyboard: false)
        json.type("tasks -a")
        #expect(json.data.count == 1 && json.data[0].hasPrefix("[{\"task\":14"))
    }

    @Test("resolve adopts an id, closes, or sends again after a question")
    func resolves() {
        let number = TaskNumber(rawValue: 14)
        var shell = shell(profile: "hosted")
        shell.type("resolve 14 vid_8")
        #expect(shell.effects == [.resolve(number, .adopt(TaskID(rawValue: "vid_8")))])
        shell.type("resolve 14 not-charged")
        #expect(shell.effects == [.resolve(number, .notCharged)])
        shell.type("resolve 14 resend")
        #expect(shell.question == .resend(number))
        shell.answer("yes")
        #expect(shell.effects == [.resolve(number, .resend)])
        shell.type("resolve 14")
        #expect(shell.exit == .unconfirmed)
        shell.type("resolve 13 x")
        #expect(shell.shown[0] == "error: #13 is not unconfirmed but accepted, so there is nothing to resolve")
        shell.type("resolve 14 \"a b\"")
        #expect(shell.shown[0] == "error: \"a b\" can't be a task's id")
    }

    @Test(
        "a slip of a word is not adopted as an id",
        arguments: ["not-chargd", "notcharged", "NOT-CHARGED", "not_charged", "Resend", "resent", "help", "2", "14"]
    )
    func resolvesNoSlip(_ word: String) {
        var shell = shell(profile: "hosted")
        shell.type("resolve 14 \(word)")
        #expect(shell.effects.allSatisfy { if case .resolve = $0 { false } else { true } })
        #expect(shell.exit == .usage)
    }

    @Test("a script sends again only with --yes")
    func resolvesInScripts() {
        var shell = shell(.piped, keyboard: false)
        shell.type("resolve 14 resend")
        #expect(shell.exit == .usage && shell.effects.count == 1)
        shell.type("resolve 14 resend --yes")
        #expect(shell.effects == [.resolve(TaskNumber(rawValue: 14), .resend)])
    }

    @Test("download saves what has a video")
    func downloads() {
        var shell = shell()
        shell.type("download 12 \"my cat.mp4\"")
        #expect(shell.effects == [.download(TaskNumber(rawValue: 12), path: "my cat.mp4", .waiting)])
        shell.type("download 13")
        #expect(shell.shown == ["error: #13 is running: it has no video yet", "  try: watch 13"])
        shell.type("download 11")
        #expect(shell.shown == ["error: #11 is failed: it has no video", "  try: retry 11"])
    }

    @Test("open shows the video, or a frame")
    func opens() {
        var shell = shell()
        shell.type("open 12")
        #expect(shell.effects == [.open("/v/tween-0012.mp4")])
        shell.type("open 12 first")
        #expect(shell.effects == [.open("https://example.com/a.png")])
        shell.type("open last")
        #expect(shell.effects == [.open("https://example.com/b.png")])
        shell.type("open 13")
        #expect(shell.shown == ["error: the video of #13 was not saved here", "  try: download 13"])
        shell.type("open 12 lst")
        #expect(shell.offered == "open 12 last")
    }

    @Test("a kept seed is shown as the number that would be sent", arguments: ["json", "curl", "explain"])
    func showsKeptSeed(_ command: String) {
        var shell = ShellTester.ready()
        shell.type("seed=keep", command)
        #expect(!(shell.shown + shell.data).contains { $0.contains("\"seed\"") }, "nothing was sent yet")
        shell.world.tasks = [.sample(3)]
        shell.type(command)
        #expect((shell.shown + shell.data).contains { $0.contains("\"seed\": 7") })
        shell.session.lastSeed = 5
        shell.type(command)
        #expect((shell.shown + shell.data).contains { $0.contains("\"seed\": 5") })
        #expect(!shell.told.contains { $0.contains("seed") } && shell.draft.seed == .keep)
    }

    @Test("json and curl never show a key, and leave an undrawn seed out")
    func shares() {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("set prompt it's", "json")
        #expect(shell.told == ["seed is left out: it is drawn at submit"])
        #expect(shell.data.count == 1 && !shell.data[0].contains("seed"))
        shell.type("curl")
        #expect(shell.data[0].contains("--url https://baze-api.powerbuyin.top/v1/videos"))
        #expect(shell.data[0].contains("--header \"Authorization: Bearer $TWEEN_API_KEY\""))
        #expect(shell.data[0].contains(#"it'\''s"#))
        shell.world.tasks = [.sample(3, profile: "hosted"), .sample(4, profile: "local")]
        shell.type("curl 3")
        #expect(shell.told.isEmpty)
        #expect(shell.data[0].contains("--url https://service.example/v1/videos") && shell.data[0].contains("\"seed\": 7"))
        // The port that a local task went to is not the embedded server's any more.
        shell.type("curl 4")
        #expect(shell.told == ["PORT and the key are those that `tween serve` prints"])
        #expect(shell.data[0].contains("--url http://127.0.0.1:PORT/v1/videos"))
    }
}
