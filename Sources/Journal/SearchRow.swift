import GRDB
import VideoAPI

/// A row of the table `search`: the words by which a task is found.
///
/// It keeps its words, so that a changed note can be taken out of the index again whatever cut it into words.
struct SearchRow: Codable, PersistableRecord {
    static let databaseTableName = "search"

    private let rowid: Int
    private let prompt: String
    private let negative: String
    private let note: String
    private let tags: String

    /// Cuts the texts of a task into words; nil for one that has no number yet.
    init?(_ task: StoredTask) {
        guard let number = task.number else { return nil }
        self.init(number, draft: task.draft, note: task.noteText, tags: task.tagWords)
    }

    private init(_ number: Int, draft: String, note: String? = nil, tags: [String] = []) {
        let draft = Draft(storedText: draft)
        rowid = number
        prompt = SearchWords.indexed(draft.text(.prompt))
        negative = SearchWords.indexed(draft.text(.negative))
        self.note = SearchWords.indexed(note)
        self.tags = SearchWords.indexed(tags.joined(separator: "\n"))
    }

    /// Puts the tasks of a journal that had no index into it.
    static func fill(_ db: Database) throws {
        let tasks = try Row.fetchCursor(db, sql: "SELECT number, draft FROM task")
        while let task = try tasks.next() {
            try SearchRow(task.decode(forColumn: "number"), draft: task.decode(forColumn: "draft")).insert(db)
        }
    }

    /// Writes down that note or tags are other ones.
    func updateMarks(_ db: Database) throws {
        try db.execute(sql: "UPDATE search SET note = ?, tags = ? WHERE rowid = ?", arguments: [note, tags, rowid])
    }
}

extension Draft {
    /// The draft as the journal has it; what can't be read of it is left out.
    init(storedText text: String) {
        self.init(stored: (try? JSONValue(parsing: text.utf8, mode: .tolerant)) ?? .null)
    }
}
