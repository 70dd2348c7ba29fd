import Foundation
import Journal
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

/// What a shell hears of tasks at its back, over a scripted service.
@Suite("Following tasks")
struct FollowingTests {
    private static let key = "sk-test-0123456789"

    /// A shell with a paid profile at the keyboard that asks nothing, and so many tasks sent.
    private static func shell(on world: World, tasks: Int = 0, prepare: (ScriptedServices) -> Void = { _ in }) -> ShellRun {
        let services = ScriptedServices(keys: KeyRing(path: world.places.credentials, environmentKey: key), isObliging: false)
        var options = ShellOptions()
        options.profile = "hosted"
        options.isQuiet = true
        let shell = ShellRun(on: world, options: options, services: services)
        shell.type("set images https://example.com/a.png https://example.com/b.png")
        for number in 0..<tasks {
            services.answerSubmit(.success(TaskSnapshot(id: TaskID(rawValue: "vid_\(number + 1)"), status: .pending)))
            shell.type("seed=\(number)")
            shell.type("submit --yes &")
        }
        prepare(services)
        return shell
    }

    /// A task of another shell, accepted.
    private static func begin(in journal: Journal) throws -> TaskNumber {
        let draft: JSONValue = ["model": "wan2.2-kf2v-flash", "size": "720P", "seed": "7"]
        let task = NewTask(
            profile: "hosted",
            origin: "https://baze-api.powerbuyin.top/v1",
            keyFingerprint: try APIKey(key).fingerprint,
            isDemo: false,
            draft: draft,
            requestHash: "a",
            draftHash: "b",
            idempotencyKey: "c"
        )
        let number = try journal.begin(task).number
        _ = try journal.accepted(number, TaskSnapshot(id: TaskID(rawValue: "vid_old"), status: .pending))
        return number
    }

    private static func journal(_ world: World) throws -> Journal { try Journal(folder: world.places.state, now: { world.now }) }

    private static func answer(_ words: String) throws -> ScriptedServices.Poll {
        .answer(.success(try #require(TaskSnapshot.saying(words))))
    }

    private static func refusal(_ kind: ServiceError.Kind, _ words: String, status: Int? = nil) -> ScriptedServices.Poll {
        .answer(.failure(ServiceError(kind, sending: .rejected, message: words, httpStatus: status)))
    }

    @Test("a refused key blocks all tasks that went with it, is told once, and login follows them again")
    func blocks() throws {
        let world = try World()
        // Three questions may be under way when the first is refused.
        let shell = Self.shell(on: world, tasks: 3) { services in
            for _ in 0..<3 { services.answerPoll(Self.refusal(.auth, "the key was revoked")) }
        }
        shell.pass(.seconds(60))
        #expect(shell.services.asked.count == 3)
        #expect(
            shell.taken().filter { $0.contains("revoked") } == [
                "warning: #1 #2 #3: the key was revoked; they may go on there. `login` follows them again"
            ]
        )
        #expect(try Self.journal(world).list().map(\.remark) == ["blocked: key", "blocked: key", "blocked: key"])
        #expect(try Self.journal(world).list().allSatisfy { $0.isUnfinished })
        for _ in 0..<3 { shell.services.answerPoll(try Self.answer("succeeded")) }
        shell.type("login")
        shell.type(Self.key)
        shell.pass(.seconds(10))
        #expect(shell.taken().filter { $0.contains("succeeded") }.count == 3)
        #expect(try Self.journal(world).list().map(\.remark) == [nil, nil, nil])
    }

    @Test("a task whose key is refused is asked once for its video, which is saved if there is one", arguments: [401, 403], [true, false])
    func triesContent(_ status: Int, _ hasVideo: Bool) throws {
        let world = try World()
        let nothing = DownloadTrouble(message: "no", mayPass: true, exit: .key)
        let shell = Self.shell(on: world, tasks: 1) { services in
            for _ in 0..<2 { services.answerPoll(Self.refusal(status == 401 ? .auth : .notAllowed, "revoked", status: status)) }
            if !hasVideo { services.answerDownload(.failure(nothing)) }
        }
        shell.pass(.seconds(60))
        let told = shell.taken()
        #expect(told.count { $0.contains("revoked") } == 1)
        #expect(told.count { $0.contains("tween-0001.mp4") } == (hasVideo ? 1 : 0))
        #expect(!told.contains { $0.hasPrefix("error") || $0.contains("not saved") })
        let record = try #require(try Self.journal(world).list().first)
        #expect(record.status == .pending && record.remark == "blocked: key")
        #expect((record.savedPath != nil) == hasVideo)
        // Refused a second time it is not asked for its video again, which would be there now.
        shell.type("login")
        shell.type(Self.key)
        shell.pass(.seconds(60))
        #expect(shell.services.asked.count == 2)
        #expect(try Self.journal(world).list().first?.savedPath == record.savedPath)
    }

    @Test("without autosave no video is asked for where the key is refused")
    func triesNoContent() throws {
        let world = try World()
        let shell = Self.shell(on: world)
        shell.type("config set autosave off")
        shell.services.answerSubmit(.success(TaskSnapshot(id: TaskID(rawValue: "vid_1"), status: .pending)))
        shell.services.answerPoll(Self.refusal(.auth, "revoked", status: 401))
        shell.type("submit --yes &")
        shell.pass(.seconds(60))
        #expect(try Self.journal(world).list().map(\.remark) == ["blocked: key"])
        #expect(try Self.journal(world).list().map(\.savedPath) == [nil])
    }

    @Test("a task that can't be asked for without credit is kept, and followed again after login")
    func noCredit() throws {
        let world = try World()
        let shell = Self.shell(on: world, tasks: 1) { services in
            services.answerPoll(Self.refusal(.quota, "用户额度不足", status: 403))
            services.answerDownload(.failure(DownloadTrouble(message: "no", exit: .service)))
        }
        shell.pass(.seconds(300))
        #expect(shell.services.asked.count == 1)
        let told = shell.taken().filter { $0.contains("用户额度不足") }
        #expect(told == ["warning: #1: there is no credit for asking how it is (用户额度不足); it may go on there. `login` follows it again"])
        #expect(try Self.journal(world).list().map(\.remark) == ["blocked: credit"])
        shell.services.answerPoll(try Self.answer("running"))
        shell.services.answerPoll(try Self.answer("succeeded"))
        shell.type("login")
        shell.type(Self.key)
        shell.pass(.seconds(60))
        #expect(shell.taken().contains { $0.hasPrefix("[#1 succeeded") })
        #expect(try Self.journal(world).list().map(\.remark) == [nil])
    }

    @Test("a task that the service does not know after a minute is lost; asked again and still not known, it ends the watch")
    func loses() throws {
        let world = try World()
        let shell = Self.shell(on: world, tasks: 1) { services in
            for _ in 0..<3 { services.answerPoll(Self.refusal(.notFound, "task_not_exist")) }
        }
        shell.pass(.seconds(300))
        #expect(shell.taken().contains { $0.hasPrefix("[#1 lost") })
        #expect(try Self.journal(world).list().map(\.status) == [.lost])
        shell.services.answerPoll(Self.refusal(.notFound, "task_not_exist"))
        #expect(shell.type("watch 1").contains("#1 lost"))
        shell.services.answerPoll(try Self.answer("succeeded"))
        #expect(shell.type("watch 1").contains { $0.hasPrefix("#1 succeeded") })
    }

    @Test("an unknown word is shown as running, and what another shell has written as the last word stands")
    func contradicts() throws {
        let world = try World()
        let shell = Self.shell(on: world, tasks: 1) {
            $0.answerPoll(.answer(.success(TaskSnapshot(id: TaskID(rawValue: ""), status: .running))))
        }
        shell.pass(.seconds(6))
        let failed = try #require(TaskSnapshot.saying("failed E no luck"))
        _ = try Self.journal(world).observe(TaskNumber(rawValue: 1), failed)
        shell.services.answerPoll(try Self.answer("running"))
        shell.pass(.seconds(30))
        let told = shell.taken()
        #expect(told.contains { $0.contains("#1: the service says \"running\" now; it was failed, which stands") })
        #expect(told.contains { $0.hasPrefix("[#1 failed") })
        #expect(shell.services.asked.count == 2)
        #expect(try Self.journal(world).list().map(\.status) == [.failed])
    }

    @Test("the tasks of a shell that ends are taken over without a restart, and a shell that is alone is not woken for that")
    func takesOver() throws {
        let world = try World()
        var other: Journal? = try Self.journal(world)
        let number = try Self.begin(in: try #require(other))
        let shell = Self.shell(on: world)
        shell.pass(.seconds(30))
        #expect(shell.services.asked.isEmpty, "a living shell's tasks are its own")
        shell.services.answerPoll(try Self.answer("running"))
        shell.services.answerPoll(try Self.answer("cancelled"))
        other = nil
        shell.pass(.seconds(20))
        let told = shell.taken()
        #expect(told.contains { $0.contains("1 task was still running when its shell ended: \(number), following it again") })
        #expect(shell.services.asked.first == TaskID(rawValue: "vid_old"))
        shell.pass(.seconds(30))
        #expect(!world.clock.hasSleepers)
    }

    @Test("what a shell has left is told once and taken over with the first question, not by who merely comes and goes")
    func takesOverWhenAsking() throws {
        let world = try World()
        let number = try Self.begin(in: try Self.journal(world))
        func events() throws -> [TaskChange.Event] { try Self.journal(world).history(of: number).map(\.event) }
        for _ in 1...2 {
            let shell = Self.shell(on: world)
            let told = shell.taken() + shell.type("show") + shell.type("tasks") + shell.type("exit")
            #expect(told.count { $0.contains("still running") && $0.contains("following it again") } <= 1)
            #expect(shell.services.asked.isEmpty)
        }
        #expect(try events() == [.sending, .accepted])
        let shell = Self.shell(on: world) { $0.answerPoll(.answer(.success(TaskSnapshot(id: TaskID(rawValue: ""), status: .pending)))) }
        shell.pass(.seconds(7))
        #expect(shell.services.asked.count == 1)
        #expect(try events() == [.sending, .accepted, .takenOver])
    }

    @Test("a refused key gives way to the one that login is given, for tasks of its profile, and is written down")
    func followsWithAnotherKey() throws {
        let world = try World()
        let shell = Self.shell(on: world, tasks: 1) { $0.answerPoll(Self.refusal(.auth, "the key was revoked")) }
        shell.pass(.seconds(60))
        let another = "sk-another-0123456789"
        // The new key is refused as well, and the next one is taken.
        shell.services.answerPoll(Self.refusal(.auth, "unknown key"))
        shell.type("login")
        shell.type(another)
        shell.pass(.seconds(60))
        #expect(shell.services.asked.count == 2)
        #expect(try Self.journal(world).list().map(\.remark) == ["blocked: key"])
        #expect(try Self.journal(world).list().map(\.keyFingerprint) == [try APIKey(another).fingerprint])
        shell.services.answerPoll(try Self.answer("succeeded"))
        shell.type("login")
        shell.type("sk-third-0123456789")
        shell.pass(.seconds(60))
        #expect(shell.taken().contains { $0.hasPrefix("[#1 succeeded") })
        let events = try #require(try Self.journal(world).life(of: TaskNumber(rawValue: 1))).changes.map(\.event)
        #expect(events.count { $0 == .rekeyed } == 2)
        #expect(shell.services.faults.isEmpty)
    }

    @Test("a video that the old key could not fetch is saved with the one that login is given, unless it was forgotten")
    func savesWithAnotherKey() throws {
        let world = try World()
        let trouble = DownloadTrouble(message: "the service does not take the key (401)", exit: .key)
        let shell = Self.shell(on: world, tasks: 2) { services in
            for _ in 0..<2 { services.answerDownload(.failure(trouble)) }
        }
        for _ in 0..<2 { shell.services.answerPoll(try Self.answer("succeeded")) }
        shell.pass(.seconds(60))
        #expect(shell.taken().count { $0.hasPrefix("error: ") && $0.contains("does not take the key") } == 2)
        // Of a task that is over the mark can only have been set before.
        _ = try Self.journal(world).forget(TaskNumber(rawValue: 2))
        shell.type("login")
        let another = "sk-another-0123456789"
        let told = shell.type(another)
        shell.pass(.seconds(10))
        #expect((told + shell.taken()).contains { $0.hasPrefix("[#1") && $0.contains("./tween-0001.mp4") })
        #expect(!FileManager.default.fileExists(atPath: world.path("tween-0002.mp4")))
        let tasks = try Self.journal(world).list()
        #expect(tasks.map(\.keyFingerprint) == [try APIKey(Self.key).fingerprint, try APIKey(another).fingerprint])
        #expect(tasks.map(\.remark) == ["not saved", nil])
    }

    @Test("a service is not said to answer again as long as the journal can't be written")
    func tellsEndOfTroubleOnce() throws {
        let world = try World()
        let database = world.places.state + "/journal.sqlite"
        let polls = Mutex(0)
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: Self.key),
            isObliging: false,
            onPoll: {
                let poll = polls.withLock { polls in
                    polls += 1
                    return polls
                }
                // As on a disk without room: reading goes on, each new word fails.
                let words = "CREATE TRIGGER full BEFORE INSERT ON change BEGIN SELECT RAISE(ABORT, 'no room'); END"
                if poll == 2 { try? TamperedDatabase(database).run(words) }
                if poll == 4 { try? TamperedDatabase(database).run("DROP TRIGGER full") }
            }
        )
        services.answerSubmit(.success(TaskSnapshot(id: TaskID(rawValue: "vid_1"), status: .pending)))
        services.answerPoll(Self.refusal(.network, "connection refused"))
        for word in ["running", "running", "running", "succeeded"] { services.answerPoll(try Self.answer(word)) }
        var options = ShellOptions()
        options.profile = "hosted"
        options.commands = ["set images https://example.com/a.png https://example.com/b.png", "submit --yes --wait"]
        let shell = ShellRun(on: world, options: options, output: .piped, services: services)
        #expect(shell.goOn())
        let told = shell.taken().filter { $0.contains("again") && !$0.contains("`retry") }
        let origin = "https://baze-api.powerbuyin.top/v1"
        #expect(
            told == [
                "\(origin): connection refused; trying again", "the journal: no room (1811); trying again",
                "the journal can be written again", "\(origin): it answers again",
            ]
        )
        #expect(shell.exitCode == 0 && polls.withLock { $0 } == 5)
    }

    @Test("a journal that stays unwritable ends the waiting, and is to blame for it")
    func endsWithoutJournal() throws {
        let world = try World()
        do { _ = try Self.begin(in: Self.journal(world)) }
        try TamperedDatabase(world.places.state + "/journal.sqlite").run("PRAGMA user_version = 99")
        let services = ScriptedServices(keys: KeyRing(path: world.places.credentials, environmentKey: Self.key), isObliging: false)
        services.answerPoll(try Self.answer("succeeded"))
        var options = ShellOptions()
        options.commands = ["wait all"]
        let shell = ShellRun(on: world, options: options, output: .piped, services: services)
        #expect(shell.goOn())
        #expect(
            shell.taken().last
                == "warning: #1 is not followed any more: the journal was written by a newer tween (version 99); it is read and not written, so nothing is submitted. It may go on there"
        )
        #expect(shell.exitCode == 8 && services.asked.count == 1)
    }

    @Test("a task that another living shell follows is watched from the journal, asked for by nobody twice, and saved there")
    func watchesFromAfar() throws {
        let world = try World()
        let other = try Self.journal(world)
        let number = try Self.begin(in: other)
        let shell = Self.shell(on: world)
        #expect(shell.type("watch \(number.rawValue) --timeout 30s").contains { $0.contains("gave up") || $0.contains("still") })
        _ = try other.observe(number, try #require(TaskSnapshot.saying("succeeded")))
        shell.pass(.seconds(20))
        #expect(shell.taken().isEmpty, "its video is not saved yet")
        let path = world.path("theirs.mp4")
        try Data().write(to: URL(fileURLWithPath: path))
        _ = try other.saved(number, path: path)
        shell.pass(.seconds(20))
        #expect(shell.taken().contains { $0.hasPrefix("[\(number) succeeded") && $0.contains("./theirs.mp4") })
        #expect(shell.services.asked.isEmpty && shell.services.faults.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: world.path("tween-0001.mp4")))
        withExtendedLifetime(other) {}
    }

    @Test("a video that the shell that follows a task does not save in time is not saved by the one that looks on")
    func savesNothingFromAfar() throws {
        let world = try World()
        let other = try Self.journal(world)
        let number = try Self.begin(in: other)
        let shell = Self.shell(on: world)
        shell.type("watch \(number.rawValue) --timeout 30s")
        _ = try other.observe(number, try #require(TaskSnapshot.saying("succeeded")))
        shell.pass(.seconds(120))
        #expect(shell.taken().contains { $0.hasPrefix("\(number): another shell has followed it") })
        #expect(!FileManager.default.fileExists(atPath: world.path("tween-0001.mp4")))
        #expect(shell.services.asked.isEmpty)
        withExtendedLifetime(other) {}
    }

    @Test("a task that is watched from afar is asked for here once the shell that followed it is gone")
    func inheritsWhatItWatches() throws {
        let world = try World()
        var other: Journal? = try Self.journal(world)
        let number = try Self.begin(in: try #require(other))
        let shell = Self.shell(on: world)
        shell.type("watch \(number.rawValue) --timeout 30s")
        #expect(shell.services.asked.isEmpty)
        shell.services.answerPoll(try Self.answer("cancelled"))
        other = nil
        shell.pass(.seconds(30))
        #expect(shell.services.asked == [TaskID(rawValue: "vid_old")])
        #expect(try Self.journal(world).list().map(\.status) == [.cancelled])
    }

    @Test("an id too long for an address is kept whole and not asked for, and the task is not lost")
    func keepsLongIDs() throws {
        let world = try World()
        let shell = Self.shell(on: world)
        let id = TaskID(rawValue: String(repeating: "x", count: TaskID.longest + 1))
        shell.services.answerSubmit(.success(TaskSnapshot(id: id, status: .pending)))
        shell.type("submit --yes &")
        shell.pass(.seconds(300))
        #expect(shell.taken().contains { $0.contains("#1 can't be asked for: its id has \(TaskID.longest + 1) bytes") })
        #expect(shell.services.asked.isEmpty)
        #expect(try Self.journal(world).list().map(\.id) == [id])
        #expect(try Self.journal(world).list().map(\.status) == [.pending])
    }

    @Test("damage in the middle of the journal is told at the prompt, before anything is sent")
    func tellsDamage() throws {
        let world = try World()
        do {
            let journal = try Self.journal(world)
            for _ in 0..<50 { _ = try journal.observe(Self.begin(in: journal), try #require(TaskSnapshot.saying("cancelled"))) }
        }
        let path = world.places.state + "/journal.sqlite"
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        let size = Int(try file.seekToEnd())
        let page = 4096
        try #require(size > 20 * page)
        // The table of the changes begins early; what lies far behind is read by the check alone.
        try file.seek(toOffset: UInt64(size / page / 2 * page))
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4 * page))
        try file.close()
        let shell = Self.start(on: world)
        shell.pass(.seconds(1))
        let told = shell.taken()
        #expect(told.contains { $0.contains("the journal is damaged") && $0.contains("the next submit sets it aside and sends nothing") })
        #expect(shell.services.posts.isEmpty)
    }

    @Test("a download that is cut is gone on with by itself, and told")
    func savesAgain() throws {
        let world = try World()
        let shell = Self.shell(on: world, tasks: 1) { services in
            for _ in 0..<2 { services.answerDownload(.failure(DownloadTrouble(message: "it was cut", mayPass: true))) }
        }
        shell.services.answerPoll(try Self.answer("succeeded"))
        shell.pass(.seconds(30))
        let told = shell.taken()
        #expect(told.count { $0 == "#1 is not saved yet: it was cut; trying again" } == 2)
        #expect(told.contains { $0.hasPrefix("[#1 succeeded") && $0.contains("./tween-0001.mp4") })
        #expect(try Self.journal(world).list().allSatisfy { $0.savedPath != nil && $0.remark == nil })
    }

    @Test("a video that can't be saved is told, named at the next start, and not fetched by itself again")
    func givesUp() throws {
        let world = try World()
        let tries = Saver.waits.count + 1
        let shell = Self.shell(on: world, tasks: 1) { services in
            for _ in 0..<tries { services.answerDownload(.failure(DownloadTrouble(message: "it was cut", mayPass: true))) }
        }
        shell.services.answerPoll(try Self.answer("succeeded"))
        shell.pass(.seconds(200))
        let told = shell.taken()
        #expect(told.count { $0.contains("trying again") } == tries - 1)
        #expect(told.contains("error: #1 succeeded in 0:05, but is not saved: it was cut"))
        shell.type("exit")
        let next = Self.start(on: world)
        #expect(next.taken().contains("#1 succeeded, its video is not saved yet: `download 1`"))
        #expect(!FileManager.default.fileExists(atPath: world.path("tween-0001.mp4")))
        #expect(next.type("download 1").contains { $0.contains("./tween-0001.mp4") })
        #expect(try Self.journal(world).list().map(\.remark) == [nil])
    }

    @Test("a video whose shell was killed while it saved is saved by the next, unless a living shell has it")
    func goesOn() throws {
        let world = try World()
        var other: Journal? = try Self.journal(world)
        let number = try Self.begin(in: try #require(other))
        _ = try other?.observe(number, try #require(TaskSnapshot.saying("succeeded")))
        let first = Self.start(on: world)
        #expect(first.taken().isEmpty)
        first.type("exit")
        other = nil
        let next = Self.start(on: world)
        let told = next.taken()
        #expect(told.contains("the video of \(number) was not saved yet when the shell ended: going on"))
        #expect(told.contains { $0.contains("./tween-0001.mp4") })
        #expect(try Self.journal(world).list().allSatisfy { $0.savedPath != nil })
    }

    @Test("a video that a shell was saving when it was killed is saved by one at its prompt, no line typed", arguments: [true, false])
    func goesOnLater(_ wasOpenAtStart: Bool) throws {
        let world = try World()
        var other: Journal? = try Self.journal(world)
        var shell: ShellRun?
        if wasOpenAtStart { shell = Self.start(on: world) }
        let number = try Self.begin(in: try #require(other))
        let first = shell ?? Self.start(on: world)
        // Nobody wakes a shell that is alone; this one has neighbours since its last line.
        first.type("show")
        _ = try other?.observe(number, try #require(TaskSnapshot.saying("succeeded")))
        first.pass(.seconds(20))
        #expect(!first.taken().contains { $0.contains("was not saved yet") }, "a living shell has it")
        other = nil
        first.pass(.seconds(20))
        let told = first.taken()
        #expect(told.count { $0 == "the video of \(number) was not saved yet when the shell ended: going on" } == 1)
        #expect(told.count { $0.contains("./tween-0001.mp4") } == 1)
        #expect(try Self.journal(world).list().allSatisfy { $0.savedPath != nil })
        first.type("show")
        #expect(first.taken().isEmpty && !world.clock.hasSleepers)
    }

    /// A shell that has told what it has to tell at its start, and typed nothing.
    private static func start(on world: World, prepare: (ScriptedServices) -> Void = { _ in }) -> ShellRun {
        var options = ShellOptions()
        options.isQuiet = true
        let keys = KeyRing(path: world.places.credentials, environmentKey: key)
        let services = ScriptedServices(keys: keys, isObliging: false)
        prepare(services)
        let shell = ShellRun(on: world, options: options, services: services)
        _ = shell.goOn()
        shell.pass(.seconds(1))
        return shell
    }

    @Test("a moment that no clock shows, and one long ahead, is no trouble", arguments: [Int.min, 1 << 40, .max])
    func oddTimes(_ moment: Int) throws {
        let world = try World()
        var other: Journal? = try Journal(folder: world.places.state, now: { moment })
        let number = try Self.begin(in: try #require(other))
        other = nil
        let shell = Self.start(on: world) { $0.answerPoll(Self.refusal(.notFound, "who?")) }
        shell.pass(.seconds(60))
        #expect(shell.services.asked.count == 1)
        #expect(try Self.journal(world).task(number)?.status == .lost)
        #expect(shell.type("tasks").contains { $0.contains("lost") })
    }

    @Test("a journal that was replaced is opened anew by the next call")
    func reopens() async throws {
        let world = try World()
        let desk = JournalDesk(folder: world.places.state, now: { 0 }, perform: { $0() })
        let number = try await desk { journal throws(JournalError) in
            try journal.begin(
                NewTask(
                    profile: "hosted",
                    origin: "o",
                    keyFingerprint: nil,
                    isDemo: false,
                    draft: ["model": "wan2.2-kf2v-flash"],
                    requestHash: "a",
                    draftHash: "b",
                    idempotencyKey: "c"
                )
            ).number
        }
        for file in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"] {
            try? FileManager.default.moveItem(atPath: "\(world.places.state)/\(file)", toPath: "\(world.places.state)/old-\(file)")
        }
        await #expect(throws: JournalError.replaced(path: world.places.state + "/journal.sqlite")) {
            try await desk { journal throws(JournalError) in try journal.remark(number, "x") }
        }
        #expect(try await desk { journal throws(JournalError) in try journal.list() }.isEmpty)
    }
}
