/// What a service says of a task: the API page's six words, and `lost` for a task that the service no longer knows.
package enum TaskStatus: String, CaseIterable, Sendable, Hashable {
    case pending, queued, running, succeeded, failed, cancelled
    /// Not a word of the API page: the service no longer knows the task. It can be asked again.
    case lost

    /// Whether the service will say nothing else any more.
    package var isTerminal: Bool {
        switch self {
        case .succeeded, .failed, .cancelled: true
        case .pending, .queued, .running, .lost: false
        }
    }

    /// Reads a status word of this API or of its relatives; nil for a word that nobody knows, which counts as running.
    package init?(word: String) {
        let folded = String(word.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
        guard let status = Self.synonyms[folded] else { return nil }
        self = status
    }

    /// Every word that is understood, in lower case, with what it means.
    package static let synonyms: [String: TaskStatus] = {
        let words: [TaskStatus: [String]] = [
            .pending: ["pending", "submitted", "not_start", "created"],
            .queued: ["queued", "queueing", "in_queue", "preparing"],
            .running: ["running", "in_progress", "processing", "dreaming", "throttled", "suspended"],
            .succeeded: ["succeeded", "completed", "success", "succeed"],
            .failed: ["failed", "error", "failure", "fail"],
            .cancelled: ["cancelled", "canceled", "aborted"],
            .lost: ["lost", "expired", "unknown"],
        ]
        return Dictionary(uniqueKeysWithValues: words.flatMap { status, synonyms in synonyms.map { ($0, status) } })
    }()
}
