import TerminalText
import VideoAPI

/// What the shell says and does when something happens to a task.
enum TaskStory {
    static func tell(_ event: Event, given surroundings: Surroundings, in session: inout Session) -> [Effect] {
        switch event {
        case .submitted(let record, let order): submitted(record, order, in: &session)
        case .notSubmitted(let record, let error, let order): notSubmitted(record, error, order, given: surroundings, in: session)
        case .changed(let record, let mode): changed(record, mode, in: &session)
        case .saved(let record, let path, let mode): saved(record, path: path, mode, in: session)
        case .notSaved(let record, let message, let isGone, let mode):
            notSaved(record, message: message, isGone: isGone, mode, given: surroundings, in: session)
        case .watchEnded(let end, let records): watchEnded(end, records, in: session)
        case .line, .supplied, .answered, .secret, .edited, .interrupted, .endOfInput, .failed, .done, .sweepSubmitted, .swept, .forgotten,
            .cancelEnded, .marked, .exported:
            []
        }
    }

    private static func submitted(_ record: TaskRecord, _ order: SubmitOrder, in session: inout Session) -> [Effect] {
        session.note(record, of: order)
        let line = TaskWords.submitted(record, seed: order.request.seed)
        let next: Effect = order.mode == .background ? .follow(record.number) : .watch([record.number], order.mode, timeout: order.timeout)
        return [report("submitted", record, line, in: session), next]
    }

    private static func notSubmitted(
        _ record: TaskRecord?,
        _ error: ServiceError,
        _ order: SubmitOrder,
        given surroundings: Surroundings,
        in session: Session
    ) -> [Effect] {
        let message = Message(error, of: record?.number, profile: order.profile, keySource: order.keySource)
        let end = record.map { result($0, path: nil, order.mode, in: session) } ?? []
        return Diagnostic(message).effects(given: surroundings, in: session, before: end)
    }

    private static func changed(_ record: TaskRecord, _ mode: WatchMode, in session: inout Session) -> [Effect] {
        let isFinal = record.status?.isTerminal == true || record.status == .lost
        if isFinal { session.following.remove(record.number) }
        let news = news(of: record, mode, isFinal: isFinal, in: session)
        return isFinal ? news + ended(record, mode, in: session) : news
    }

    /// A change as it is told while it happens; the live line tells the others by itself.
    private static func news(of record: TaskRecord, _ mode: WatchMode, isFinal: Bool, in session: Session) -> [Effect] {
        switch (session.output, mode) {
        case (.json, _): [TaskObject.event("status", record)]
        case (.piped, _), (.terminal, .waiting): [.tell([TaskWords.progress(record)])]
        case (.terminal, .live): isFinal ? [.print([TaskWords.outcome(record)])] : []
        case (.terminal, .background): []
        }
    }

    /// A line for people, or an event for programs.
    private static func report(_ type: String, _ record: TaskRecord, _ line: StyledText, in session: Session) -> Effect {
        switch session.output {
        case .json: TaskObject.event(type, record)
        case .terminal: .print([line])
        case .piped: .tell([line])
        }
    }
}

extension Session {
    /// Keeps what later lines want to know of a request that was accepted.
    mutating func note(_ record: TaskRecord, of order: SubmitOrder) {
        lastSubmitted = order.draft
        remember(seed: order.request.seed)
        following.insert(record.number)
    }

    /// Keeps the seed of a submit for `seed=keep` and for Tab.
    private mutating func remember(seed: Int?) {
        guard let seed else { return }
        lastSeed = seed
        usedSeeds.removeAll { $0 == seed }
        usedSeeds.insert(seed, at: 0)
        if usedSeeds.count > 5 { usedSeeds.removeLast() }
    }
}
