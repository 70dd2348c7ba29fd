import Foundation
import Journal
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

/// What must hold however a submit ends: nothing that was paid for is lost, and nothing is paid for twice.
@Suite("Money")
struct SpendingInvariantTests {
    /// What the service saw in the journal at the moment of each POST.
    private final class Witness: Sendable {
        let rows = Mutex<[[TaskRecord]]>([])
    }

    private static let images = "set images https://example.com/a.png https://example.com/b.png"

    /// A shell with a paid profile at the keyboard, the draft ready.
    private static func shell(
        on world: World,
        key: String = "sk-test-0123456789",
        onPost: @escaping @Sendable (Submission) -> Void = { _ in },
        prepare: (ScriptedServices) -> Void = { _ in }
    ) -> ShellRun {
        let keys = KeyRing(path: world.places.credentials, environmentKey: key)
        let services = ScriptedServices(keys: keys, isObliging: false, onPost: onPost)
        prepare(services)
        var options = ShellOptions()
        options.profile = "hosted"
        options.isQuiet = true
        let shell = ShellRun(on: world, options: options, services: services)
        shell.type(images)
        return shell
    }

    private static func accepted(_ id: String) -> Result<TaskSnapshot, ServiceError> {
        .success(TaskSnapshot(id: TaskID(rawValue: id), status: .pending, rawStatus: "pending"))
    }

    private static func records(_ world: World) throws -> [TaskRecord] {
        try Journal(folder: world.places.state, now: { 0 }).list()
    }

    @Test("the row is on disk before the request goes out, and the id before it is shown")
    func writesFirst() throws {
        let (world, witness) = (try World(), Witness())
        let shell = Self.shell(
            on: world,
            onPost: { _ in
                let rows = (try? Self.records(world)) ?? []
                witness.rows.withLock { $0.append(rows) }
            },
            prepare: { $0.answerSubmit(Self.accepted("vid_1")) }
        )
        let screen = shell.type("submit --yes &")
        let seen = witness.rows.withLock { $0 }
        #expect(seen.map { $0.map(\.sending) } == [[.sending]])
        #expect(seen.first?.first?.idempotencyKey == shell.services.posts.first?.idempotencyKey)
        #expect(screen.contains { $0.hasPrefix("#1 submitted · id vid_1 ") })
        #expect(try Self.records(world).map(\.id) == [TaskID(rawValue: "vid_1")])
    }

    @Test("a lost answer is followed by no second request, not even in the next run")
    func neverRepeats() throws {
        let world = try World()
        let shell = Self.shell(
            on: world,
            prepare: { $0.answerSubmit(.failure(ServiceError(.unconfirmed, sending: .unconfirmed, message: "reset"))) }
        )
        shell.type("submit --yes")
        shell.type("exit")
        let next = Self.shell(on: world)
        next.pass(.seconds(600))
        #expect(shell.services.posts.count == 1)
        #expect(next.services.posts.isEmpty)
        #expect(try Self.records(world).map(\.sending) == [.unconfirmed])
    }

    @Test("what a service lost and wants again later goes out no sooner, in the next run either", arguments: [0, 3, 9])
    func waitsInTheNextRun(_ seconds: Int) throws {
        let world = try World()
        let first = Self.shell(
            on: world,
            prepare: { services in
                var lost = ServiceError(.upstream, sending: .unconfirmed, message: "busy", httpStatus: 503)
                lost.retryAfter = .seconds(7)
                services.answerSubmit(.failure(lost))
            }
        )
        first.type("submit --yes")
        first.type("exit")
        let begin = world.clock.seconds
        let next = Self.shell(
            on: world,
            prepare: { $0.answerSubmit(.failure(ServiceError(.input, sending: .rejected, message: "no"))) }
        )
        next.pass(.seconds(seconds))
        next.type("resolve 1 resend")
        next.type("yes")
        #expect(next.services.posts.map(\.idempotencyKey) == first.services.posts.map(\.idempotencyKey))
        #expect(world.clock.seconds - begin == max(7, seconds))
    }

    @Test("a clock that was set back makes nobody wait for longer than the service has asked", arguments: [3600, 365 * 86_400])
    func waitsByTheClock(_ seconds: Int) throws {
        let world = try World()
        let shell = Self.shell(
            on: world,
            prepare: { services in
                var lost = ServiceError(.upstream, sending: .unconfirmed, message: "busy", httpStatus: 503)
                lost.retryAfter = .seconds(7)
                services.answerSubmit(.failure(lost))
                services.answerSubmit(.failure(ServiceError(.input, sending: .rejected, message: "no")))
            }
        )
        shell.type("submit --yes")
        let begin = world.clock.seconds
        world.setClockBack(seconds: seconds)
        shell.type("resolve 1 resend")
        shell.type("yes")
        #expect(shell.services.posts.count == 2)
        #expect(world.clock.seconds - begin == 7)
    }

    @Test("a 429 is sent once more if it says when, and only then", arguments: [(30, 2), (120, 2), (121, 1), (0, 1), (nil, 1)])
    func resendsOnce(_ seconds: Int?, _ posts: Int) throws {
        let world = try World()
        let shell = Self.shell(
            on: world,
            prepare: { services in
                var limit = ServiceError(.rateLimit, sending: .rejected, message: "slow down", httpStatus: 429)
                limit.retryAfter = seconds.map { .seconds($0) }
                for _ in 0..<3 { services.answerSubmit(.failure(limit)) }
            }
        )
        shell.type("submit --yes")
        #expect(shell.services.posts.count == posts)
        #expect(Set(shell.services.posts.map(\.idempotencyKey)).count == 1)
        #expect(try Self.records(world).map(\.sending) == [.rejected])
        #expect(world.clock.seconds == (posts == 2 ? seconds ?? 0 : 0))
    }

    @Test("without a journal nothing is sent, and a script ends with 8")
    func needsJournal() throws {
        let world = try World()
        try FileManager.default.createDirectory(atPath: world.places.state + "/journal.sqlite", withIntermediateDirectories: false)
        try world.write("\(Self.images)\nsubmit --yes\n", to: "film.tween")
        var options = ShellOptions()
        options.file = "film.tween"
        options.profile = "hosted"
        let keys = KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789")
        let shell = ShellRun(on: world, options: options, services: ScriptedServices(keys: keys, isObliging: false))
        #expect(shell.goOn())
        #expect(shell.exitCode == ExitCode.disk.rawValue)
        #expect(shell.services.posts.isEmpty)
    }

    @Test("an id that can't be written down is shown alone on a line, on both outputs, and a script ends with 8")
    func savesID() throws {
        let world = try World()
        try world.write("\(Self.images)\nsubmit --yes\n", to: "film.tween")
        var options = ShellOptions()
        options.file = "film.tween"
        options.profile = "hosted"
        let keys = KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789")
        let services = ScriptedServices(keys: keys, isObliging: false) { _ in
            // From here on the table is not what the journal expects.
            try? TamperedDatabase(world.places.state + "/journal.sqlite").run("ALTER TABLE task RENAME TO gone")
        }
        services.answerSubmit(Self.accepted("vid_precious"))
        let shell = ShellRun(on: world, options: options, output: .piped, services: services)
        #expect(shell.goOn())
        let lines = shell.console.take()
        #expect(lines.contains(.output("vid_precious")))
        #expect(lines.contains(.diagnostics("vid_precious")))
        #expect(shell.exitCode == ExitCode.disk.rawValue)
    }

    @Test("the next run follows what is unfinished, at the service and with the key that it went with")
    func followsAgain() throws {
        let world = try World()
        let first = Self.shell(on: world, prepare: { $0.answerSubmit(Self.accepted("vid_1")) })
        first.type("submit --yes &")
        first.type("exit")
        let sameKey = Self.shell(
            on: world,
            prepare: { $0.answerPoll(.answer(.success(TaskSnapshot(id: TaskID(rawValue: ""), status: .running)))) }
        )
        sameKey.pass(.seconds(5))
        #expect(sameKey.services.asked == [TaskID(rawValue: "vid_1")])
        sameKey.type("exit")
        let otherKey = Self.shell(on: world, key: "sk-another-0123456789")
        otherKey.pass(.seconds(60))
        #expect(otherKey.services.asked.isEmpty)
        #expect(try Self.records(world).first?.remark == "blocked: key")
    }

    @Test("what a shell was sending when it died is unconfirmed, and told once")
    func settlesTheDead() throws {
        let world = try World()
        do {
            let dead = try Journal(folder: world.places.state) { 1_767_268_000 }
            let draft: JSONValue = ["model": "wan2.2-kf2v-flash", "size": "720P", "seed": "7"]
            _ = try dead.begin(
                NewTask(
                    profile: "hosted",
                    origin: "https://api.example.com/v1",
                    keyFingerprint: "f1e2",
                    isDemo: false,
                    draft: draft,
                    requestHash: "a",
                    draftHash: "b",
                    idempotencyKey: "c"
                )
            )
        }
        func start() -> [String] {
            var options = ShellOptions()
            options.isQuiet = true
            let keys = KeyRing(path: world.places.credentials, environmentKey: nil)
            let shell = ShellRun(on: world, options: options, services: ScriptedServices(keys: keys, isObliging: true))
            _ = shell.goOn()
            shell.pass(.seconds(1))
            let told = shell.taken()
            shell.type("exit")
            return told
        }
        #expect(start().count { $0.contains("#1 unconfirmed") } == 1)
        #expect(start().isEmpty)
        #expect(try Self.records(world).map(\.sending) == [.unconfirmed])
    }

    @Test("a journal with damage is set aside before anything is sent")
    func checksJournal() throws {
        let world = try World()
        do {
            let first = Self.shell(on: world, prepare: { $0.answerSubmit(Self.accepted("vid_1")) })
            first.type("submit --yes &")
            first.type("exit")
        }
        let shell = Self.shell(on: world)
        let path = world.places.state + "/journal.sqlite"
        shell.type("tasks")
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        let size = try handle.seekToEnd()
        #expect(size > 8192)
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
        try handle.close()
        shell.type("seed=8")
        let refusal = shell.type("submit --yes &")
        #expect(refusal.contains { $0.contains("damaged") && $0.contains("kept at") })
        #expect(shell.services.posts.isEmpty)
    }
}
