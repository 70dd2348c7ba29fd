import GRDB
package import VideoAPI

/// Which tasks a list shows.
package enum TaskFilter: String, CaseIterable, Sendable {
    case all
    /// What still needs looking after: being sent, unconfirmed, or accepted without a last word.
    case unsettled
    /// Accepted, without a last word.
    case running
    /// Refused, not sent, or failed.
    case failed
}

extension Journal {
    /// The record of a task, or nil.
    package func task(_ number: TaskNumber) throws(JournalError) -> TaskRecord? {
        try read { try StoredTask.fetchOne($0, key: number.rawValue)?.record }
    }

    /// The last task, whatever became of it.
    package func newest() throws(JournalError) -> TaskRecord? {
        try list(limit: 1).first
    }

    /// The newest tasks, newest first.
    package func list(_ filter: TaskFilter = .all, limit: Int? = nil) throws(JournalError) -> [TaskRecord] {
        try read { db in
            let newestFirst = StoredTask.filter(Self.condition(filter)).order(Column("number").desc)
            return try (limit.map { newestFirst.limit(max(0, $0)) } ?? newestFirst).fetchAll(db).map(\.record)
        }
    }

    /// All accepted tasks without a last word, of every profile and every shell, oldest first.
    package func unfinished() throws(JournalError) -> [TaskRecord] {
        try list(.running).reversed()
    }

    /// The newest task with the same request, seed included, that was accepted in the last ten minutes or is on its way.
    package func recentTwin(of requestHash: String, origin: String) throws(JournalError) -> TaskRecord? {
        let (start, _) = now().subtractingReportingOverflow(600)
        return try read { db in
            try StoredTask.filter(Column("request_hash") == requestHash && Column("origin") == origin)
                .filter(
                    Column("accepted_at") >= start || Column("sending") == SendingState.sending.rawValue && Column("created_at") >= start
                )
                .order(Column("number").desc).fetchOne(db)?.record
        }
    }

    /// The newest task with the same draft, whatever its seed, of which nobody knows whether it was accepted.
    package func unconfirmedTwin(of draftHash: String, origin: String) throws(JournalError) -> TaskRecord? {
        try read { db in
            try StoredTask.filter(Column("draft_hash") == draftHash && Column("origin") == origin)
                .filter(Column("sending") == SendingState.unconfirmed.rawValue)
                .order(Column("number").desc).fetchOne(db)?.record
        }
    }

    /// The median time of the last tasks of a kind, at most fifty, from acceptance to success.
    ///
    /// - Returns: seconds, or nil with fewer than three.
    package func medianSeconds(profile: String, model: Model, size: VideoSize) throws(JournalError) -> Int? {
        let seconds = try read { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT seconds FROM task WHERE profile = ? AND model = ? AND size = ? AND seconds IS NOT NULL
                    ORDER BY finished_at DESC LIMIT 50
                    """,
                arguments: [profile, model.rawValue, size.rawValue]
            )
        }
        return seconds.count < 3 ? nil : seconds.sorted()[seconds.count / 2]
    }

    /// All that happened to a task, oldest first.
    package func history(of number: TaskNumber) throws(JournalError) -> [TaskChange] {
        try read { try StoredChange.all(of: number.rawValue).fetchAll($0).compactMap(\.change) }
    }
}

extension Journal {
    /// The filter in SQL, put so that the index on state serves it.
    static func condition(_ filter: TaskFilter) -> SQLExpression {
        let (sending, status) = (Column("sending"), Column("status"))
        switch filter {
        case .all: return true.sqlExpression
        case .unsettled:
            return condition(.running) || [SendingState.sending, .unconfirmed].map(\.rawValue).contains(sending)
        case .running:
            let words = TaskStatus.allCases.filter { !$0.isTerminal }.map(\.rawValue)
            return sending == SendingState.accepted.rawValue && words.contains(status)
        case .failed:
            return sending == SendingState.accepted.rawValue && status == TaskStatus.failed.rawValue
                || [SendingState.rejected, .notSent].map(\.rawValue).contains(sending)
        }
    }
}
