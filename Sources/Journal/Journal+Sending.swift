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

    /// Gives an unconfirmed task, or a lost one, the id that the user has found for it; its status is pending until the service is asked.
    ///
    /// - Throws: ``JournalError/wrongState(_:_:)`` if it is neither; ``JournalError/idTaken(by:)`` if another task of that service has the id.
    package func adopt(_ id: TaskID, for number: TaskNumber) throws(JournalError) -> TaskRecord {
        if let holder = try task(with: id, besides: number) { throw .idTaken(by: holder) }
        return try change(number) { task, time in try task.adopt(id, by: lock.owner, at: time) }.record
    }

    /// Which other task of the same service has an id. Ids come from the service, so none is taken between this look and the change.
    private func task(with id: TaskID, besides number: TaskNumber) throws(JournalError) -> TaskNumber? {
        try read { db in
            guard let task = try StoredTask.filter(Column("number") == number.rawValue).fetchOne(db) else { return nil }
            return try StoredTask.filter(Column("origin") == task.origin && Column("id") == ExactText(id.rawValue))
                .filter(Column("number") != number.rawValue).fetchOne(db)?.record.number
        }
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
