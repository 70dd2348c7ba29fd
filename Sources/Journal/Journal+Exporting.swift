import GRDB
package import VideoAPI

extension Journal {
    /// A task with all that happened to it, oldest first.
    package struct Life: Sendable, Hashable {
        package let record: TaskRecord
        package let changes: [TaskChange]
    }

    /// A task with its history, both of one moment, or nil.
    package func life(of number: TaskNumber) throws(JournalError) -> Life? {
        try read { db in
            guard let record = try StoredTask.fetchOne(db, key: number.rawValue)?.record else { return nil }
            return Life(record: record, changes: try StoredChange.all(of: number.rawValue).fetchAll(db).compactMap(\.change))
        }
    }

    /// Goes through all tasks with their histories, oldest first, as they are at this moment whatever is written meanwhile.
    ///
    /// - Parameters:
    ///   - size: how many are in memory at once.
    ///   - body: is given each batch; false ends the walk.
    package func walk(batchesOf size: Int = 500, _ body: ([Life]) -> Bool) throws(JournalError) {
        try readApart { db in
            var last = 0
            while true {
                let tasks = try StoredTask.filter(Column("number") > last).order(Column("number")).limit(max(1, size)).fetchAll(db)
                guard let newest = tasks.last?.number else { return }
                let changes = try StoredChange.filter(Column("task") > last && Column("task") <= newest)
                    .order(Column("task"), Column.rowID).fetchAll(db)
                let byTask = Dictionary(grouping: changes, by: \.task)
                let lives = tasks.map { task in
                    Life(record: task.record, changes: (byTask[task.taskNumber.rawValue] ?? []).compactMap(\.change))
                }
                guard body(lives) else { return }
                last = newest
            }
        }
    }
}
