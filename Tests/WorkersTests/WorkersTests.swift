import Synchronization
import Testing

@testable import Workers

@Suite("Threads of our own")
struct WorkersTests {
    @Test("things come out in the order they went in, through any number of additions", arguments: [1, 2, 3, 1000])
    func order(count: Int) {
        let backlog = Backlog<Int>()
        for number in 0..<count { backlog.add(number) }
        #expect((0..<count).map { _ in backlog.take() } == Array(0..<count))
        backlog.add(-1)
        #expect(backlog.take() == -1)
    }

    @Test("of what many threads add, waiting threads miss nothing and take nothing twice")
    func nothingLost() async {
        let backlog = Backlog<Int>()
        let results = Backlog<Int>()
        for _ in 0..<4 { #expect(WorkThread.detach { while case let number = backlog.take(), number >= 0 { results.add(number) } }) }
        for part in 0..<4 {
            #expect(WorkThread.detach { for number in 0..<5000 { backlog.add(part * 5000 + number) } })
        }
        let taken = await withCheckedContinuation { continuation in
            _ = WorkThread.detach { continuation.resume(returning: (0..<20_000).map { _ in results.take() }) }
        }
        #expect(taken.sorted() == Array(0..<20_000))
        for _ in 0..<4 { backlog.add(-1) }
    }

    @Test("a thread does what it is given one after the other")
    func serial() async {
        let thread = WorkThread()
        let done = Mutex<[Int]>([])
        for number in 0..<1000 { thread.perform { done.withLock { $0.append(number) } } }
        await withCheckedContinuation { continuation in thread.perform { continuation.resume() } }
        #expect(done.withLock { $0 } == Array(0..<1000))
    }

    @Test("what is due comes in the order of its moments, and of equal ones the first added first")
    func timers() {
        var queue = TimerQueue<Int>()
        let now = ContinuousClock.now
        // 0...99 in a shuffled order, and each moment twice.
        for number in 0..<200 { queue.add(number, at: now + .seconds(number * 37 % 100)) }
        let expected = (0..<200).sorted { ($0 * 37 % 100, $0) < ($1 * 37 % 100, $1) }
        #expect(queue.takeDue(at: now - .seconds(1)).isEmpty)
        #expect(queue.earliest == now)
        let early = queue.takeDue(at: now + .seconds(49))
        #expect(early.count == 100)
        #expect(early + queue.takeDue(at: now + .seconds(99)) == expected)
        #expect(queue.earliest == nil)
    }

    @Test("tasks on the pool run, sleep, hop and are cancelled")
    func pool() async {
        let sum = await withTaskExecutorPreference(WorkerPool()) {
            await withTaskGroup(of: Int.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        await Task.yield()
                        try? await Task.sleep(for: .milliseconds(number % 3))
                        return number
                    }
                }
                return await group.reduce(0, +)
            }
        }
        #expect(sum == 124_750)
    }

    @Test("a timer rings although a later one was there first")
    func earlierTimer() async {
        let rung = Backlog<Int>()
        let timers = TimerThread<Int> { rung.add($0) }
        timers.add(3, at: .now + .seconds(100_000))
        timers.add(2, at: .now + .milliseconds(2))
        timers.add(1, at: .now)
        let first = await withCheckedContinuation { continuation in
            _ = WorkThread.detach { continuation.resume(returning: [rung.take(), rung.take()]) }
        }
        #expect(first == [1, 2])
    }

    @Test(
        "a wait is rounded up to what poll takes",
        arguments: [(.zero, 0), (.nanoseconds(1), 1), (.milliseconds(7), 7), (.seconds(-5), 0), (.seconds(9_000_000), 1_000_000_000)]
            as [(Duration, Int32)]
    )
    func timeout(duration: Duration, milliseconds: Int32) { #expect(duration.pollTimeout == milliseconds) }

    @Test("a main loop that was stopped returns")
    func mainLoop() async {
        let loop = MainLoop()
        loop.stop()
        loop.run()
    }
}
