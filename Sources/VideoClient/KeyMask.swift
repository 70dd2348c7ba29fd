import VideoAPI

/// A service may say the key again, in what it refuses or in what a task failed of: it must not reach a screen, a pipe or the journal.
///
/// The id and the address of the video stay as they are, since they would not work any more.
extension ServiceError {
    /// The same error without the key in any of its texts.
    func masking(_ key: APIKey?) -> ServiceError {
        guard let key else { return self }
        var error = self
        error.message = key.masked(in: message)
        error.code = code.map(key.masked)
        error.param = param.map(key.masked)
        error.requestID = requestID.map(key.masked)
        error.reply = reply.map(key.masked)
        return error
    }
}

extension TaskSnapshot {
    /// The same snapshot without the key in what the service says of the task.
    func masking(_ key: APIKey?) -> TaskSnapshot {
        guard let key else { return self }
        var snapshot = self
        snapshot.rawStatus = rawStatus.map(key.masked)
        snapshot.model = model.map(key.masked)
        snapshot.failure = failure.map { TaskFailure(code: $0.code.map(key.masked), message: key.masked(in: $0.message)) }
        snapshot.warnings = warnings.map(key.masked)
        snapshot.requestID = requestID.map(key.masked)
        return snapshot
    }
}

extension APIKey {
    /// What stands where the key stood.
    private static let mask = "(key)"

    /// The text with every occurrence of the key replaced.
    func masked(in text: String) -> String { text.replacing(reveal(), with: Self.mask) }
}
