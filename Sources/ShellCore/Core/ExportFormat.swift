/// The forms in which the history leaves the program.
package enum ExportFormat: String, CaseIterable, Sendable, Hashable {
    /// RFC 4180, a row a task.
    case csv
    /// A JSON object a line, with every change.
    case jsonl
}
