import Testing
import VideoAPI

@testable import TweenApp

@Suite("When a task is asked for")
struct PollPaceTests {
    @Test("the embedded server is asked four times a second, without jitter", arguments: [0, 0.5, 1])
    func local(_ chance: Double) {
        #expect(PollPace.local.firstWait(chance: chance) == .milliseconds(250))
        #expect(PollPace.local.wait(failures: 0, chance: chance) == .milliseconds(250))
    }

    @Test(
        "others after 5 s and then every 10 s, and up to a fifth more",
        arguments: [(nil, 0.0, 5, 10), (nil, 1.0, 6, 12), (15, 0.0, 5, 15), (2, 0.0, 2, 2), (nil, 7.0, 6, 12), (nil, -1.0, 5, 10)]
    )
    func hosted(_ interval: Int?, _ chance: Double, _ first: Int, _ next: Int) {
        let pace = PollPace.hosted(interval: interval.map { .seconds($0) })
        #expect(pace.firstWait(chance: chance) == .seconds(first))
        #expect(pace.wait(failures: 0, chance: chance) == .seconds(next))
    }

    @Test(
        "after errors the interval doubles up to a minute, and one that is longer stays",
        arguments: [(10, 1, 20), (10, 2, 40), (10, 3, 60), (10, 1000, 60), (90, 1, 90), (90, 5, 90), (2, 4, 32)]
    )
    func backsOff(_ interval: Int, _ failures: Int, _ wait: Int) {
        #expect(PollPace.hosted(interval: .seconds(interval)).wait(failures: failures, chance: 0) == .seconds(wait))
    }
}

@Suite("Whose turn it is")
struct PollRoundsTests {
    private static let here = "https://api.example.com/v1"
    private static let there = "https://other.example.com/v1"

    private static func numbers(_ range: ClosedRange<Int>) -> [TaskNumber] { range.map { TaskNumber(rawValue: $0) } }

    private static func rounds(_ range: ClosedRange<Int>, at origin: String = here) -> PollRounds {
        var rounds = PollRounds()
        for number in numbers(range) { rounds.add(number, origin: origin, pace: .hosted(interval: nil), at: .zero, chance: 0) }
        return rounds
    }

    @Test("nobody is asked before the time, and everybody once at it")
    func waits() {
        var rounds = Self.rounds(1...2)
        #expect(rounds.takeDue(at: .milliseconds(4999)).isEmpty)
        #expect(rounds.nextDue == .seconds(5))
        #expect(rounds.takeDue(at: .seconds(5)) == Self.numbers(1...2))
        #expect(rounds.takeDue(at: .seconds(5)).isEmpty)
        #expect(rounds.nextDue == nil)
    }

    @Test("at most eight are asked at once, and who has waited longest comes next")
    func limits() {
        var rounds = Self.rounds(1...20)
        #expect(rounds.takeDue(at: .seconds(7)) == Self.numbers(1...8))
        #expect(rounds.nextDue == nil, "only an answer makes a place free")
        rounds.answered(TaskNumber(rawValue: 3), .good, at: .seconds(7), chance: 0)
        #expect(rounds.takeDue(at: .seconds(7)) == Self.numbers(9...9))
    }

    @Test("one service that hangs leaves places for the others")
    func shares() {
        var rounds = Self.rounds(1...20)
        rounds.add(TaskNumber(rawValue: 30), origin: Self.there, pace: .local, at: .zero, chance: 0)
        #expect(rounds.takeDue(at: .seconds(5)) == [TaskNumber(rawValue: 30)] + Self.numbers(1...6))
        rounds.answered(TaskNumber(rawValue: 30), .good, at: .seconds(5), chance: 0)
        #expect(rounds.nextDue == .milliseconds(5250), "the service that has its share is not waited for")
        #expect(rounds.takeDue(at: .milliseconds(5250)) == [TaskNumber(rawValue: 30)])
    }

    @Test("after an error the next question waits longer, and after a good answer no more")
    func endures() {
        var rounds = Self.rounds(1...1)
        let number = TaskNumber(rawValue: 1)
        var now = Duration.seconds(5)
        for wait in [20, 40, 60, 60] {
            #expect(rounds.takeDue(at: now) == [number])
            rounds.answered(number, .failed(), at: now, chance: 0)
            #expect(rounds.hasTrouble(number))
            #expect(rounds.nextDue == now + .seconds(wait))
            now += .seconds(wait)
        }
        #expect(rounds.takeDue(at: now) == [number])
        rounds.answered(number, .good, at: now, chance: 0)
        #expect(!rounds.hasTrouble(number))
        #expect(rounds.nextDue == now + .seconds(10))
    }

    @Test("a longer Retry-After is obeyed once, up to two minutes", arguments: [(1, 20), (45, 45), (120, 120), (86_400, 120)])
    func obeys(_ asked: Int, _ waited: Int) {
        var rounds = Self.rounds(1...1)
        let number = TaskNumber(rawValue: 1)
        _ = rounds.takeDue(at: .seconds(5))
        rounds.answered(number, .failed(retryAfter: .seconds(asked)), at: .seconds(5), chance: 0)
        #expect(rounds.nextDue == .seconds(5 + waited))
        _ = rounds.takeDue(at: .seconds(5 + waited))
        rounds.answered(number, .good, at: .seconds(5 + waited), chance: 0)
        #expect(rounds.nextDue == .seconds(15 + waited))
    }

    @Test("a 429 holds all tasks of its service, keeps their distances, and holds no other service")
    func holds() {
        var rounds = Self.rounds(1...2)
        rounds.add(TaskNumber(rawValue: 3), origin: Self.here, pace: .hosted(interval: nil), at: .seconds(2), chance: 0)
        rounds.add(TaskNumber(rawValue: 4), origin: Self.there, pace: .hosted(interval: nil), at: .seconds(2), chance: 0)
        #expect(rounds.takeDue(at: .seconds(5)) == Self.numbers(1...2))
        // Both are told the same; the tasks behind them wait thirty seconds and not sixty.
        for number in Self.numbers(1...2) {
            rounds.answered(number, .failed(retryAfter: .seconds(30), holdsOrigin: true), at: .seconds(5), chance: 0)
        }
        rounds.add(TaskNumber(rawValue: 5), origin: Self.here, pace: .hosted(interval: nil), at: .seconds(6), chance: 0)
        #expect(rounds.takeDue(at: .seconds(34)) == Self.numbers(4...4))
        #expect(rounds.takeDue(at: .seconds(35)) == [1, 2, 5].map { TaskNumber(rawValue: $0) })
        #expect(rounds.nextDue == .seconds(37))
        #expect(rounds.takeDue(at: .seconds(37)) == Self.numbers(3...3))
    }

    @Test("a question about a task that nobody follows any more keeps its place until it is answered, and starts nothing")
    func stops() {
        var rounds = Self.rounds(1...9)
        #expect(rounds.takeDue(at: .seconds(5)) == Self.numbers(1...8))
        rounds.remove(TaskNumber(rawValue: 1))
        #expect(rounds.takeDue(at: .seconds(5)).isEmpty)
        rounds.answered(TaskNumber(rawValue: 1), .good, at: .seconds(5), chance: 0)
        #expect(rounds.takeDue(at: .seconds(5)) == Self.numbers(9...9))
        #expect(rounds.takeDue(at: .seconds(500)).isEmpty)
    }

    @Test("what is over is asked for no more, and who is added twice keeps the turn")
    func ends() {
        var rounds = Self.rounds(1...1)
        rounds.add(TaskNumber(rawValue: 1), origin: Self.here, pace: .hosted(interval: nil), at: .seconds(4), chance: 0)
        #expect(rounds.takeDue(at: .seconds(5)) == Self.numbers(1...1))
        rounds.answered(TaskNumber(rawValue: 1), .over, at: .seconds(5), chance: 0)
        #expect(rounds.nextDue == nil)
    }

    @Test("a thousand tasks are asked for in their intervals, a question taking forty milliseconds")
    func keepsIntervals() {
        var rounds = Self.rounds(1...1000)
        var last: [TaskNumber: Duration] = [:]
        var underWay: [(number: TaskNumber, answer: Duration)] = []
        var (longest, most) = (Duration.zero, 0)
        var now = Duration.zero
        while now < .seconds(120) {
            for (number, answer) in underWay where answer <= now {
                rounds.answered(number, .good, at: now, chance: Double(number.rawValue % 10) / 10)
            }
            underWay.removeAll { $0.answer <= now }
            for number in rounds.takeDue(at: now) {
                if let before = last[number] {
                    #expect(now - before >= .seconds(10))
                    longest = max(longest, now - before)
                }
                last[number] = now
                underWay.append((number, now + .milliseconds(40)))
            }
            most = max(most, underWay.count)
            now += .milliseconds(10)
        }
        #expect(last.count == 1000)
        #expect(most == PollRounds.places)
        // Twelve seconds by the jitter, and what the wait for a place adds when a thousand begin at the same moment.
        #expect(longest < .seconds(16))
    }
}
