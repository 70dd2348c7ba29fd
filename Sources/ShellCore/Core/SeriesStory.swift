import TerminalText
import VideoAPI

/// What the shell says when several tasks were sent, or when the user's own marks on tasks were written down.
enum SeriesStory {
    static func tell(_ event: Event, given surroundings: Surroundings, in session: inout Session) -> [Effect] {
        switch event {
        case .sweepSubmitted(let record, let order, let position, let sweep):
            return submitted(record, order, position: position, of: sweep, in: &session)
        case .swept(let end):
            return swept(end, in: session)
        case .forgotten(let records):
            session.following.subtract(records.map(\.number))
            return session.confirmation(lines: records.map(SeriesWords.forgotten))
        case .cancelEnded(let outcome):
            return cancelEnded(outcome, given: surroundings, in: &session)
        case .marked(let records, let mark):
            return session.confirmation(lines: records.map { SeriesWords.marked($0, mark) })
        case .exported(let count, let path):
            return exported(count, path: path, in: session)
        case .line, .supplied, .answered, .secret, .submitted, .notSubmitted, .changed, .saved, .notSaved, .watchEnded, .edited,
            .interrupted, .endOfInput, .failed, .done:
            return []
        }
    }

    private static func submitted(
        _ record: TaskRecord,
        _ order: SubmitOrder,
        position: Int,
        of sweep: SweepOrder,
        in session: inout Session
    ) -> [Effect] {
        session.note(record, of: order)
        let count = sweep.orders.count
        switch session.output {
        case .json:
            let members = [JSONMember("position", .integer(position)), JSONMember("of", .integer(count))]
            return [TaskObject.event("submitted", record, members)]
        case .terminal, .piped:
            let line = StyledText("\(position)/\(count)  ", .faint) + TaskWords.submitted(record, seed: order.request.seed)
            return [session.output == .terminal ? .print([line]) : .tell([line])]
        }
    }

    private static func swept(_ end: SweepEnd, in session: Session) -> [Effect] {
        let told: Effect =
            switch session.output {
            case .json: .data(SeriesWords.object(end).text)
            case .terminal: .print(SeriesWords.ended(end, isInteractive: session.isInteractive))
            case .piped: .tell(SeriesWords.ended(end, isInteractive: session.isInteractive))
            }
        switch end.reason {
        // What was refused, and what failed, was told with a code of its own.
        case .finished, .refused, .unrecorded, .blocked: return [told]
        case .timedOut: return [told, .fail(.gaveUp)]
        case .interrupted: return [told] + (session.isInteractive ? [] : [.fail(.interrupted)])
        }
    }

    private static func cancelEnded(
        _ outcome: CancelOutcome,
        given surroundings: Surroundings,
        in session: inout Session
    ) -> [Effect] {
        switch outcome {
        case .cancelled(let record):
            session.following.remove(record.number)
            if session.output == .json { return [TaskObject.event("status", record)] }
            return session.confirmation(lines: [TaskWords.outcome(record)])
        case .over(let record):
            session.following.remove(record.number)
            let fault = TaskFault.taskOver(record.number, record.status ?? .succeeded)
            return Diagnostic(Message(fault)).effects(given: surroundings, in: session)
        case .failed(let record, let error):
            let words = "\(record.number) is not cancelled: \(Sanitizer.oneLine(error.message))"
            return Diagnostic(code: .service, message: words, hints: ["cancel \(record.number.rawValue)"])
                .effects(given: surroundings, in: session)
        }
    }

    private static func exported(_ count: Int, path: String, in session: Session) -> [Effect] {
        if session.output == .json {
            let event: JSONValue = ["v": 1, "type": "exported", "tasks": .integer(count), "path": .string(path)]
            return [.data(event.text)]
        }
        return session.confirmation(StyledText("\(Phrase.count(count, "task")) exported to \(Sanitizer.oneLine(path))"))
    }
}

extension Session {
    /// Lines that confirm changes, for a person only.
    fileprivate func confirmation(lines: [StyledText]) -> [Effect] { output == .terminal ? [.print(lines)] : [] }
}
