import GRDB
package import VideoAPI

extension Journal {
    /// The newest tasks in whose prompt, negative prompt, note or tags a text stands, newest first.
    ///
    /// The text is looked for piece by piece, as spaces cut it: each must stand in one of the four texts, in whatever order. Case, accents and
    /// width make no difference. A Latin word is found by its beginning (`kitten` finds `Kittens`, `itten` does not), a Chinese one wherever
    /// it stands. Punctuation is neither kept nor looked for: a text of nothing else finds nothing.
    package func search(_ text: String, limit: Int) throws(JournalError) -> [TaskRecord] {
        guard let query = SearchWords.query(text) else { return [] }
        return try read { db in
            try StoredTask.fetchAll(
                db,
                sql: """
                    SELECT * FROM task WHERE number IN (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)
                    ORDER BY number DESC
                    """,
                arguments: [query, max(0, limit)]
            ).map(\.record)
        }
    }
}
