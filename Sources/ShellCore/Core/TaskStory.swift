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
        case .notSaved(let record, let message, let mode): notSaved(record, message: message, mode, given: surroundings, in: session)
        case .watchEnded(let end, let records): watchEnded(end, records, in: session)
        case .line, .supplied, .answered, .secret, .interrupted, .endOfInput, .failed, .done: []
        }
    }

    private static func submitted(_ record: TaskRecord, _ order: SubmitOrder, in session: inout Session) -> [Effect] {
        session.lastSubmitted = order.draft
        session.remember(seed: order.request.seed)
        session.following.insert(record.number)
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

extension TaskStory {
    /// A task that is over already when somebody wants to wait for it: its outcome, without waiting.
    static func finished(_ record: TaskRecord, in session: Session) -> [Effect] {
        let outcome: [Effect] = session.output == .json ? [] : [.tell([TaskWords.outcome(record)])]
        guard record.status == .succeeded else { return outcome + unsuccessful(record, .waiting, in: session) }
        guard let path = record.savedPath else { return outcome + ended(record, .waiting, in: session) }
        return outcome + saved(record, path: path, .waiting, in: session)
    }

    /// What follows the last word of a service.
    private static func ended(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        switch record.status {
        case .succeeded:
            if session.settings.isOn(.autosave) { return [.download(record.number, path: nil, mode)] }
            let hint = "`download \(record.number.rawValue)`"
            return spoken([TaskWords.notice(record, hint, mode)], in: session) + result(record, path: nil, mode, in: session)
        case .failed, .cancelled, .lost:
            return unsuccessful(record, mode, in: session)
        case .pending, .queued, .running, .none:
            return []
        }
    }

    private static func unsuccessful(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        spoken(TaskWords.failure(record, mode), in: session) + result(record, path: nil, mode, in: session)
            + (mode == .background ? [] : [.fail(.taskFailed)])
    }

    private static func saved(_ record: TaskRecord, path: String, _ mode: WatchMode, in session: Session) -> [Effect] {
        var record = record
        record.savedPath = path
        let number = record.number.rawValue
        switch session.output {
        case .json:
            return [TaskObject.event("saved", record)] + result(record, path: path, mode, in: session)
        case .piped:
            return mode == .background ? [.tell([TaskWords.notice(record, "", mode, path: path)])] : [.data(path)]
        case .terminal:
            return [.print([TaskWords.notice(record, "`open \(number)` `retry \(number)`", mode, path: path)])]
        }
    }

    private static func notSaved(
        _ record: TaskRecord,
        message: String,
        _ mode: WatchMode,
        given surroundings: Surroundings,
        in session: Session
    ) -> [Effect] {
        let words = "\(record.number) is not saved: \(message)"
        let diagnostic = Diagnostic(code: .notSaved, message: words, hints: ["download \(record.number.rawValue)"])
        let effects = diagnostic.effects(given: surroundings, in: session, before: result(record, path: nil, mode, in: session))
        // Nobody waits for a task at the prompt's back, so no line has failed.
        return mode == .background ? effects.filter { $0 != .fail(.disk) } : effects
    }

    /// The last event of a task that was waited for.
    private static func result(_ record: TaskRecord, path: String?, _ mode: WatchMode, in session: Session) -> [Effect] {
        guard session.output == .json, mode != .background else { return [] }
        var record = record
        record.savedPath = path
        return [TaskObject.event("result", record, [JSONMember("ok", .bool(record.status == .succeeded))])]
    }

    private static func watchEnded(_ end: WatchEnd, _ records: [TaskRecord], in session: Session) -> [Effect] {
        switch end {
        case .detached:
            return spoken(records.map(TaskWords.detached), in: session) + (session.isInteractive ? [] : [.fail(.interrupted)])
        case .timedOut:
            let events = records.flatMap { result($0, path: nil, .waiting, in: session) }
            return [.tell(records.map(TaskWords.gaveUp))] + events + [.fail(.gaveUp)]
        }
    }

    /// Lines for a person; a program reads the events instead.
    private static func spoken(_ lines: [StyledText], in session: Session) -> [Effect] {
        switch session.output {
        case .terminal: [.print(lines)]
        case .piped: [.tell(lines)]
        case .json: []
        }
    }
}

extension Session {
    /// Keeps the seed of a submit for `seed=keep` and for Tab.
    fileprivate mutating func remember(seed: Int?) {
        guard let seed else { return }
        lastSeed = seed
        usedSeeds.removeAll { $0 == seed }
        usedSeeds.insert(seed, at: 0)
        if usedSeeds.count > 5 { usedSeeds.removeLast() }
    }
}
