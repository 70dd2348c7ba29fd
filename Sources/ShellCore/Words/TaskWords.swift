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
        var line = StyledText(record.number.description, .accent) + StyledText(" ") + state(record)
        if record.status?.isTerminal == true, let elapsed = elapsed(record) { line.append(" in \(elapsed)") }
        return line
    }

    /// What is said before a lost request is sent once more.
    static func resendWarning(_ record: TaskRecord) -> StyledText {
        StyledText("warning: ", .warning)
            + StyledText(
                "\(record.number) may have been accepted and charged; this sends it again to \(record.profile), with the same Idempotency-Key"
            )
    }

    /// A path as it is shown: from here on where it lies below.
    package static func path(_ path: String, from folder: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? "./" + path.dropFirst(prefix.count) : path
    }
}
