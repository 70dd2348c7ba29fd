import GRDB
import Synchronization
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

    /// What was left by shells that are gone; what is settled is told to one shell only.
    package struct Legacy: Sendable, Hashable {
        /// Their sending was cut off: they may have been charged.
        package var unconfirmed: [TaskRecord] = []
        /// Local tasks whose renderer went with the shell.
        package var interrupted: [TaskRecord] = []
        /// Tasks to be asked for that nobody asks for: whoever is the first to do it has them, by ``Journal/follower(of:)``.
        package var unfinished: [TaskRecord] = []

        /// Nothing left.
        package init() {}
    }

    /// Writes down what the service says of an accepted task.
    ///
    /// The history gets each change of status, word or failure; mere progress changes the record only, and is on disk when it passes a ten.
    /// What was said before writes nothing.
    package func observe(_ number: TaskNumber, _ snapshot: TaskSnapshot) throws(JournalError) -> Observation {
        let step = try change(number) { task, time in try task.observe(snapshot, at: time) }
        let isNews = progress.withLock { seen in
            var before = step.before
            if let progress = seen[number] { before.progress = progress }
            seen[number] = step.after.taskStatus?.isTerminal == false ? step.after.progress : nil
            return before != step.after
        }
        let effect: Observation.Effect = step.change?.event == .contradicted ? .contradicted : isNews ? .changed : .none
        return Observation(record: step.after.record, effect: effect)
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

    /// Has an accepted task be asked for with another key of its service, which has this fingerprint.
    ///
    /// - Throws: ``JournalError/wrongState(_:_:)`` unless it is accepted.
    package func rekey(_ number: TaskNumber, _ fingerprint: String) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in try task.rekey(fingerprint) }.record
    }

    /// Stops the following of a task, in this shell's next life too; a local task ends with its shell all the same.
    package func forget(_ number: TaskNumber) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in task.forget() }.record
    }

    /// Takes back ``forget(_:)``; the task is this shell's, but a local one stays with a shell that lives.
    package func remember(_ number: TaskNumber) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in task.remember(by: lock.owner, ownerLives: lock.isAlive(task.owner)) }.record
    }

    /// Settles what shells that are gone have left. A living shell's tasks are not touched, forgotten ones are not followed.
    ///
    /// While there is nothing to settle it reads a few rows and writes nothing: it may be called every few seconds. A task that goes on
    /// at its service is nothing to settle; it is among the unfinished until somebody asks for it.
    package func takeOver() throws(JournalError) -> Legacy {
        let gone = try ownersOfOpenTasks().filter { !lock.isAlive($0) }
        return gone.isEmpty ? Legacy() : try takeOver(from: gone)
    }

    /// Whether another shell that lives has open tasks, which it may leave: then ``takeOver()`` is worth calling again.
    package func hasNeighbours() throws(JournalError) -> Bool { try ownersOfOpenTasks().contains(where: lock.isAlive) }

    /// The shells, other than this one, whose tasks are on their way or have no last word.
    private func ownersOfOpenTasks() throws(JournalError) -> Set<Int64> {
        try read { db in
            try Set(Int64.fetchAll(db, StoredTask.filter(Self.isOpen && Column("owner") != lock.owner).select(Column("owner"))))
        }
    }

    /// Makes a task this shell's if the shell that had it is gone, whatever became of the task.
    ///
    /// - Returns: nil if it is this shell's already, or that of one that lives.
    package func claim(_ number: TaskNumber) throws(JournalError) -> TaskRecord? {
        let step = try change(number) { task, _ in lock.isAlive(task.owner) ? nil : task.claim(by: lock.owner) }
        return step.change == nil ? nil : step.record
    }

    /// Whose it is to ask for a task: this shell's, or that of another that lives.
    ///
    /// A task is made this shell's when the one that had it is gone, or does not ask any more: since the task is lost, or for a reason that
    /// it has left as a remark. A local task stays with a shell that lives, which renders it.
    package func follower(of number: TaskNumber) throws(JournalError) -> (record: TaskRecord, isAnother: Bool) {
        // It is asked before each poll, and mostly answered without a write lock.
        let known = try read { try StoredTask.fetchOne($0, key: number.rawValue) }
        if let known, known.owner == lock.owner { return (known.record, false) }
        let step = try change(number) { task, _ in
            guard task.owner != lock.owner else { return nil }
            let isLeft = !task.isDemo && (task.taskStatus == .lost || task.remark != nil) && task.taskStatus?.isTerminal != true
            return isLeft || !lock.isAlive(task.owner) ? task.claim(by: lock.owner) : nil
        }
        return (step.record, step.after.owner != lock.owner)
    }

    private func takeOver(from gone: Set<Int64>) throws(JournalError) -> Legacy {
        // What could not be written down when it is asked for is not handed out.
        try requireOurs()
        let left = StoredTask.filter(Self.isOpen && gone.contains(Column("owner"))).order(Column("number"))
        var legacy = Legacy()
        let rows = try read { try left.fetchAll($0) }
        legacy.unfinished = rows.filter(\.isToBeAsked).map(\.record)
        guard rows.contains(where: \.isToBeSettled) else { return legacy }
        let time = now()
        return try write { [legacy] db in
            var legacy = legacy
            for var task in try left.fetchAll(db) {
                guard let change = task.settle(at: time) else { continue }
                try task.update(db)
                try Self.note(change, of: task, at: time, db)
                if change.event == .abandoned { legacy.unconfirmed.append(task.record) } else { legacy.interrupted.append(task.record) }
            }
            return legacy
        }
    }
}

extension Journal {
    /// What a step has made of a row.
    struct Step {
        let before: StoredTask
        let after: StoredTask
        let change: TaskChange?

        var record: TaskRecord { after.record }
    }

    /// Takes a task through one step and writes the step down; a step that changes nothing writes nothing.
    func change(
        _ number: TaskNumber,
        _ step: (inout StoredTask, _ time: Int) throws -> TaskChange?
    ) throws(JournalError) -> Step {
        let time = now()
        return try write { db in
            guard let before = try StoredTask.fetchOne(db, key: number.rawValue) else { throw JournalError.noSuchTask(number) }
            var task = before
            let change = try step(&task, time)
            if task.isWorthWriting(over: before) { try task.update(db) }
            if let change { try Self.note(change, of: task, at: time, db) }
            return Step(before: before, after: task, change: change)
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
