import GRDB
import VideoAPI

/// A row of the table `change`.
struct StoredChange: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "change"

    let task: Int
    let at: Int
    let event: String
    let status: String?
    let word: ExactText?
    let progress: Int?
    let httpStatus: Int?
    let code: ExactText?
    let message: ExactText?
    let request: ExactText?
    let reply: ExactText?
    /// A remark a line.
    let warnings: ExactText?

    private enum CodingKeys: String, CodingKey {
        case task, at, event, status, word, progress, code, message, request, reply, warnings
        case httpStatus = "http_status"
    }

    init(_ change: TaskChange, of task: Int, at time: Int) {
        self.task = task
        at = time
        event = change.event.rawValue
        status = change.status?.rawValue
        word = change.rawStatus.map(ExactText.init)
        progress = change.progress
        httpStatus = change.httpStatus
        code = change.code.map(ExactText.init)
        message = change.message.map(ExactText.init)
        request = change.requestID.map(ExactText.init)
        reply = change.reply.map(ExactText.init)
        warnings = change.warnings.isEmpty ? nil : ExactText(change.warnings.joined(separator: "\n"))
    }

    /// The history of a task, oldest first.
    static func all(of task: Int) -> QueryInterfaceRequest<StoredChange> {
        filter(Column("task") == task).order(Column.rowID)
    }

    /// The change; nil for an event of a newer version.
    var change: TaskChange? {
        guard let event = TaskChange.Event(rawValue: event) else { return nil }
        var change = TaskChange(event, message: message?.string)
        change.at = at
        change.status = status.flatMap(TaskStatus.init(rawValue:))
        change.rawStatus = word?.string
        change.progress = progress
        change.httpStatus = httpStatus
        change.code = code?.string
        change.requestID = request?.string
        change.reply = reply?.string
        change.warnings = warnings.map { $0.string.split(separator: "\n").map(String.init) } ?? []
        return change
    }
}
