import Journal
import Testing
import VideoAPI

@Suite("Counting and walking")
struct CountingTests {
    let place: Place
    let journal: Journal

    init() throws {
        place = try Place()
        journal = try place.open()
    }

    @Test("tasks are counted by profile, kind and outcome, local ones apart, from a time on")
    func tallies() throws {
        try journal.accept()
        place.pass(100)
        let start = place.now
        for _ in 1...2 { _ = try journal.observe(try journal.accept(), .saying("succeeded")) }
        try journal.accept(.sample(model: .plus))
        try journal.accept(.sample(isDemo: true))
        _ = try journal.ended(try journal.begin(.sample()).number, .lost)
        func words(since time: Int?) throws -> Set<String> {
            Set(
                try journal.tallies(since: time).map { tally in
                    let outcome = tally.status?.rawValue ?? tally.sending.rawValue
                    return "\(tally.profile) \(tally.isDemo) \(tally.model.shortName) \(tally.size.wireName) \(outcome) \(tally.count)"
                }
            )
        }
        let later: Set = [
            "hosted false flash 720P succeeded 2", "hosted false plus 720P pending 1", "local true flash 720P pending 1",
            "hosted false flash 720P unconfirmed 1",
        ]
        #expect(try words(since: start) == later)
        #expect(try words(since: nil) == later.union(["hosted false flash 720P pending 1"]))
        #expect(try words(since: start + 1).isEmpty)
    }

    @Test("a walk gives every task with its history once, oldest first, in batches", arguments: [1, 2, 3, 7, 100])
    func walk(_ size: Int) throws {
        let numbers = try (1...7).map { try journal.accept(id: "vid_\($0)") }
        _ = try journal.observe(numbers[3], .saying("failed"))
        var batches: [[Journal.Life]] = []
        try journal.walk(batchesOf: size) { batch in
            batches.append(batch)
            return true
        }
        #expect(batches.allSatisfy { 1...size ~= $0.count })
        let lives = batches.flatMap(\.self)
        #expect(lives.map(\.record.number) == numbers)
        #expect(try lives == numbers.compactMap { try journal.life(of: $0) })
        #expect(lives[3].changes.map(\.event) == [.sending, .accepted, .status])
        #expect(try journal.life(of: TaskNumber(rawValue: 8)) == nil)
    }

    @Test("a walk sees the journal of one moment, holds up no writer, and ends when told")
    func moment() throws {
        for _ in 1...4 { try journal.accept() }
        var seen: [Int] = []
        try journal.walk(batchesOf: 2) { batch in
            seen += batch.map(\.record.number.rawValue)
            return (try? journal.accept()) != nil
        }
        #expect(seen == [1, 2, 3, 4])
        #expect(try journal.list().count == 6)
        seen = []
        try journal.walk(batchesOf: 2) { batch in
            seen += batch.map(\.record.number.rawValue)
            return false
        }
        #expect(seen == [1, 2])
    }

    @Test("the service's remarks and its date of expiry are kept")
    func remarks() throws {
        let number = try journal.begin(.sample()).number
        var snapshot = TaskSnapshot.saying("pending")
        snapshot.warnings = ["seconds is not used", "负面提示词被忽略"]
        _ = try journal.accepted(number, snapshot)
        snapshot = .saying("succeeded")
        snapshot.expiresAt = 1_800_090_000
        #expect(try journal.observe(number, snapshot).record.expiresAt == 1_800_090_000)
        #expect(try journal.history(of: number).map(\.warnings) == [[], ["seconds is not used", "负面提示词被忽略"], []])
    }
}
