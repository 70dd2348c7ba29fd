import Journal
import ShellCore
import Synchronization
import Testing
import VideoAPI

@testable import TweenApp

/// What was seen in the journal during the wait.
private final class Witness: Sendable {
    let states = Mutex<[SendingState]>([])
}

/// The one request that goes out again by itself: after a 429 that says when.
@Suite("Sent once more")
struct ResendTests {
    private let world: World
    private let services: ScriptedServices
    private let journal: JournalDesk
    private let request: VideoRequest
    private let profile: Profile

    init() throws {
        world = try World()
        services = ScriptedServices(
            keys: KeyRing(path: world.places.credentials, environmentKey: "sk-test-0123456789"),
            isObliging: false
        )
        journal = JournalDesk(folder: world.places.state, now: { 0 }, perform: { $0() })
        profile = Profile(name: "hosted", address: try ServiceAddress(typed: "https://api.example.com/v1"))
        var draft = Draft()
        for (name, value) in [(FieldName.first, "https://example.com/a.png"), (.last, "https://example.com/b.png")] {
            guard case .value(let image) = try Field.named(name).parse(value) else { continue }
            draft[name] = image
        }
        request = try draft.validated(seed: 7)
        var limit = ServiceError(.rateLimit, sending: .rejected, message: "slow down", httpStatus: 429)
        // What is waited is not what is shown here.
        limit.retryAfter = .nanoseconds(1)
        services.answerSubmit(.failure(limit))
    }

    private func records() throws -> [TaskRecord] { try Journal(folder: world.places.state, now: { 0 }).list() }

    @Test("while a 429 is waited out the journal says that nothing was charged, and afterwards all that happened")
    func isWrittenDown() async throws {
        services.answerSubmit(.success(TaskSnapshot(id: TaskID(rawValue: "vid_1"), status: .pending, rawStatus: "pending")))
        let (world, seen) = (world, Witness())
        let submitter = Submitter(services: services, journal: journal, clock: ContinuousClock()) { _ in
            let states = (try? Journal(folder: world.places.state, now: { 0 }).list().map(\.sending)) ?? []
            seen.states.withLock { $0 = states }
        }
        guard case .accepted(let record) = await submitter.submit(request, profile: profile) else {
            Issue.record("it was not accepted")
            return
        }
        #expect(seen.states.withLock { $0 } == [.rejected])
        let journal = try Journal(folder: world.places.state, now: { 0 })
        #expect(try journal.history(of: record.number).map(\.event) == [.sending, .rejected, .resent, .accepted])
        #expect(services.posts.count == 2)
    }

    @Test("what can't be written down after the wait is not sent again, and nothing is said to be charged")
    func needsJournal() async throws {
        let path = world.places.state + "/journal.sqlite"
        let submitter = Submitter(services: services, journal: journal, clock: ContinuousClock()) { _ in
            try? TamperedDatabase(path).run("ALTER TABLE task RENAME TO gone")
        }
        guard case .ended(_, let error) = await submitter.submit(request, profile: profile) else {
            Issue.record("it went out again")
            return
        }
        #expect(error.kind == .localDisk)
        #expect(error.sending == .notSent)
        #expect(services.posts.count == 1)
        try TamperedDatabase(path).run("ALTER TABLE gone RENAME TO task")
        #expect(try records().map(\.sending) == [.rejected])
    }
}
