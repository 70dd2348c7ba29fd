import ShellCore
import Testing
import VideoAPI

struct TaskStoryTests {
    /// A shell that has just sent a task.
    private func sent(_ output: OutputStyle, mode: WatchMode = .live, keyboard: Bool? = nil) throws -> (ShellTester, SubmitOrder) {
        var shell = ShellTester.ready(output, keyboard: keyboard ?? (output == .terminal))
        shell.type("seed=7", mode == .background ? "submit &" : "submit")
        return (shell, try #require(shell.order))
    }

    private func record(_ status: TaskStatus, failure: TaskFailure? = nil) -> TaskRecord {
        var record = TaskRecord.sample(12, status)
        record.failure = failure
        return record
    }

    @Test("an accepted task is told, remembered and watched", arguments: [OutputStyle.terminal, .piped, .json])
    func submitted(_ output: OutputStyle) throws {
        var (shell, order) = try sent(output)
        shell.send(.submitted(record(.pending), order))
        let line = "#12 submitted · id task_12 · wan2.2-kf2v-flash 720P · seed 7"
        #expect(shell.printed == (output == .terminal ? [line] : []))
        #expect(shell.told == (output == .piped ? [line] : []))
        #expect(shell.types == (output == .json ? ["submitted"] : []))
        #expect(shell.effects == [.watch([TaskNumber(rawValue: 12)], .live, timeout: nil)])
        #expect(shell.session.following == [TaskNumber(rawValue: 12)])
        #expect(!shell.session.isDirty && shell.session.lastSeed == 7 && shell.session.usedSeeds == [7])
    }

    @Test("a task in the background is followed at the prompt's back")
    func background() throws {
        var (shell, order) = try sent(.terminal, mode: .background)
        shell.send(.submitted(record(.pending), order))
        #expect(shell.effects == [.follow(TaskNumber(rawValue: 12))])
        shell.send(.changed(record(.running), .background))
        #expect(shell.shown.isEmpty)
        shell.send(.changed(record(.succeeded), .background))
        #expect(shell.effects == [.download(TaskNumber(rawValue: 12), path: nil, .background)])
        shell.send(.saved(record(.succeeded), path: "./tween-0012.mp4", .background))
        #expect(shell.printed == ["[#12 succeeded in 1:09 → ./tween-0012.mp4  `open 12` `retry 12`]"])
        #expect(shell.session.following.isEmpty)
        shell.send(.changed(record(.failed, failure: TaskFailure(code: nil, message: "boom")), .background))
        #expect(shell.printed == ["[#12 failed in 1:09  `retry 12` `use 12`]", "  boom"])
        #expect(shell.exit == nil)
        shell.send(.notSaved(record(.succeeded), message: "disk full", .background))
        #expect(shell.told == ["error: #12 succeeded in 1:09, but is not saved: disk full", "  try: download 12"] && shell.exit == nil)
    }

    @Test("a watched task ends with its file")
    func watched() throws {
        var terminal = try sent(.terminal).0
        terminal.send(.changed(record(.running), .live))
        #expect(terminal.shown.isEmpty)
        terminal.send(.changed(record(.succeeded), .live))
        #expect(terminal.printed == ["#12 succeeded in 1:09"])
        terminal.send(.saved(record(.succeeded), path: "./tween-0012.mp4", .live))
        #expect(terminal.printed == ["#12 → ./tween-0012.mp4  `open 12` `retry 12`"])

        var piped = try sent(.piped).0
        var running = record(.running)
        running.progress = 40
        piped.send(.changed(running, .live))
        #expect(piped.told == ["#12 running  40%"])
        piped.send(.changed(record(.succeeded), .live))
        #expect(piped.told == ["#12 succeeded in 1:09"])
        piped.send(.saved(record(.succeeded), path: "/v/a.mp4", .live))
        #expect(piped.data == ["/v/a.mp4"] && piped.told.isEmpty)

        var json = try sent(.json).0
        json.send(.changed(running, .live))
        #expect(json.types == ["status"] && json.objects[0]["progress"] as? Int == 40 && json.objects[0]["v"] as? Int == 1)
        json.send(.saved(record(.succeeded), path: "/v/a.mp4", .live))
        #expect(json.types == ["saved", "result"])
        #expect(json.objects[1]["ok"] as? Bool == true && json.objects[1]["path"] as? String == "/v/a.mp4")
    }

    @Test("without autosave a finished task is only told")
    func notAutosaved() throws {
        var shell = try sent(.terminal).0
        shell.type("config set autosave off")
        shell.send(.changed(record(.succeeded), .live))
        #expect(shell.printed == ["#12 succeeded in 1:09", "#12  `download 12`"] && shell.effects.isEmpty)
        var json = try sent(.json).0
        json.type("config set autosave off")
        json.send(.changed(record(.succeeded), .waiting))
        #expect(json.types == ["status", "result"])
    }

    @Test("a failure shows the server's words, and ends a script with 1", arguments: [TaskStatus.failed, .cancelled, .lost])
    func failed(_ status: TaskStatus) throws {
        let record = record(status, failure: TaskFailure(code: "E7", message: "no\u{1B}[31m such image"))
        var shell = try sent(.terminal).0
        shell.send(.changed(record, .live))
        #expect(shell.text.contains("  no\\u{1b}[31m such image [E7]") && shell.text.contains("`retry 12`"))
        #expect(shell.exit == .taskFailed)
        var json = try sent(.json).0
        json.send(.changed(record, .live))
        #expect(json.types == ["status", "error", "result"] && json.objects[2]["ok"] as? Bool == false && json.exit == .taskFailed)
        #expect((json.objects[1]["error"] as? [String: Any])?["code"] as? String == "task_failed")
    }

    @Test("a word that nobody knows is shown as it came")
    func unknownStatus() throws {
        var record = record(.running)
        record.rawStatus = "dreaming of sheep"
        var shell = try sent(.piped).0
        shell.send(.changed(record, .live))
        #expect(shell.told == ["#12 running (\"dreaming of sheep\")"])
    }

    @Test("a file that can't be saved ends with 8", arguments: [OutputStyle.terminal, .piped, .json])
    func notSaved(_ output: OutputStyle) throws {
        var shell = try sent(output).0
        shell.send(.notSaved(record(.succeeded), message: "disk full", .live))
        #expect(shell.exit == .disk)
        #expect(
            output == .json
                ? shell.types == ["error", "result"] : shell.told.first?.hasSuffix("error: #12 is not saved: disk full") == true
        )
    }

    @Test("what is gone, and what never was, is not to be downloaded once more")
    func gone() throws {
        var shell = try sent(.terminal).0
        shell.send(.notSaved(record(.succeeded), message: "the video has expired (410)", isGone: true, .live))
        #expect(shell.told == ["error: #12 is not saved: the video has expired (410)", "  try: retry 12"])
        shell.send(.notSaved(record(.failed), message: "the service answered 400", .waiting))
        #expect(
            shell.told == [
                "error: #12 failed in 1:09; its video was asked for all the same: the service answered 400", "  try: retry 12",
            ]
        )
    }

    @Test("a failed or cancelled task is asked for its video all the same, if its service is not our own")
    func downloadsFailed() {
        for status in [TaskStatus.failed, .cancelled] {
            var shell = ShellTester.ready(.terminal)
            var record = TaskRecord.sample(12, status)
            record.isDemo = false
            shell.world.tasks = [record]
            shell.type("download 12")
            #expect(shell.effects == [.download(record.number, path: nil, .waiting)])
            record.isDemo = true
            shell.world.tasks = [record]
            shell.type("download 12")
            #expect(shell.told.first == "error: #12 is \(status.rawValue): it has no video")
        }
    }

    @Test("a task whose video was saved while it could not be asked for is told where it is", arguments: [nil, "/v/12.mp4"])
    func downloadsPending(_ saved: String?) {
        var shell = ShellTester.ready(.terminal)
        var record = TaskRecord.sample(12, .pending)
        record.savedPath = saved
        shell.world.tasks = [record]
        shell.type("download 12")
        let isAsked = shell.effects == [.download(record.number, path: nil, .waiting)]
        #expect(isAsked == (saved != nil))
    }

    @Test("a lost answer is unconfirmed, and the ways out are named", arguments: [OutputStyle.terminal, .piped, .json])
    func unconfirmed(_ output: OutputStyle) throws {
        var (shell, order) = try sent(output)
        let error = ServiceError(.unconfirmed, sending: .unconfirmed, message: "the connection was closed")
        shell.send(.notSubmitted(.sample(13, sending: .unconfirmed), error, order))
        #expect(shell.exit == .unconfirmed)
        #expect(shell.session.lastSubmitted == nil)
        if output == .json {
            #expect(shell.types == ["error", "result"] && shell.code == "unconfirmed")
        } else {
            #expect(
                shell.told[0].hasSuffix(
                    "error: #13 unconfirmed: the answer was lost (the connection was closed); it may have been accepted and charged. Not sent again"
                )
            )
            #expect(shell.told.dropFirst().allSatisfy { $0.contains("resolve 13 ") })
        }
    }

    @Test(
        "every refusal has its code and its exit",
        arguments: [
            (.auth, .rejected, "auth", .key), (.notAllowed, .rejected, "auth", .key), (.quota, .rejected, "quota", .key),
            (.rateLimit, .rejected, "rate_limit", .service), (.input, .rejected, "input", .service),
            (.imageUnreachable, .rejected, "image_unreachable", .service), (.moderation, .rejected, "moderation", .service),
            (.upstream, .rejected, "service", .service), (.network, .notSent, "network", .service),
            (.cancelled, .notSent, "interrupted", .interrupted),
            (.localDisk, .notSent, "file", .disk),
        ] as [(ServiceError.Kind, ServiceError.Sending, String, ExitCode)]
    )
    func refused(_ kind: ServiceError.Kind, _ sending: ServiceError.Sending, _ code: String, _ exit: ExitCode) throws {
        var (shell, order) = try sent(.json)
        shell.send(.notSubmitted(nil, ServiceError(kind, sending: sending, message: "no", httpStatus: 400), order))
        #expect(shell.code == code && shell.exit == exit)
        #expect(shell.draft.text(.prompt) == "a kitten")
    }

    @Test("a refused key is named by where it comes from")
    func refusedKey() throws {
        var shell = ShellTester.ready(profile: "hosted")
        shell.type("submit --yes")
        let order = try #require(shell.order)
        shell.send(.notSubmitted(nil, ServiceError(.auth, sending: .rejected, message: "invalid token", httpStatus: 401), order))
        #expect(shell.told[0] == "error: 401 from the server: invalid token (key from $TWEEN_API_KEY, profile hosted)")
        #expect(shell.told[1].contains("login") && shell.exit == .key)
    }

    @Test("leaving a watch leaves the task; a script ends with 130, and with 6 when the time is over")
    func ends() throws {
        var shell = try sent(.terminal).0
        shell.send(.watchEnded(.detached, [.sample(12, profile: "hosted")]))
        #expect(shell.printed == ["#12 still running on the server; you will be told here.  `watch 12`"] && shell.exit == nil)
        var piped = try sent(.piped).0
        piped.send(.watchEnded(.detached, [record(.queued)]))
        #expect(piped.exit == .interrupted)
        piped.send(.watchEnded(.timedOut, [record(.running)]))
        #expect(piped.told == ["gave up waiting for #12 (id task_12), which is still running  `watch 12`"] && piped.exit == .gaveUp)
        var json = try sent(.json).0
        json.send(.watchEnded(.timedOut, [record(.running)]))
        #expect(json.types == ["result"] && json.objects[0]["ok"] as? Bool == false && json.objects[0]["id"] as? String == "task_12")
    }
}
