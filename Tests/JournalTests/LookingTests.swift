import Journal
import Testing
import VideoAPI

@Suite("Looking")
struct LookingTests {
    let place: Place
    let journal: Journal

    init() throws {
        place = try Place()
        journal = try place.open()
    }

    @Test("each list shows its tasks, newest first")
    func lists() throws {
        let sending = try journal.begin(.sample()).number
        let running = try journal.accept()
        let lost = try journal.accept()
        let failed = try journal.accept()
        let done = try journal.accept()
        let unconfirmed = try journal.begin(.sample()).number
        let rejected = try journal.begin(.sample()).number
        _ = try journal.observe(lost, .saying("lost"))
        _ = try journal.observe(failed, .saying("failed"))
        _ = try journal.observe(done, .saying("succeeded"))
        _ = try journal.ended(unconfirmed, .lost)
        _ = try journal.ended(rejected, .invalid)
        #expect(try journal.list().map(\.number) == [rejected, unconfirmed, done, failed, lost, running, sending])
        #expect(try journal.list(.unsettled).map(\.number) == [unconfirmed, lost, running, sending])
        #expect(try journal.list(.running).map(\.number) == [lost, running])
        #expect(try journal.list(.failed).map(\.number) == [rejected, failed])
        #expect(try journal.list(limit: 2).map(\.number) == [rejected, unconfirmed])
        #expect(try journal.list(limit: -1).isEmpty)
        #expect(try journal.newest()?.number == rejected)
    }

    @Test("an empty journal has no newest task, no twin, no history")
    func empty() throws {
        #expect(try journal.newest() == nil)
        #expect(try journal.recentTwin(of: "x", origin: "y") == nil)
        #expect(try journal.life(of: TaskNumber(rawValue: 1)) == nil)
    }

    @Test("the same request is a twin for ten minutes after it was accepted, and while it is on its way")
    func recentTwin() throws {
        let new = NewTask.sample()
        func twin() throws -> TaskNumber? { try journal.recentTwin(of: new.requestHash, origin: new.origin)?.number }
        let number = try journal.begin(new).number
        #expect(try twin() == number)
        place.pass(30)
        _ = try journal.accepted(number, .saying("pending"))
        place.pass(600)
        #expect(try twin() == number)
        #expect(try journal.recentTwin(of: NewTask.sample(seed: 8).requestHash, origin: new.origin) == nil)
        #expect(try journal.recentTwin(of: new.requestHash, origin: "https://other.example.com/v1") == nil)
        place.pass(1)
        #expect(try twin() == nil)
    }

    @Test("a refused request is no twin")
    func refusedTwin() throws {
        let new = NewTask.sample()
        _ = try journal.ended(try journal.begin(new).number, .invalid)
        #expect(try journal.recentTwin(of: new.requestHash, origin: new.origin) == nil)
        #expect(try journal.unconfirmedTwin(of: new.draftHash, origin: new.origin) == nil)
    }

    @Test("the same draft with any seed is a twin for as long as it is unconfirmed")
    func unconfirmedTwin() throws {
        let number = try journal.begin(.sample(seed: 1)).number
        _ = try journal.ended(number, .lost)
        place.pass(1_000_000)
        let other = NewTask.sample(seed: 2)
        #expect(try journal.unconfirmedTwin(of: other.draftHash, origin: other.origin)?.number == number)
        _ = try journal.closeAsNotCharged(number)
        #expect(try journal.unconfirmedTwin(of: other.draftHash, origin: other.origin) == nil)
    }

    private func run(_ new: NewTask = .sample(), seconds: Int, ending word: String = "succeeded") throws {
        let number = try journal.accept(new)
        place.pass(seconds)
        _ = try journal.observe(number, .saying(word))
    }

    private func estimate(_ model: Model = .flash) throws -> Int? {
        try journal.medianSeconds(profile: "hosted", model: model, size: .p720)
    }

    @Test("the median is that of three or more of one's own successes of the same kind")
    func median() throws {
        try run(seconds: 90)
        try run(seconds: 60)
        try run(.sample(model: .plus), seconds: 1)
        try run(.sample(isDemo: true), seconds: 1)
        try run(seconds: 1, ending: "failed")
        #expect(try estimate() == nil)
        try run(seconds: 70)
        #expect(try estimate() == 70)
        #expect(try estimate(.plus) == nil)
    }

    @Test(
        "the service's own times count before ours, unless they make no sense",
        arguments: [(0, 40, 40), (50, 10, 100), (Int.min, Int.max, 100)]
    )
    func ownTimes(_ start: Int, _ end: Int, _ seconds: Int) throws {
        for _ in 1...3 {
            let number = try journal.accept()
            place.pass(100)
            var snapshot = TaskSnapshot.saying("succeeded")
            (snapshot.createdAt, snapshot.completedAt) = (start, end)
            _ = try journal.observe(number, snapshot)
        }
        #expect(try estimate() == seconds)
    }

    @Test("a task that nobody followed for a while says nothing of how long one takes")
    func unwatched() throws {
        try run(seconds: 60)
        try run(seconds: 60)
        let left = try place.open().accept()
        let adopted = try journal.begin(.sample()).number
        _ = try journal.ended(adopted, .lost)
        _ = try journal.adopt(TaskID(rawValue: "vid_2"), for: adopted)
        place.pass(40_000)
        #expect(try journal.follower(of: left).isAnother == false)
        for number in [left, adopted] { _ = try journal.observe(number, .saying("succeeded")) }
        #expect(try estimate() == nil)
    }
}
