import VideoAPI

/// Whose turn it is to be asked for: many tasks, a few questions at once. A value; its times are since any one moment.
struct PollRounds: Sendable {
    /// What came of a question.
    enum Answer: Sendable, Hashable {
        /// The service said how the task is, and it goes on.
        case good
        /// It said nothing that helps; how long it asks to wait, and whether that holds for all its tasks.
        case failed(retryAfter: Duration? = nil, holdsOrigin: Bool = false)
        /// There is nothing more to ask.
        case over
    }

    private struct Entry {
        let origin: String
        let pace: PollPace
        var due: Duration
        var failures = 0
    }

    private var entries: [TaskNumber: Entry] = [:]
    /// Questions under way, with where they went; they take a place until they are answered, wanted or not.
    private var asked: [TaskNumber: String] = [:]
    /// Until when a service wants to be left alone.
    private var held: [String: Duration] = [:]

    /// How many questions are under way at most.
    static let places = 8
    /// How many of them go to one service while there are others, so that one that hangs holds up nobody else.
    static let share = 6

    /// Takes a task in; one that is in already keeps its turn.
    ///
    /// - Parameter chance: 0 to 1, freshly drawn, for the jitter.
    mutating func add(_ number: TaskNumber, origin: String, pace: PollPace, at now: Duration, chance: Double) {
        guard entries[number] == nil else { return }
        let due = max(now + pace.firstWait(chance: chance), held[origin] ?? now)
        entries[number] = Entry(origin: origin, pace: pace, due: due)
    }

    /// Asks for a task no more.
    mutating func remove(_ number: TaskNumber) { entries[number] = nil }

    /// Whether the last question about a task failed.
    func hasTrouble(_ number: TaskNumber) -> Bool { entries[number].map { $0.failures > 0 } ?? false }

    /// The tasks to ask for now, the one that has waited longest first. They count as asked.
    mutating func takeDue(at now: Duration) -> [TaskNumber] {
        guard asked.count < Self.places else { return [] }
        let due = waiting.filter { $0.value.due <= now }.sorted { ($0.value.due, $0.key) < ($1.value.due, $1.key) }
        let share = share
        var taken: [TaskNumber] = []
        for (number, entry) in due where asked.count < Self.places && count(entry.origin) < share {
            asked[number] = entry.origin
            taken.append(number)
        }
        return taken
    }

    /// When ``takeDue(at:)`` is worth calling again; nil while only an answer or another task can change anything.
    var nextDue: Duration? {
        guard asked.count < Self.places else { return nil }
        let share = share
        let full = Set(asked.values).filter { count($0) >= share }
        return waiting.filter { !full.contains($0.value.origin) }.map(\.value.due).min()
    }

    /// Takes in what came of a question.
    ///
    /// - Parameter chance: 0 to 1, freshly drawn, for the jitter.
    mutating func answered(_ number: TaskNumber, _ answer: Answer, at now: Duration, chance: Double) {
        asked[number] = nil
        guard var entry = entries[number] else { return }
        var pause = Duration.zero
        switch answer {
        case .over:
            entries[number] = nil
            return
        case .good:
            entry.failures = 0
        case .failed(let retryAfter, let holdsOrigin):
            entry.failures += 1
            pause = min(retryAfter ?? .zero, PollPace.longestRetryAfter)
            if holdsOrigin { hold(entry.origin, until: now + pause, at: now) }
        }
        entry.due = max(now + max(entry.pace.wait(failures: entry.failures, chance: chance), pause), held[entry.origin] ?? now)
        entries[number] = entry
    }

    /// Moves all that is due at a service, and keeps its distances: nobody who asks for less wants all of it at the end.
    private mutating func hold(_ origin: String, until end: Duration, at now: Duration) {
        let before = max(held[origin] ?? now, now)
        guard end > before else { return }
        held[origin] = end
        for (number, entry) in entries where entry.origin == origin { entries[number]?.due = max(entry.due, now) + (end - before) }
    }

    private var waiting: some Sequence<(key: TaskNumber, value: Entry)> { entries.lazy.filter { asked[$0.key] == nil } }

    private func count(_ origin: String) -> Int { asked.values.count { $0 == origin } }

    private var share: Int {
        guard let origin = entries.values.first?.origin else { return Self.places }
        return entries.values.contains { $0.origin != origin } ? Self.share : Self.places
    }
}
