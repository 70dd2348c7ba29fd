import Journal
import ShellCore
import TerminalText
import VideoAPI

/// What is kept while tasks are watched in the foreground.
struct Watch {
    private(set) var numbers: [TaskNumber]
    /// Whether the live line is drawn.
    let draws: Bool
    private var usual: [TaskNumber: Duration] = [:]
    private var remarks: [TaskNumber: String] = [:]
    private var frame = 0

    init(numbers: [TaskNumber], draws: Bool) {
        self.numbers = numbers
        self.draws = draws
    }

    /// Looks up how long tasks like these usually take.
    mutating func prepare(_ journal: JournalDesk, _ followed: [TaskNumber: TaskRecord]) async {
        guard draws else { return }
        for number in numbers {
            if let record = followed[number] { await prepare(record, journal) }
        }
    }

    /// Watches one more.
    mutating func add(_ record: TaskRecord, _ journal: JournalDesk) async {
        guard !numbers.contains(record.number) else { return }
        numbers.append(record.number)
        if draws { await prepare(record, journal) }
    }

    private mutating func prepare(_ record: TaskRecord, _ journal: JournalDesk) async {
        let seconds = try? await journal { journal throws(JournalError) in
            try journal.medianSeconds(profile: record.profile, model: record.draft.model, size: record.draft.size)
        }
        if let seconds = seconds ?? nil { usual[record.number] = .seconds(seconds) }
    }

    /// The watched tasks that are not done.
    func remaining(_ followed: [TaskNumber: TaskRecord]) -> [TaskNumber] { numbers.filter { followed[$0] != nil } }

    /// Whether news is about a watched task.
    func concerns(_ report: FollowReport) -> Bool {
        switch report {
        case .changed(let record), .stopped(let record, _): numbers.contains(record.number)
        case .trouble(let number, _), .fine(let number): numbers.contains(number)
        }
    }

    /// Keeps a remark for the live line.
    mutating func note(_ report: FollowReport) {
        switch report {
        case .trouble(let number, let message): remarks[number] = "trying again: " + Sanitizer.oneLine(message)
        case .fine(let number): remarks[number] = nil
        case .changed(let record): remarks[record.number] = nil
        case .stopped: break
        }
    }

    /// Whether news changes nothing but the live line, which then need not be taken away first.
    func isQuiet(_ report: FollowReport, _ followed: [TaskNumber: TaskRecord]) -> Bool {
        switch report {
        case .changed(let record): draws && record.status?.isTerminal == false && record.status != .lost
        case .trouble, .fine: true
        case .stopped: false
        }
    }

    /// What the live line is drawn from now.
    mutating func moment(of record: TaskRecord, now: Int) -> WatchLine.Moment {
        frame += 1
        let elapsed = Duration.seconds(max(0, now - record.createdAt))
        return WatchLine.Moment(elapsed: elapsed, usual: usual[record.number], frame: frame, remark: remarks[record.number])
    }
}
