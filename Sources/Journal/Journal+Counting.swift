import GRDB
package import VideoAPI

extension Journal {
    /// How many tasks of a kind came to what.
    package struct Tally: Sendable, Hashable {
        package let profile: String
        package let origin: String
        package let isDemo: Bool
        package let model: Model
        package let size: VideoSize
        package let sending: SendingState
        /// Nil unless they were accepted.
        package let status: TaskStatus?
        package let count: Int
    }

    /// Counts the tasks whose rows were written at that time or later; nil counts all that there are.
    ///
    /// Local tasks are counted apart, never with paid ones. For a budget, what is being sent or unconfirmed may have been charged too.
    /// - Parameter time: seconds since 1970.
    package func tallies(since time: Int?) throws(JournalError) -> [Tally] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT profile, origin, is_demo, model, size, sending, status, count(*) AS count FROM task
                    \(time == nil ? "" : "WHERE created_at >= ?")
                    GROUP BY 1, 2, 3, 4, 5, 6, 7
                    """,
                arguments: time.map { [$0] } ?? []
            ).compactMap(Tally.init)
        }
    }
}

extension Journal.Tally {
    /// Nil for a model or size of a newer version.
    fileprivate init?(_ row: Row) throws {
        guard let model = Model(rawValue: try row.decode(forColumn: "model")),
            let size = VideoSize(rawValue: try row.decode(forColumn: "size"))
        else { return nil }
        profile = try row.decode(forColumn: "profile")
        origin = try row.decode(forColumn: "origin")
        isDemo = try row.decode(forColumn: "is_demo")
        self.model = model
        self.size = size
        sending = SendingState(rawValue: try row.decode(forColumn: "sending")) ?? .unconfirmed
        status = try row.decode(String?.self, forColumn: "status").map { TaskStatus(rawValue: $0) ?? .running }
        count = try row.decode(forColumn: "count")
    }
}
