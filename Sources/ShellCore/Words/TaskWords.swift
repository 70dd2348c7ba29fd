import TerminalText
import VideoAPI

/// How a task is put into words.
package enum TaskWords {
    /// The state in a word or two: the sending until it is accepted, then the status.
    static func state(_ record: TaskRecord) -> StyledText {
        guard record.sending == .accepted else {
            return StyledText(record.sending.rawValue, record.sending == .unconfirmed ? .warning : .faint)
        }
        var text = statusText(record)
        if let remark = record.remark { text.append(" (\(remark))", .warning) }
        return text
    }

    /// The status word; a word that nobody knows is shown beside what it counts as.
    static func statusText(_ record: TaskRecord) -> StyledText {
        let status = record.status ?? .pending
        if let raw = record.rawStatus, TaskStatus(word: raw) == nil {
            return StyledText("\(status.rawValue) (\"\(Sanitizer.oneLine(raw).cut(toWidth: 40))\")", .plain)
        }
        return StyledText(status.rawValue, style(status))
    }

    private static func style(_ status: TaskStatus) -> Style {
        switch status {
        case .succeeded: .success
        case .failed: .error
        case .cancelled, .lost: .warning
        case .pending, .queued, .running: .plain
        }
    }

    /// How long a finished task took, `1:09`.
    static func elapsed(_ record: TaskRecord) -> String? { record.elapsedSeconds.map { Duration.seconds($0).clock } }

    /// `#12 succeeded in 1:09`.
    static func outcome(_ record: TaskRecord) -> StyledText {
        var line = number(record) + StyledText(" ") + state(record)
        if record.status?.isTerminal == true, let elapsed = elapsed(record) { line.append(" in \(elapsed)") }
        return line
    }

    /// What is said before a lost request is sent once more.
    static func resendWarning(_ record: TaskRecord) -> StyledText {
        .warning(
            "\(record.number) may have been accepted and charged; this sends it again to \(record.profile), with the same Idempotency-Key"
        )
    }

    /// A path as it is shown: from here on where it lies below.
    package static func path(_ path: String, from folder: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? "./" + path.dropFirst(prefix.count) : path
    }

    private static func number(_ record: TaskRecord) -> StyledText { StyledText(record.number.description, .accent) }
}

/// What is said while a task goes its way.
extension TaskWords {
    /// `#12 submitted · id vid_8f3… · wan2.2-kf2v-flash 720P · seed 1840213377`.
    static func submitted(_ record: TaskRecord, seed: Int?) -> StyledText {
        let seed = seed.map { "seed \($0)" } ?? "seed drawn by the server, not reproducible"
        let facts = ["id \(id(record))", "\(record.draft.model.wireName) \(record.draft.size.wireName)", seed]
        return number(record) + StyledText(" submitted · " + facts.joined(separator: " · "))
    }

    /// `#12 running  63%`.
    static func progress(_ record: TaskRecord) -> StyledText {
        var line = outcome(record)
        if record.status?.isTerminal == false, let progress = record.progress { line.append("  \(progress)%") }
        return line
    }

    /// `[#12 succeeded in 1:09 → ./tween-0012.mp4  …]`, above whatever is being typed; shorter after a watch, which has told the outcome.
    static func notice(_ record: TaskRecord, _ hints: String, _ mode: WatchMode, path: String? = nil) -> StyledText {
        var line = mode == .background ? StyledText("[", .faint) + outcome(record) : number(record)
        if let path { line.append(" → \(path)", .strong) }
        if !hints.isEmpty { line.append("  \(hints)", .faint) }
        if mode == .background { line.append("]", .faint) }
        return line
    }

    /// Why a task ended without a video, in the service's own words, and what can be done.
    static func failure(_ record: TaskRecord, _ mode: WatchMode) -> [StyledText] {
        let number = record.number.rawValue
        let hint = record.status == .lost ? "`watch \(number)` `retry \(number)`" : "`retry \(number)` `use \(number)`"
        var lines = mode == .background ? [notice(record, hint, mode)] : []
        if let failure = record.failure {
            let code = failure.code.map { " [\(Sanitizer.oneLine($0))]" } ?? ""
            lines.append(StyledText("  \(Sanitizer.oneLine(failure.message))\(code)", .error))
            if let field = failure.blamed { lines.append(blame(field, record)) }
        }
        if record.status == .lost {
            lines.append(StyledText("  the server does not know the task any more; it can be asked again", .warning))
        }
        return mode == .background ? lines : lines + [StyledText("  \(hint)", .faint)]
    }

    /// `first: https://…  `retry 12 first=…``.
    private static func blame(_ field: FieldName, _ record: TaskRecord) -> StyledText {
        StyledText("  \(field.rawValue)", .accent) + StyledText(": \(DraftWords.value(record.draft.effective(field)).cut(toWidth: 60))")
            + StyledText("  `retry \(record.number.rawValue) \(field.rawValue)=…`", .faint)
    }

    /// After ^C: `#12 still running on the server; you will be told here.  `watch 12``.
    ///
    /// - Parameter isStaying: whether the shell goes on, as a script does not.
    static func detached(_ record: TaskRecord, isStaying: Bool) -> StyledText {
        let place = record.isDemo ? "in this shell" : "on the server"
        let next = isStaying ? "you will be told here." : "the next start follows it."
        return number(record) + StyledText(" still ") + statusText(record) + StyledText(" \(place); \(next)")
            + StyledText("  `watch \(record.number.rawValue)`", .faint)
    }

    /// Tasks that are left running: each by itself, or all in one line where that would be a screen of lines.
    static func detached(_ records: [TaskRecord], isStaying: Bool) -> [StyledText] {
        guard records.count > 10 else { return records.map { detached($0, isStaying: isStaying) } }
        let next = isStaying ? "you will be told here." : "the next start follows them."
        return [StyledText("\(records.count) tasks still go on; \(next)") + StyledText("  `watch` `tasks`", .faint)]
    }

    /// After `--timeout`.
    static func gaveUp(_ record: TaskRecord) -> StyledText {
        StyledText("gave up waiting for ") + number(record)
            + StyledText(" (id \(id(record))), which is still \((record.status ?? .pending).rawValue)")
            + StyledText("  `watch \(record.number.rawValue)`", .faint)
    }

    private static func id(_ record: TaskRecord) -> String { record.id.map { Sanitizer.oneLine($0.rawValue) } ?? "?" }
}

extension TaskFailure {
    /// The field that its words blame.
    var blamed: FieldName? { FieldBlame.field(param: nil, message: message) }
}
