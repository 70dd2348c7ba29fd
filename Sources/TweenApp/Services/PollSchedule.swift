/// When a task is asked for next: shell.md's intervals, jitter and back-off, as a value.
struct PollSchedule: Sendable, Hashable {
    private let first: Duration
    private let interval: Duration
    private let jitter: Double
    private var failures = 0
    private var asked = false
    private var retryAfter: Duration?

    /// The longest wait after errors, and the longest `Retry-After` that is obeyed.
    private static let longestBackOff: Duration = .seconds(60)
    private static let longestRetryAfter: Duration = .seconds(120)

    /// The embedded server: four times a second.
    static let local = PollSchedule(first: .milliseconds(250), interval: .milliseconds(250), jitter: 0)

    /// Any other service: after 5 s, then every 10 s or what the user set, and up to 20 % more.
    static func hosted(interval: Duration?) -> PollSchedule {
        PollSchedule(first: min(.seconds(5), interval ?? .seconds(5)), interval: interval ?? .seconds(10), jitter: 0.2)
    }

    private init(first: Duration, interval: Duration, jitter: Double) {
        self.first = first
        self.interval = interval
        self.jitter = jitter
    }

    /// How long to wait before the next poll.
    ///
    /// - Parameter chance: 0 to 1, freshly drawn, for the jitter.
    mutating func wait(chance: Double) -> Duration {
        let base = asked ? backedOff : first
        asked = true
        let wait = base + base * (jitter * min(max(chance, 0), 1))
        guard let asked = retryAfter else { return wait }
        retryAfter = nil
        return max(wait, min(asked, Self.longestRetryAfter))
    }

    private var backedOff: Duration {
        guard failures > 0 else { return interval }
        return max(interval, min(interval * (1 << min(failures, 10)), Self.longestBackOff))
    }

    /// A good answer came.
    mutating func succeeded() { failures = 0 }

    /// No good answer came.
    mutating func failed(retryAfter: Duration?) {
        failures += 1
        self.retryAfter = retryAfter
    }
}
