import ShellCore
import Testing
import VideoAPI

@testable import TweenApp

@Suite("Videos that are saved")
struct SavingsTests {
    private static func order(_ number: Int, isAttempt: Bool = false) -> Savings.Order {
        let record = TaskRecord(
            number: TaskNumber(rawValue: number),
            profile: "hosted",
            origin: "",
            keyFingerprint: nil,
            isDemo: false,
            draft: Draft(),
            idempotencyKey: "",
            createdAt: 0
        )
        return Savings.Order(record: record, folder: "", name: .numbered(record.number), mode: .background, isAttempt: isAttempt)
    }

    @Test("at most three videos are saved at once, in their order, and none twice")
    func queues() {
        var savings = Savings()
        for number in [1, 2, 3, 4, 4, 5, 1] { savings.enqueue(Self.order(number)) }
        var begun: [Int] = []
        while let next = savings.next() {
            begun.append(next.record.number.rawValue)
            savings.begin(next, Task {})
        }
        #expect(begun == [1, 2, 3])
        #expect(savings.numbers.map(\.rawValue) == [1, 2, 3, 4, 5])
        #expect(savings.end(TaskNumber(rawValue: 2))?.mode == .background)
        #expect(savings.next()?.record.number.rawValue == 4)
        #expect(savings.owner(of: "tween-0001.mp4", in: "")?.rawValue == 1)
        #expect(savings.owner(of: "tween-0001.mp4", in: "/elsewhere") == nil && savings.owner(of: "tween-0002.mp4", in: "") == nil)
    }

    @Test("what is only looked for is expected as soon as somebody wants it, and not the other way round")
    func expects() {
        for (first, then) in [(true, true), (true, false), (false, true)] {
            for isRunning in [true, false] {
                var savings = Savings()
                savings.enqueue(Self.order(1, isAttempt: first))
                if isRunning, let next = savings.next() { savings.begin(next, Task {}) }
                savings.enqueue(Self.order(1, isAttempt: then))
                if !isRunning, let next = savings.next() { savings.begin(next, Task {}) }
                #expect(savings.end(TaskNumber(rawValue: 1))?.isAttempt == (first && then))
            }
        }
    }
}
