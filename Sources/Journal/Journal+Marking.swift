import GRDB
package import VideoAPI

extension Journal {
    /// Sets the user's star, or takes it away.
    package func star(_ number: TaskNumber, _ isStarred: Bool) throws(JournalError) -> TaskRecord {
        try change(number) { task, _ in
            task.isStarred = isStarred
            return nil
        }.record
    }

    /// Sets the user's own words on a task; nil or an empty text takes them away.
    package func note(_ number: TaskNumber, _ text: String?) throws(JournalError) -> TaskRecord {
        try mark(number) { $0.noteText = text }
    }

    /// Adds tags at the end and takes tags away; one that is there already, or is not, changes nothing, and an empty one is none.
    ///
    /// A tag is one line; a line end in it is a space.
    package func tag(_ number: TaskNumber, adding: [String] = [], removing: [String] = []) throws(JournalError) -> TaskRecord {
        func lines(_ words: [String]) -> [String] { words.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") } }
        let (adding, removing) = (lines(adding), Set(lines(removing)))
        return try mark(number) { task in
            var words = task.tagWords.filter { !removing.contains($0) }
            for word in adding where !word.isEmpty && !words.contains(word) { words.append(word) }
            task.tagWords = words
        }
    }

    /// Changes a mark that the search knows of, and both lists of it in the same transaction.
    private func mark(_ number: TaskNumber, _ step: (inout StoredTask) -> Void) throws(JournalError) -> TaskRecord {
        try write { db in
            guard let before = try StoredTask.fetchOne(db, key: number.rawValue) else { throw JournalError.noSuchTask(number) }
            var task = before
            step(&task)
            guard task != before else { return task.record }
            try task.update(db)
            try SearchRow(task)?.updateMarks(db)
            for word in before.tagWords where !task.tagWords.contains(word) {
                try db.execute(sql: "DELETE FROM tag WHERE word = ? AND task = ?", arguments: [ExactText(word), number.rawValue])
            }
            for word in task.tagWords where !before.tagWords.contains(word) {
                try db.execute(sql: "INSERT INTO tag (word, task) VALUES (?, ?)", arguments: [ExactText(word), number.rawValue])
            }
            return task.record
        }
    }
}
