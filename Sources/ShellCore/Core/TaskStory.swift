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
        case .line, .supplied, .answered, .secret, .interrupted, .failed, .done: []
        }
    }

    private static func submitted(_ record: TaskRecord, _ order: SubmitOrder, in session: inout Session) -> [Effect] {
        session.lastSubmitted = session.draft
        if let seed = order.request.seed {
            session.lastSeed = seed
            session.usedSeeds.removeAll { $0 == seed }
            session.usedSeeds.insert(seed, at: 0)
            if session.usedSeeds.count > 5 { session.usedSeeds.removeLast() }
        }
        session.following.insert(record.number)
        let seed = order.request.seed.map { "seed \($0)" } ?? "seed drawn by the server, not reproducible"
        var line = StyledText(record.number.description, .accent) + StyledText(" submitted · id \(record.id?.rawValue ?? "?")")
        line.append(" · \(record.draft.model.wireName) \(record.draft.size.wireName) · \(seed)")
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
        let message = Message(error, of: record?.number, profile: order.profile)
        let diagnostic = Diagnostic(message)
        if session.output == .json {
            let more = [JSONMember("ok", false), JSONMember("path", .null)]
            let result = record.map { TaskObject.event("result", $0, more) }
            return [.data(diagnostic.object(surroundings.place).text)] + [result].compactMap { $0 } + [.fail(message.exit)]
        }
        return [.tell(diagnostic.lines(columns: surroundings.columns, place: surroundings.place)), .fail(message.exit)]
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
    private static func changed(_ record: TaskRecord, _ mode: WatchMode, in session: inout Session) -> [Effect] {
        let isFinal = record.status?.isTerminal == true || record.status == .lost
        if isFinal { session.following.remove(record.number) }
        var effects: [Effect] = []
        switch (session.output, mode) {
        case (.json, _): effects.append(TaskObject.event("status", record))
        case (.piped, _): effects.append(.tell([progressLine(record)]))
        case (.terminal, .live): if isFinal { effects.append(.print([TaskWords.outcome(record)])) }
        case (.terminal, .waiting): effects.append(.tell([progressLine(record)]))
        case (.terminal, .background): break
        }
        guard isFinal else { return effects }
        return effects + ended(record, mode, in: session)
    }

    private static func progressLine(_ record: TaskRecord) -> StyledText {
        var line = TaskWords.outcome(record)
        if record.status?.isTerminal == false, let progress = record.progress { line.append("  \(progress)%") }
        return line
    }

    /// What follows the last word of a service.
    private static func ended(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        switch record.status {
        case .succeeded:
            if session.settings.isOn(.autosave) { return [.download(record.number, path: nil, mode)] }
            return noticed(record, "`download \(record.number.rawValue)`", mode, in: session) + result(record, path: nil, mode, in: session)
        case .failed, .cancelled, .lost:
            let effects = failureLines(record, mode, in: session)
            return effects + result(record, path: nil, mode, in: session) + (mode == .background ? [] : [.fail(.taskFailed)])
        case .pending, .queued, .running, .none:
            return []
        }
    }

    private static func failureLines(_ record: TaskRecord, _ mode: WatchMode, in session: Session) -> [Effect] {
        guard session.output != .json else { return [] }
        let number = record.number.rawValue
        let hint = record.status == .lost ? "`watch \(number)` `retry \(number)`" : "`retry \(number)` `use \(number)`"
        var lines: [StyledText] = []
        if mode == .background {
            lines.append(StyledText("[", .faint) + TaskWords.outcome(record) + StyledText("]", .faint) + StyledText("  \(hint)", .faint))
        }
        if let failure = record.failure {
            let code = failure.code.map { " [\($0)]" } ?? ""
            lines.append(StyledText("  \(Sanitizer.oneLine(failure.message))\(code)", .error))
        }
        if record.status == .lost {
            lines.append(StyledText("  the server does not know the task any more; it can be asked again", .warning))
        }
        if mode != .background { lines.append(StyledText("  \(hint)", .faint)) }
        return [session.output == .terminal ? .print(lines) : .tell(lines)]
    }

    /// `[#12 succeeded in 1:09 → ./tween-0012.mp4  …]`, above whatever is being typed.
    private static func noticed(
        _ record: TaskRecord,
        _ hints: String,
        _ mode: WatchMode,
        path: String? = nil,
        in session: Session
    ) -> [Effect] {
        guard session.output != .json else { return [] }
        var line = StyledText()
        if mode == .background {
            line = StyledText("[", .faint) + TaskWords.outcome(record)
        } else {
            line = StyledText(record.number.description, .accent)
        }
        if let path { line.append(" → \(path)", .strong) }
        line.append("  \(hints)", .faint)
        if mode == .background { line.append("]", .faint) }
        return [session.output == .terminal ? .print([line]) : .tell([line])]
    }

    private static func saved(_ record: TaskRecord, path: String, _ mode: WatchMode, in session: Session) -> [Effect] {
        let number = record.number.rawValue
        switch session.output {
        case .json:
            return [TaskObject.event("saved", record)] + result(record, path: path, mode, in: session)
        case .piped:
            return mode == .background ? noticed(record, "", mode, path: path, in: session) : [.data(path)]
        case .terminal:
            return noticed(record, "`open \(number)` `retry \(number)`", mode, path: path, in: session)
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
        let diagnostic = Diagnostic(Message("not_saved", .disk, words, hints: ["download \(record.number.rawValue)"]))
        let end: [Effect] = mode == .background ? [] : [.fail(.disk)]
        if session.output == .json {
            return [.data(diagnostic.object(surroundings.place).text)] + result(record, path: nil, mode, in: session) + end
        }
        return [.tell(diagnostic.lines(columns: surroundings.columns, place: surroundings.place))] + end
    }

    /// The last event of a task that was waited for.
    private static func result(_ record: TaskRecord, path: String?, _ mode: WatchMode, in session: Session) -> [Effect] {
        guard session.output == .json, mode != .background else { return [] }
        return [TaskObject.event("result", record, [JSONMember("ok", .bool(record.status == .succeeded))])]
    }

    private static func watchEnded(_ end: WatchEnd, _ records: [TaskRecord], in session: Session) -> [Effect] {
        let place = records.allSatisfy(\.isDemo) ? "here" : "on the server"
        switch end {
        case .detached:
            let lines = records.map { record in
                StyledText(record.number.description, .accent) + StyledText(" still running \(place); you are told here.")
                    + StyledText("  `watch \(record.number.rawValue)`", .faint)
            }
            return [session.output == .terminal ? .print(lines) : .tell(lines)] + (session.isInteractive ? [] : [.fail(.interrupted)])
        case .timedOut:
            let lines = records.map { record in
                StyledText("gave up waiting for ") + StyledText(record.number.description, .accent)
                    + StyledText(" (id \(record.id?.rawValue ?? "?")), which goes on \(place)")
                    + StyledText("  `watch \(record.number.rawValue)`", .faint)
            }
            let events = session.output == .json ? records.map { TaskObject.event("result", $0, [JSONMember("ok", false)]) } : []
            return [.tell(lines)] + events + [.fail(.gaveUp)]
        }
    }
}
