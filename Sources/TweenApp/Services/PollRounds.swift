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

    /// A task that waits for its time.
    private struct Turn: Comparable {
        let due: Duration
        let number: TaskNumber
        let origin: String

        static func < (a: Turn, b: Turn) -> Bool { (a.due, a.number) < (b.due, b.number) }
    }

    private var entries: [TaskNumber: Entry] = [:]
    /// Those that are not being asked, the one that is due first in front.
    private var turns: [Turn] = []
    /// How many tasks each service has here.
    private var population: [String: Int] = [:]
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
        let entry = Entry(origin: origin, pace: pace, due: due)
        entries[number] = entry
        population[origin, default: 0] += 1
        if asked[number] == nil { enqueue(number, entry) }
    }

    /// Asks for a task no more.
    mutating func remove(_ number: TaskNumber) {
        guard let entry = entries.removeValue(forKey: number) else { return }
        let left = population[entry.origin, default: 1] - 1
        population[entry.origin] = left > 0 ? left : nil
        let turn = Turn(due: entry.due, number: number, origin: entry.origin)
        let index = place(of: turn)
        if index < turns.endIndex, turns[index] == turn { turns.remove(at: index) }
    }

    /// Whether the last question about a task failed.
    func hasTrouble(_ number: TaskNumber) -> Bool { entries[number].map { $0.failures > 0 } ?? false }

    /// The tasks to ask for now, the one that has waited longest first. They count as asked.
    mutating func takeDue(at now: Duration) -> [TaskNumber] {
        var taken: [TaskNumber] = []
        var index = turns.startIndex
        while asked.count < Self.places, index < turns.endIndex, turns[index].due <= now {
            if hasPlace(turns[index].origin) {
                let turn = turns.remove(at: index)
                asked[turn.number] = turn.origin
                taken.append(turn.number)
            } else {
                index += 1
            }
        }
        return taken
    }

    /// When ``takeDue(at:)`` is worth calling again; nil while only an answer or another task can change anything.
    var nextDue: Duration? {
        guard asked.count < Self.places else { return nil }
        return turns.first { hasPlace($0.origin) }?.due
    }

    /// Takes in what came of a question.
    ///
    /// - Parameter chance: 0 to 1, freshly drawn, for the jitter.
    mutating func answered(_ number: TaskNumber, _ answer: Answer, at now: Duration, chance: Double) {
        asked[number] = nil
        guard var entry = entries[number] else { return }
        var pause = Duration.zero
        switch answer {
        case .over: return remove(number)
        case .good:
            entry.failures = 0
        case .failed(let retryAfter, let holdsOrigin):
            entry.failures += 1
            pause = min(retryAfter ?? .zero, PollPace.longestRetryAfter)
            if holdsOrigin { hold(entry.origin, until: now + pause, at: now) }
        }
        entry.due = max(now + max(entry.pace.wait(failures: entry.failures, chance: chance), pause), held[entry.origin] ?? now)
        entries[number] = entry
        enqueue(number, entry)
    }

    /// Moves all that is due at a service, and keeps its distances: nobody who asks for less wants all of it at the end.
    private mutating func hold(_ origin: String, until end: Duration, at now: Duration) {
        let before = max(held[origin] ?? now, now)
        guard end > before else { return }
        held[origin] = end
        for (number, entry) in entries where entry.origin == origin { entries[number]?.due = max(entry.due, now) + (end - before) }
        turns = turns.map { turn in
            guard turn.origin == origin, let due = entries[turn.number]?.due else { return turn }
            return Turn(due: due, number: turn.number, origin: origin)
        }.sorted()
    }

    private mutating func enqueue(_ number: TaskNumber, _ entry: Entry) {
        let turn = Turn(due: entry.due, number: number, origin: entry.origin)
        turns.insert(turn, at: place(of: turn))
    }

    /// Where a turn stands, or would.
    private func place(of turn: Turn) -> Int {
        var (low, high) = (turns.startIndex, turns.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if turns[middle] < turn { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func hasPlace(_ origin: String) -> Bool {
        asked.values.count { $0 == origin } < (population.count > 1 ? Self.share : Self.places)
    }
}
