import Journal
import ShellCore
import TerminalText
import VideoAPI

/// What is kept while tasks are watched in the foreground.
struct Watch {
    /// Whether the live line is drawn.
    let draws: Bool
    private var numbers: Set<TaskNumber>
    private var usual: [Kind: Duration] = [:]
    private var remarks: [TaskNumber: String] = [:]
    private var frame = 0

    /// What tasks have in common that take about as long as one another.
    private struct Kind: Hashable {
        let profile: String
        let model: Model
        let size: VideoSize

        init(_ record: TaskRecord) { (profile, model, size) = (record.profile, record.draft.model, record.draft.size) }
    }

    init(numbers: [TaskNumber], draws: Bool) {
        self.numbers = Set(numbers)
        self.draws = draws
    }

    /// Looks up how long tasks like these usually take.
    mutating func prepare(_ journal: JournalDesk, _ followed: [TaskNumber: TaskRecord]) async {
        for kind in Set(remaining(followed).map(Kind.init)) { await lookUp(kind, journal) }
    }

    /// Watches one more.
    mutating func add(_ record: TaskRecord, _ journal: JournalDesk) async {
        numbers.insert(record.number)
        await lookUp(Kind(record), journal)
    }

    private mutating func lookUp(_ kind: Kind, _ journal: JournalDesk) async {
        guard draws, usual[kind] == nil else { return }
        let seconds = try? await journal { journal throws(JournalError) in
            try journal.medianSeconds(profile: kind.profile, model: kind.model, size: kind.size)
        }
        if let seconds = seconds ?? nil { usual[kind] = .seconds(seconds) }
    }

    /// Whether a watched task is not done.
    func isOpen(_ followed: [TaskNumber: TaskRecord]) -> Bool { numbers.contains { followed[$0] != nil } }

    /// The watched tasks whose videos are being saved.
    func saving(_ savings: Savings) -> [TaskNumber] { savings.numbers.filter(numbers.contains) }

    /// The watched tasks that are not done, oldest first.
    func remaining(_ followed: [TaskNumber: TaskRecord]) -> [TaskRecord] {
        numbers.compactMap { followed[$0] }.sorted { $0.number < $1.number }
    }

    /// Whether news is about a watched task.
    func concerns(_ report: FollowReport) -> Bool {
        switch report {
        case .changed(let record), .contradicted(let record, _), .unknown(let record), .unaskable(let record),
            .unwritable(let record, _):
            numbers.contains(record.number)
        case .blocked(let records, _, _): records.contains { numbers.contains($0.number) }
        case .trouble(let number, _), .unwritten(let number, _), .fine(let number): numbers.contains(number)
        }
    }

    /// Keeps a remark for the live line.
    mutating func note(_ report: FollowReport) {
        switch report {
        case .trouble(let number, let message), .unwritten(let number, let message):
            remarks[number] = "trying again: " + Sanitizer.oneLine(message)
        case .fine(let number): remarks[number] = nil
        case .changed(let record): remarks[record.number] = nil
        case .blocked, .contradicted, .unknown, .unaskable, .unwritable: break
        }
    }

    /// Whether news changes nothing but the live line, which then need not be taken away first.
    func isQuiet(_ report: FollowReport) -> Bool {
        switch report {
        case .changed(let record): draws && !record.isOver
        case .trouble, .unwritten, .fine: true
        case .blocked, .contradicted, .unknown, .unaskable, .unwritable: false
        }
    }

    /// The live line as it is now: of several tasks, the one that is nearest to its end; nil when all are done.
    mutating func line(_ followed: [TaskNumber: TaskRecord], now: Int, columns: Int) -> StyledText? {
        let records = numbers.compactMap { followed[$0] }
        let nearest = records.max { a, b in
            let (done, other) = (share(of: a, now), share(of: b, now))
            return done == other ? a.number > b.number : done < other
        }
        return nearest.map { WatchLine.text($0, of: records.count, at: moment(of: $0, now: now), columns: columns) }
    }

    /// What the live line of a task is drawn from now.
    mutating func moment(of record: TaskRecord, now: Int) -> WatchLine.Moment {
        frame += 1
        return WatchLine.Moment(elapsed: elapsed(record, now), usual: usual[Kind(record)], frame: frame, remark: remarks[record.number])
    }

    /// How much of a task is done, as far as one can tell: 0 to 1.
    private func share(of record: TaskRecord, _ now: Int) -> Double {
        if record.status == .running, let progress = record.progress { return Double(progress) / 100 }
        guard let usual = usual[Kind(record)], usual > .zero else { return 0 }
        return min(0.99, elapsed(record, now) / usual)
    }

    private func elapsed(_ record: TaskRecord, _ now: Int) -> Duration {
        let (seconds, overflow) = now.subtractingReportingOverflow(record.createdAt)
        return .seconds(overflow ? 0 : max(0, seconds))
    }
}
