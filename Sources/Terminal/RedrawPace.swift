/// Spaces out the redraws that others ask for: the first is due at once, the next no sooner than a quarter of a second later.
struct RedrawPace {
    static let interval = Duration.milliseconds(250)

    private var last: ContinuousClock.Instant?

    /// Notes a redraw.
    mutating func note(at now: ContinuousClock.Instant) { last = now }

    /// Milliseconds until one may be made, rounded up; 0 if it may be now.
    func rest(at now: ContinuousClock.Instant) -> Int32 {
        guard let last, now < last + Self.interval else { return 0 }
        let rest = last + Self.interval - now
        return Int32(clamping: (rest.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000 + rest.components.seconds * 1000)
    }
}
