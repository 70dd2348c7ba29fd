import Journal
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

/// What must hold however a series of requests goes: no more go out than were agreed to, and nothing goes out after one that is in doubt.
@Suite("Money, several tasks at once")
struct SweepSpendingTests {
    private static let lost = ServiceError(.unconfirmed, sending: .unconfirmed, message: "connection reset")
    private static let unpaid = ServiceError(.quota, sending: .rejected, message: "balance is empty", httpStatus: 402)
    private static let busy: ServiceError = {
        var error = ServiceError(.rateLimit, sending: .rejected, message: "slow down", httpStatus: 429)
        error.retryAfter = .seconds(30)
        return error
    }()

    /// A shell with a paid profile at the keyboard, the draft ready.
    private static func shell(
        on world: World,
        answers: [ServiceError?],
        signals: [LoopSignal] = [],
        isSlow: Bool = false
    ) -> ShellRun {
        let clock = world.clock
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789"),
            isObliging: false,
            takingTime: { if isSlow { try? await clock.sleep(for: .seconds(30)) } }
        )
        for (number, error) in answers.enumerated() {
            let accepted = TaskSnapshot(id: TaskID(rawValue: "vid_\(number)"), status: .pending, rawStatus: "pending")
            services.answerSubmit(error.map { .failure($0) } ?? .success(accepted))
        }
        for signal in signals { services.answerPoll(.signal(signal)) }
        for _ in answers { services.answerPoll(.answer(.success(TaskSnapshot(id: TaskID(rawValue: ""), status: .succeeded)))) }
        var options = ShellOptions()
        options.profile = "hosted"
        options.isQuiet = true
        let shell = ShellRun(on: world, options: options, services: services)
        shell.type("set images https://example.com/a.png https://example.com/b.png")
        shell.type("set prompt a kitten")
        return shell
    }

    private static func states(_ world: World) throws -> [SendingState] {
        try Journal(folder: world.places.state, now: { 0 }).list().reversed().map(\.sending)
    }

    /// A way that a series of four can go.
    struct Course: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var answer = "yes"
        var answers: [ServiceError?] = [nil, nil, nil, nil, nil]
        var signals: [LoopSignal] = []
        var isSlow = false
        var posts: Int
        let states: [SendingState]
    }

    private static let courses = [
        Course(testDescription: "all are accepted", posts: 4, states: [.accepted, .accepted, .accepted, .accepted]),
        Course(testDescription: "the answer is no", answer: "no", posts: 0, states: []),
        Course(testDescription: "the answer is y", answer: "y", posts: 0, states: []),
        Course(testDescription: "one answer is lost", answers: [nil, lost, nil], posts: 2, states: [.accepted, .unconfirmed]),
        Course(testDescription: "there is no credit", answers: [unpaid, nil], posts: 1, states: [.rejected]),
        Course(
            testDescription: "a 429 is sent once more",
            answers: [nil, busy, nil, nil, nil],
            posts: 5,
            states: [.accepted, .accepted, .accepted, .accepted]
        ),
        Course(testDescription: "a second 429 ends it", answers: [busy, busy, nil], posts: 2, states: [.rejected]),
        Course(
            testDescription: "^C while a 429 is waited out",
            answers: [busy, nil],
            signals: [.interrupt],
            posts: 1,
            states: [.rejected]
        ),
        Course(testDescription: "^C while two are unfinished", signals: [.interrupt], posts: 2, states: [.accepted, .accepted]),
        Course(testDescription: "^C while an answer is waited for", signals: [.interrupt], isSlow: true, posts: 1, states: [.accepted]),
        Course(
            testDescription: "^C twice while an answer is waited for",
            signals: [.interrupt, .interrupt],
            isSlow: true,
            posts: 1,
            states: [.unconfirmed]
        ),
        Course(
            testDescription: "the shell is ended while an answer is waited for",
            signals: [.terminate],
            isSlow: true,
            posts: 1,
            states: [.unconfirmed]
        ),
    ]

    @Test("no more goes out than the typed yes was for, and nothing after what was not accepted", arguments: courses)
    func sendsWhatWasAgreed(_ course: Course) throws {
        let world = try World()
        let shell = Self.shell(on: world, answers: course.answers, signals: course.signals, isSlow: course.isSlow)
        let asked = shell.type("sweep seed=1..4")
        #expect(asked.contains("4 tasks to hosted: wan2.2-kf2v-flash 720P · price unknown · 2 at once"))
        #expect(shell.prompt == "type yes to send all 4: " && shell.services.posts.isEmpty)
        shell.type(course.answer)
        #expect(shell.services.posts.count == course.posts)
        // A 429 says that nothing was accepted: what goes out again has the same key.
        let keys = Set(shell.services.posts.map(\.idempotencyKey))
        #expect(keys.count == course.states.count)
        #expect(try Self.states(world) == course.states)
        #expect(shell.services.faults == [])
    }

    @Test("never more are unfinished than was said", arguments: [1, 2, 3])
    func keepsCount(_ most: Int) throws {
        let world = try World()
        let shell = Self.shell(on: world, answers: [nil, nil, nil, nil, nil])
        shell.type("sweep seed=1..5 --max-parallel \(most)")
        shell.type("yes")
        #expect(shell.services.posts.count == 5)
        let lives = try Journal(folder: world.places.state, now: { 0 }).list().map { ($0.createdAt, $0.finishedAt ?? .max) }
        #expect(lives.allSatisfy { life in lives.count { $0.0 <= life.0 && life.0 < $0.1 } <= most })
        #expect(lives.contains { life in lives.count { $0.0 <= life.0 && life.0 < $0.1 } == most })
    }

    @Test("leaving the shell waits for the answer that is due, and sends no other")
    func leaves() throws {
        let world = try World()
        let shell = Self.shell(on: world, answers: [nil, nil, nil], isSlow: true)
        shell.type("sweep seed=1..3 &")
        shell.type("yes")
        #expect(shell.services.posts.count == 1)
        let told = shell.type("exit")
        #expect(shell.exitCode == 0)
        #expect(told.contains("2 of 3 requests were not sent"))
        #expect(told.contains { $0.hasPrefix("1/3  #1 submitted · id vid_0") })
        #expect(told.contains("1 task goes on at the server (#1); next start follows it."))
        #expect(shell.services.posts.count == 1)
        #expect(try Self.states(world) == [.accepted])
    }

    @Test("a signal while the answer is awaited on leaving ends the shell as it does elsewhere")
    func leavesBySignal() throws {
        let world = try World()
        let shell = Self.shell(on: world, answers: [nil, nil], signals: [.terminate], isSlow: true)
        shell.type("sweep seed=1..2 &")
        shell.type("yes")
        shell.type("exit")
        #expect(shell.exitCode == 143)
        #expect(shell.services.posts.count == 1)
        #expect(try Self.states(world) == [.unconfirmed])
    }

    @Test("a script that leaves does so too")
    func scriptLeaves() throws {
        let world = try World()
        let clock = world.clock
        let services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789"),
            isObliging: false,
            takingTime: { try? await clock.sleep(for: .seconds(30)) }
        )
        services.answerSubmit(.success(TaskSnapshot(id: TaskID(rawValue: "vid_1"), status: .pending)))
        var options = ShellOptions()
        options.profile = "hosted"
        options.commands = ["set images https://example.com/a.png https://example.com/b.png", "sweep seed=1..3 --yes &", "exit"]
        let shell = ShellRun(on: world, options: options, output: .piped, services: services)
        #expect(shell.goOn())
        #expect(shell.exitCode == 0)
        #expect(services.posts.count == 1)
        #expect(try Self.states(world) == [.accepted])
        #expect(shell.console.take().contains(.diagnostics("2 of 3 requests were not sent")))
    }

    @Test("a script sends several paid tasks with --yes only", arguments: [("", 0), (" --yes", 2)])
    func scripts(_ flag: String, _ posts: Int) throws {
        let world = try World()
        let services = Self.services(world, accepting: 2)
        for _ in 1...2 { services.answerPoll(.answer(.success(TaskSnapshot(id: TaskID(rawValue: ""), status: .succeeded)))) }
        var options = ShellOptions()
        options.profile = "hosted"
        options.commands = ["set images https://example.com/a.png https://example.com/b.png", "sweep seed=1..2\(flag)"]
        let shell = ShellRun(on: world, options: options, output: .piped, services: services)
        #expect(shell.goOn())
        #expect(services.posts.count == posts)
        #expect(shell.exitCode == (posts == 0 ? ExitCode.usage.rawValue : 0))
    }

    @Test("a key that is refused when tasks are asked for ends a series: nothing goes out beside what is not over")
    func blocked() throws {
        let world = try World()
        let services = Self.services(world, accepting: 4)
        for _ in 0..<4 { services.answerPoll(.answer(.failure(ServiceError(.auth, sending: .rejected, message: "revoked")))) }
        let shell = Self.sweepingShell(world, services)
        let told = shell.type("yes")
        #expect(services.posts.count == 2)
        #expect(told.contains { $0.hasPrefix("stopped since the key is refused, 2 tasks accepted, 2 not sent") })
        #expect(try Self.states(world) == [.accepted, .accepted])
    }

    @Test("polls that fail for long hold back what may not go out beside tasks that are not over")
    func held() throws {
        let world = try World()
        let services = Self.services(world, accepting: 4)
        for _ in 0..<40 { services.answerPoll(.answer(.failure(ServiceError(.upstream, sending: .rejected, message: "HTTP 503")))) }
        services.answerPoll(.signal(.interrupt))
        let shell = Self.sweepingShell(world, services)
        shell.type("yes")
        #expect(services.asked.count >= 40)
        #expect(services.posts.count == 2)
    }

    /// A paid service that takes so many tasks, and answers nothing else by itself.
    private static func services(_ world: World, accepting count: Int) -> ScriptedServices {
        let keys = KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789")
        let services = ScriptedServices(keys: keys, isObliging: false)
        for number in 1...count { services.answerSubmit(.success(TaskSnapshot(id: TaskID(rawValue: "vid_\(number)"), status: .pending))) }
        return services
    }

    /// A shell that asks whether four tasks are to go out, two at once.
    private static func sweepingShell(_ world: World, _ services: ScriptedServices) -> ShellRun {
        var options = ShellOptions()
        options.profile = "hosted"
        options.isQuiet = true
        let shell = ShellRun(on: world, options: options, services: services)
        shell.type("set images https://example.com/a.png https://example.com/b.png")
        shell.type("sweep seed=1..4 --max-parallel 2")
        return shell
    }
}
