import Journal
import VideoAPI

/// What became of a request, as long as the journal does not hold it.
struct UnwrittenOutcome: Sendable {
    /// The task as it was written down before it was sent.
    let record: TaskRecord
    let answer: Result<TaskSnapshot, ServiceError>
}

extension Journal {
    /// Writes an outcome down late.
    ///
    /// - Throws: besides what the writing throws, ``JournalError/noSuchTask(_:)`` if another journal stands in the place of the one that the task
    ///   is in, whatever has its number there.
    func write(_ outcome: UnwrittenOutcome) throws(JournalError) -> TaskRecord {
        let number = outcome.record.number
        guard try task(number)?.idempotencyKey == outcome.record.idempotencyKey else { throw .noSuchTask(number) }
        switch outcome.answer {
        case .success(let snapshot): return try accepted(number, snapshot)
        case .failure(let error): return try ended(number, error)
        }
    }
}
