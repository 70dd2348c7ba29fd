import GRDB
package import VideoAPI

/// Which tasks a list shows.
package enum TaskSelection: Sendable, Hashable {
    case all
    /// What still needs looking after: being sent, unconfirmed, or accepted without a last word; not what the user has told to forget.
    case unsettled
    /// Accepted, without a last word.
    case running
    /// Refused, not sent, or failed.
    case failed
    case starred
    /// Those with a tag, which is given whole.
    case tagged(String)
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
    package func list(_ filter: TaskSelection = .all, limit: Int? = nil) throws(JournalError) -> [TaskRecord] {
        try read { db in
            let tasks = Self.newestFirst(filter, limit: limit.map { max(0, $0) } ?? -1)
            return try StoredTask.fetchAll(db, SQLRequest(literal: tasks)).map(\.record)
        }
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
}

extension Journal {
    /// Accepted without a last word, or on its way.
    static var isOpen: SQLExpression {
        let (sending, status) = (Column("sending"), Column("status"))
        let words = TaskStatus.allCases.filter { !$0.isTerminal }.map(\.rawValue)
        return sending == SendingState.accepted.rawValue && words.contains(status) || sending == SendingState.sending.rawValue
    }

    /// The rows of a list; a limit of -1 is none.
    ///
    /// Each state is looked up by itself, newest first: the index on state has its rows in the order of their numbers, so that no list
    /// reads more rows than it shows.
    private static func newestFirst(_ filter: TaskSelection, limit: Int) -> SQL {
        let numbers: SQL
        switch filter {
        case .all: return "SELECT * FROM task ORDER BY number DESC LIMIT \(limit)"
        case .starred: return "SELECT * FROM task WHERE is_starred = 1 ORDER BY number DESC LIMIT \(limit)"
        case .tagged(let word): numbers = "SELECT task FROM tag WHERE word = \(ExactText(word)) ORDER BY task DESC LIMIT \(limit)"
        case .unsettled: numbers = Self.numbers(ofStates: open + [(.sending, nil), (.unconfirmed, nil)], "NOT is_forgotten", limit)
        case .running: numbers = Self.numbers(ofStates: open, "TRUE", limit)
        case .failed: numbers = Self.numbers(ofStates: [(.accepted, .failed), (.rejected, nil), (.notSent, nil)], "TRUE", limit)
        }
        return "SELECT * FROM task WHERE number IN (\(numbers)) ORDER BY number DESC LIMIT \(limit)"
    }

    private static let open = TaskStatus.allCases.filter { !$0.isTerminal }.map { (SendingState.accepted, Optional($0)) }

    private static func numbers(ofStates states: [(SendingState, TaskStatus?)], _ condition: SQL, _ limit: Int) -> SQL {
        states.map { sending, status -> SQL in
            """
            SELECT number FROM (
                SELECT number FROM task WHERE sending = \(sending.rawValue) AND status IS \(status?.rawValue) AND \(condition)
                ORDER BY number DESC LIMIT \(limit)
            )
            """
        }.joined(separator: " UNION ALL ")
    }
}
