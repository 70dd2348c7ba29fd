import Journal
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

/// What became of a request while the journal could not be written: it is kept, and written as soon as that can be.
@Suite("Outcomes that could not be written")
struct UnwrittenTests {
    private let world: World

    init() throws { world = try World() }

    private var database: String { world.places.state + "/journal.sqlite" }

    /// As on a disk without room: reading goes on, each step fails.
    private static func fill(_ database: String) throws {
        try TamperedDatabase(database).run("CREATE TRIGGER full BEFORE INSERT ON change BEGIN SELECT RAISE(ABORT, 'no room'); END")
    }

    private func mend() throws { try TamperedDatabase(database).run("DROP TRIGGER full") }

    private func journal() throws -> Journal { try Journal(folder: world.places.state, now: { [world] in world.now }) }

    /// A paid profile whose disk is full from the first POST on.
    private func services(_ answers: Result<TaskSnapshot, ServiceError>...) -> ScriptedServices {
        let database = database
        let isFirst = Mutex(true)
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789"),
            isObliging: false,
            onPost: { _ in
                let fills = isFirst.withLock { isFirst in
                    defer { isFirst = false }
                    return isFirst
                }
                if fills { try? Self.fill(database) }
            }
        )
        for answer in answers { services.answerSubmit(answer) }
        return services
    }

    /// A shell at the keyboard that asks nothing, the draft ready.
    private func shell(_ services: ScriptedServices) -> ShellRun {
        var options = ShellOptions()
        options.profile = "hosted"
        options.isQuiet = true
        let shell = ShellRun(on: world, options: options, services: services)
        shell.type("set images https://example.com/a.png https://example.com/b.png")
        shell.type("config set confirm off")
        return shell
    }

    private func script(_ services: ScriptedServices) -> ShellRun {
        var options = ShellOptions()
        options.profile = "hosted"
        options.commands = ["set images https://example.com/a.png https://example.com/b.png", "submit --yes"]
        return ShellRun(on: world, options: options, output: .piped, services: services)
    }

    private static let accepted = Result<TaskSnapshot, ServiceError>.success(TaskSnapshot(id: TaskID(rawValue: "vid_1"), status: .pending))
    private static let lost = Result<TaskSnapshot, ServiceError>.failure(
        ServiceError(.unconfirmed, sending: .unconfirmed, message: "connection reset by peer")
    )
    private static let refused = Result<TaskSnapshot, ServiceError>.failure(
        ServiceError(.rateLimit, sending: .rejected, message: "slow down", httpStatus: 429)
    )

    @Test("an id is in the journal before the next command runs, and its task is followed")
    func writesID() throws {
        let shell = shell(services(Self.accepted))
        #expect(shell.type("submit").contains { $0.contains("Note the id") })
        #expect(try journal().list().map(\.id) == [nil])
        try mend()
        shell.services.answerPoll(.answer(.success(try #require(TaskSnapshot.saying("cancelled")))))
        let told = shell.type("tasks")
        #expect(told.first == "#1 is in the journal now")
        #expect(told.contains { $0.contains("pending") })
        #expect(try journal().list().map(\.id) == [TaskID(rawValue: "vid_1")])
        shell.pass(.seconds(10))
        #expect(try journal().list().map(\.status) == [.cancelled])
        #expect(shell.services.faults.isEmpty && !world.clock.hasSleepers)
    }

    @Test("while nothing is typed it is tried again, and a shell with nothing to write is not woken")
    func writesByItself() throws {
        let shell = shell(services(Self.lost))
        let told = shell.type("submit")
        #expect(told.contains { $0.contains("#1 unconfirmed") })
        #expect(told.contains { $0.contains("the journal does not hold that of #1 yet: ") && $0.contains("no room") })
        shell.pass(.seconds(5))
        #expect(try journal().list().map(\.sending) == [.sending])
        try mend()
        shell.pass(.seconds(2))
        #expect(try journal().list().map(\.sending) == [.unconfirmed])
        #expect(!world.clock.hasSleepers)
        #expect(shell.taken().isEmpty)
        #expect(shell.type("resolve 1 not-charged").contains { $0.contains("closed as not charged") })
    }

    @Test("the same draft is refused as the twin of one that is unconfirmed, also where that was written down only now")
    func guardsTwins() throws {
        let shell = shell(services(Self.lost))
        shell.type("submit")
        try mend()
        let told = shell.type("submit")
        #expect(told.contains { $0.contains("#1") && $0.contains("unconfirmed") } || shell.prompt?.contains("yes") == true)
        #expect(shell.services.posts.count == 1)
        #expect(try journal().list().map(\.sending) == [.unconfirmed])
    }

    @Test("a line sends nothing that has begun before all outcomes were written down", arguments: ["submit", "sweep seed=1..2"])
    func sendsNothingBlindly(_ line: String) throws {
        let shell = shell(services(Self.lost))
        shell.type("submit")
        // Only what had to be written when the line began fails.
        try mend()
        try TamperedDatabase(database).run(
            "CREATE TRIGGER full BEFORE UPDATE ON task WHEN OLD.number = 1 BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
        var told = shell.type(line)
        if shell.prompt?.contains("type yes") == true { told = shell.type("yes") }
        #expect(told.contains { $0.contains("not sent, nothing charged: what became of #1 could not be written down") })
        #expect(shell.services.posts.count == 1)
        try mend()
        shell.pass(.seconds(2))
        #expect(try journal().list().map(\.sending) == [.unconfirmed])
    }

    @Test("a refusal is told with the journal's trouble, and can be retried once it is written down")
    func writesRefusal() throws {
        let shell = shell(services(Self.refused))
        #expect(shell.type("submit").contains { $0.contains("the journal does not hold that of #1 yet: ") })
        try mend()
        shell.services.answerSubmit(Self.accepted)
        shell.type("tasks")
        #expect(try journal().list().map(\.sending) == [.rejected])
        #expect(!shell.type("retry 1").contains { $0.contains("is being sent") })
    }

    @Test("a script ends with the journal's trouble unless the task is in doubt", arguments: [false, true])
    func script(_ isLost: Bool) throws {
        let shell = script(services(isLost ? Self.lost : Self.refused))
        #expect(shell.goOn())
        #expect(shell.exitCode == (isLost ? ExitCode.unconfirmed : .disk).rawValue)
        #expect(shell.taken().contains { $0.contains("the journal does not hold that of #1 yet: ") })
    }

    @Test("the last try is at the end of the shell")
    func writesAtClose() throws {
        let shell = shell(services(Self.accepted))
        shell.type("submit")
        try mend()
        // Leaving by ^D runs no command.
        shell.keyboard?.type(.endOfInput)
        #expect(shell.goOn())
        #expect(shell.taken().contains("#1 is in the journal now"))
        #expect(try journal().list().map(\.id) == [TaskID(rawValue: "vid_1")])
        #expect(try journal().list().map(\.sending) == [.accepted])
    }

    @Test("nothing is written into another journal that stands in the place of the first, whatever has the number there")
    func leavesOthers() throws {
        let shell = shell(services(Self.accepted))
        shell.type("submit")
        let aside = try journal().setAside()
        let other = try journal()
        _ = try other.begin(
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
        )
        shell.type("show")
        let told = shell.type("show") + shell.taken()
        #expect(try other.list().map(\.sending) == [.sending], "\(aside)")
        #expect(told.contains { $0.contains("#1 is not in the journal any more") && $0.contains("vid_1") })
        withExtendedLifetime(other) {}
    }
}
