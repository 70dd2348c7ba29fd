import GRDB
package import VideoAPI

extension Journal {
    /// Writes a task down as "sending"; only when this has returned may anything of it be sent.
    package func begin(_ new: NewTask) throws(JournalError) -> TaskRecord {
        let time = now()
        return try write { db in
            var task = StoredTask(new, owner: lock.owner, at: time)
            try task.insert(db)
            try SearchRow(task)?.insert(db)
            try Self.note(TaskChange(.sending), of: task, at: time, db)
            return task.record
        }
    }

    /// Writes the id down; only when this has returned should it be shown.
    ///
    /// Of a task that already has that id it is ``observe(_:_:)``; a second, other id goes into the history only.
    package func accepted(_ number: TaskNumber, _ snapshot: TaskSnapshot) throws(JournalError) -> TaskRecord {
        try change(number) { task, time in try task.accept(snapshot, at: time) }.record
    }

    /// Writes down how a sending came to no good end: not sent, rejected or unconfirmed, by the error.
    ///
    /// - Throws: ``JournalError/wrongState(_:_:)`` unless the task is being sent.
    package func ended(_ number: TaskNumber, _ error: ServiceError) throws(JournalError) -> TaskRecord {
        try change(number) { task, time in try task.end(error, at: time) }.record
    }

    /// Gives an unconfirmed task the id that the user has found for it; its status is pending until the service is asked.
    ///
    /// - Throws: ``JournalError/wrongState(_:_:)`` unless it is unconfirmed.
    package func adopt(_ id: TaskID, for number: TaskNumber) throws(JournalError) -> TaskRecord {
        try change(number) { task, time in try task.adopt(id, by: lock.owner, at: time) }.record
    }

    /// Closes an unconfirmed task of which the user says that it was not charged.
    ///
    /// - Throws: ``JournalError/wrongState(_:_:)`` unless it is unconfirmed.
    package func closeAsNotCharged(_ number: TaskNumber) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in try task.closeAsNotCharged() }.record
    }

    /// Makes a task "sending" once more, to go out under the same idempotency key; of two shells that try, one succeeds.
    ///
    /// - Throws: ``JournalError/wrongState(_:_:)`` unless it is unconfirmed, rejected or not sent.
    package func resend(_ number: TaskNumber) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in try task.resend(by: lock.owner) }.record
    }
}
