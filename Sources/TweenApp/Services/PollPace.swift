/// How often a task is asked for: intervals, jitter and back-off.
struct PollPace: Sendable, Hashable {
    private let first: Duration
    private let interval: Duration
    private let jitter: Double

    /// The longest wait after errors, and the longest `Retry-After` that is obeyed.
    private static let longestBackOff: Duration = .seconds(60)
    static let longestRetryAfter: Duration = .seconds(120)

    /// The embedded server: four times a second.
    static let local = PollPace(first: .milliseconds(250), interval: .milliseconds(250), jitter: 0)

    /// Any other service: after 5 s, then every 10 s or what the user set, and up to 20 % more.
    static func hosted(interval: Duration?) -> PollPace {
        PollPace(first: min(.seconds(5), interval ?? .seconds(5)), interval: interval ?? .seconds(10), jitter: 0.2)
    }

    /// How long to wait before the first question.
    ///
    /// - Parameter chance: 0 to 1, freshly drawn, for the jitter.
    func firstWait(chance: Double) -> Duration { jittered(first, chance) }

    /// How long to wait after an answer, of which the last so many were none: the interval, doubled for each up to a minute.
    func wait(failures: Int, chance: Double) -> Duration {
        guard failures > 0 else { return jittered(interval, chance) }
        return jittered(max(interval, min(interval * (1 << min(failures, 10)), Self.longestBackOff)), chance)
    }

    private func jittered(_ wait: Duration, _ chance: Double) -> Duration { wait + wait * (jitter * min(max(chance, 0), 1)) }
}
