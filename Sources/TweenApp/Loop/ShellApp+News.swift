import ShellCore
import TerminalText
import VideoAPI

extension ShellApp {
    /// Takes in news of a task.
    func heed(_ report: FollowReport, mode: WatchMode) async {
        switch report {
        case .changed(let record):
            guard followed[record.number] != nil else { return }
            let isNews = isNews(record)
            remember(record)
            if record.isOver { followed[record.number] = nil }
            if isNews || record.isOver { await dispatch(.changed(record, mode)) }
        case .contradicted(let record, let word):
            let last = record.status?.rawValue ?? ""
            warn("\(record.number): the service says \"\(Sanitizer.oneLine(word).cut(toWidth: 40))\" now; it was \(last), which stands")
        case .blocked(let records, let reason, let firstRefused):
            let records = records.filter { followed[$0.number] != nil }
            block(records, reason, mode: mode)
            if let record = records.first(where: { $0.number == firstRefused }) { attempt(record, mode: mode) }
        case .unaskable(let record):
            guard followed[record.number] != nil else { return }
            stopFollowing(record.number)
            let length = record.id?.rawValue.utf8.count ?? 0
            let hint = "`tasks \(record.number.rawValue)` shows it whole"
            warn("\(record.number) can't be asked for: its id has \(length) bytes. It may go on there; \(hint)")
            if mode != .background { failure = failure ?? .service }
        case .unknown(let record):
            guard followed[record.number] != nil else { return }
            stopFollowing(record.number)
            let id = record.id.map { Sanitizer.oneLine($0.rawValue) } ?? "?"
            warn("\(record.number) is not in the journal any more, so it is not followed; its id is \(id)")
            if mode != .background { failure = failure ?? .disk }
        case .unwritable(let record, let reason):
            guard followed[record.number] != nil else { return }
            stopFollowing(record.number)
            warn("\(record.number) is not followed any more: \(reason). It may go on there")
            if mode != .background { failure = failure ?? .disk }
        case .trouble(let number, let reason):
            if tellsTrouble(mode), let record = followed[number] { tell(trouble: reason, at: record.origin) }
        case .unwritten(let number, let reason):
            if tellsTrouble(mode), followed[number] != nil { tell(trouble: reason, at: nil) }
        case .fine(let number):
            guard tellsTrouble(mode), let record = followed[number] else { return }
            tell(trouble: nil, at: nil)
            tell(trouble: nil, at: record.origin)
        }
    }

    private func block(_ records: [TaskRecord], _ reason: String, mode: WatchMode) {
        guard !records.isEmpty else { return }
        for record in records {
            remember(record)
            stopFollowing(record.number)
            blocked[record.number] = record
        }
        let (they, them) = records.count == 1 ? ("it", "it") : ("they", "them")
        warn("\(names(records)): \(Sanitizer.oneLine(reason)); \(they) may go on there. `login` follows \(them) again")
        // Whoever waited for it has not got it.
        if mode != .background { failure = failure ?? .key }
    }

    /// Whether somebody waits who sees no live line.
    private func tellsTrouble(_ mode: WatchMode) -> Bool { mode == .waiting || mode == .live && !outside.console.hasLiveLine }

    /// Tells that a service can't be asked, or can be again: one line for each change, where no live line shows it. Nil is the journal, which
    /// can't be written.
    private func tell(trouble: String?, at origin: String?) {
        let place = origin ?? ""
        guard troubles[place] != trouble else { return }
        troubles[place] = trouble
        let words = trouble.map { "\(Sanitizer.oneLine($0)); trying again" }
        let line = origin.map { "\(Sanitizer.oneLine($0)): \(words ?? "it answers again")" } ?? words ?? "the journal can be written again"
        outside.console.tell([StyledText(line, .faint)])
    }

    private func warn(_ words: String) { outside.console.tell([StyledText("warning: ", .warning) + StyledText(words)]) }

    /// Whether the service says another word; a program that reads events is told of mere progress too.
    private func isNews(_ record: TaskRecord) -> Bool {
        guard let known = followed[record.number] else { return false }
        return session.output == .json || known.status != record.status || known.rawStatus != record.rawStatus
    }
}
