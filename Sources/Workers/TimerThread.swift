import Synchronization

/// A thread that hands things over when they are due; it sleeps to the earliest of them, and without end when there is none.
final class TimerThread<Element: Sendable>: Sendable {
    private let queue = Mutex(TimerQueue<Element>())
    private let start = OnceStarted()
    /// Ends the thread's sleep. A semaphore would not do: its timeouts go by the clock on the wall, which may be set.
    private let wake = SleepPipe()
    private let deliver: @Sendable (Element) -> Void

    init(deliver: @escaping @Sendable (Element) -> Void) { self.deliver = deliver }

    func add(_ element: Element, at moment: ContinuousClock.Instant) {
        let isEarliest = queue.withLock { queue in
            queue.add(element, at: moment)
            return queue.earliest == moment
        }
        if isEarliest { wake.end() }
        start.once { WorkThread.detach { [self] in run() } }
    }

    private func run() {
        while true {
            let (due, rest) = queue.withLock { queue in
                let now = ContinuousClock.now
                return (queue.takeDue(at: now), queue.earliest.map { now.duration(to: $0) })
            }
            for element in due { deliver(element) }
            wake.sleep(milliseconds: rest.map(\.pollTimeout) ?? -1)
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up so that nobody looks too early, and as many as `poll` takes.
    var pollTimeout: Int32 {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return max(0, Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
