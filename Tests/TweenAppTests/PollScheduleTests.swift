import Testing

@testable import TweenApp

@Suite("When a task is asked for")
struct PollScheduleTests {
    @Test("the embedded server is asked four times a second, without jitter")
    func local() {
        var schedule = PollSchedule.local
        for chance in [0, 0.5, 1] { #expect(schedule.wait(chance: chance) == .milliseconds(250)) }
    }

    @Test(
        "others after 5 s and then every 10 s, and up to a fifth more",
        arguments: [(nil, 0.0, 5, 10), (nil, 1.0, 6, 12), (15, 0.0, 5, 15), (2, 0.0, 2, 2), (nil, 7.0, 6, 12), (nil, -1.0, 5, 10)]
    )
    func hosted(_ interval: Int?, _ chance: Double, _ first: Int, _ next: Int) {
        var schedule = PollSchedule.hosted(interval: interval.map { .seconds($0) })
        #expect(schedule.wait(chance: chance) == .seconds(first))
        #expect(schedule.wait(chance: chance) == .seconds(next))
    }

    @Test("after errors the interval doubles up to a minute, and is normal again after a good answer")
    func backsOff() {
        var schedule = PollSchedule.hosted(interval: nil)
        _ = schedule.wait(chance: 0)
        var waits: [Duration] = []
        for _ in 0..<5 {
            schedule.failed(retryAfter: nil)
            waits.append(schedule.wait(chance: 0))
        }
        #expect(waits == [.seconds(20), .seconds(40), .seconds(60), .seconds(60), .seconds(60)])
        schedule.succeeded()
        #expect(schedule.wait(chance: 0) == .seconds(10))
    }

    @Test("an interval of more than a minute is not made shorter by errors")
    func keepsLongIntervals() {
        var schedule = PollSchedule.hosted(interval: .seconds(90))
        _ = schedule.wait(chance: 0)
        schedule.failed(retryAfter: nil)
        #expect(schedule.wait(chance: 0) == .seconds(90))
    }

    @Test("a longer Retry-After is obeyed once, up to two minutes", arguments: [(1, 20), (45, 45), (120, 120), (86_400, 120)])
    func obeysRetryAfter(_ asked: Int, _ waited: Int) {
        var schedule = PollSchedule.hosted(interval: nil)
        _ = schedule.wait(chance: 0)
        schedule.failed(retryAfter: .seconds(asked))
        #expect(schedule.wait(chance: 0) == .seconds(waited))
        schedule.succeeded()
        #expect(schedule.wait(chance: 0) == .seconds(10))
    }

    @Test("a thousand errors overflow nothing")
    func endures() {
        var schedule = PollSchedule.hosted(interval: nil)
        _ = schedule.wait(chance: 0)
        for _ in 0..<1000 { schedule.failed(retryAfter: nil) }
        #expect(schedule.wait(chance: 0) == .seconds(60))
    }
}
