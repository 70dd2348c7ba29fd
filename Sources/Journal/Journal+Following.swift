import GRDB
package import VideoAPI

extension Journal {
    /// What an observation has done to the record.
    package struct Observation: Sendable, Hashable {
        package let record: TaskRecord
        package let effect: Effect

        /// The three things that it can do.
        package enum Effect: String, Sendable {
            case none, changed
            /// The service took back a terminal word: in the history, not in the record.
            case contradicted
        }
    }

    /// What was left by shells that are gone, settled, each told to one shell only.
    package struct Legacy: Sendable, Hashable {
        /// Their sending was cut off: they may have been charged.
        package var unconfirmed: [TaskRecord] = []
        /// Local tasks whose renderer went with the shell.
        package var interrupted: [TaskRecord] = []
        /// Unfinished tasks, this shell's to follow from now on.
        package var unfinished: [TaskRecord] = []

        /// Nothing left.
        package init() {}
    }

    /// Writes down what the service says of an accepted task.
    ///
    /// The history gets each change of status, word or failure; mere progress changes the record only.
    package func observe(_ number: TaskNumber, _ snapshot: TaskSnapshot) throws(JournalError) -> Observation {
        let (record, hasChanged, change) = try change(number) { task, time in try task.observe(snapshot, at: time) }
        let effect: Observation.Effect = change?.event == .contradicted ? .contradicted : hasChanged ? .changed : .none
        return Observation(record: record, effect: effect)
    }

    /// Writes down where the video was saved.
    package func saved(_ number: TaskNumber, path: String) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in
            guard task.savedPath != path else { return nil }
            task.savedPath = path
            return TaskChange(.saved, message: path)
        }.record
    }

    /// Sets a remark such as `blocked: key`, or takes it away.
    package func remark(_ number: TaskNumber, _ remark: String?) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in
            guard task.remark != remark else { return nil }
            task.remark = remark
            return TaskChange(.remarked, message: remark)
        }.record
    }

    /// Settles what shells that are gone have left; call it once at the start. A living shell's tasks are not touched.
    package func takeOver() throws(JournalError) -> Legacy {
        let time = now()
        return try write { db in
            var legacy = Legacy()
            var isAlive: [Int64: Bool] = [:]
            for var task in try StoredTask.filter(Self.condition(.unsettled)).order(Column("number")).fetchAll(db) {
                let ownerLives = isAlive[task.owner] ?? lock.isAlive(task.owner)
                isAlive[task.owner] = ownerLives
                guard !ownerLives, let change = task.takeOver(by: lock.owner, at: time) else { continue }
                try task.update(db)
                try Self.note(change, of: task, at: time, db)
                if change.event == .abandoned {
                    legacy.unconfirmed.append(task.record)
                } else if change.event == .interrupted {
                    legacy.interrupted.append(task.record)
                } else {
                    legacy.unfinished.append(task.record)
                }
            }
            return legacy
        }
    }
}

extension Journal {
    /// Takes a task through one step and writes the step down; a step that changes nothing writes nothing.
    func change(
        _ number: TaskNumber,
        _ step: (inout StoredTask, _ time: Int) throws -> TaskChange?
    ) throws(JournalError) -> (record: TaskRecord, hasChanged: Bool, change: TaskChange?) {
        let time = now()
        return try write { db in
            guard let before = try StoredTask.fetchOne(db, key: number.rawValue) else { throw JournalError.noSuchTask(number) }
            var task = before
            let change = try step(&task, time)
            if task != before { try task.update(db) }
            if let change { try Self.note(change, of: task, at: time, db) }
            return (task.record, task != before, change)
        }
    }

    /// Adds to the history; of what contradicts the record, only what was not the last word anyway.
    static func note(_ change: TaskChange, of task: StoredTask, at time: Int, _ db: Database) throws {
        guard let number = task.number else { return }
        if change.event == .contradicted, let last = try StoredChange.all(of: number).reversed().fetchOne(db)?.change,
            (last.event, last.status, last.rawStatus) == (change.event, change.status, change.rawStatus)
        {
            return
        }
        try StoredChange(change, of: number, at: time).insert(db)
    }
}
