import Testing
import VideoAPI

/// Asks ``Reply`` with text for a body.
enum Answer {
    static let asked = TaskID(rawValue: "task_asked")

    static func submit(_ status: Int, _ body: String, _ headers: [(String, String)] = []) -> Result<TaskSnapshot, ServiceError> {
        Reply.submit(status: status, headers: headers, body: Array(body.utf8))
    }

    static func poll(_ status: Int, _ body: String, _ headers: [(String, String)] = []) -> Result<TaskSnapshot, ServiceError> {
        Reply.snapshot(of: asked, status: status, headers: headers, body: Array(body.utf8))
    }
}

extension Result where Success == TaskSnapshot, Failure == ServiceError {
    /// The error, or nil for a snapshot.
    var error: ServiceError? {
        guard case .failure(let error) = self else { return nil }
        return error
    }
}
