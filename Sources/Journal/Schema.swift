import GRDB

/// The shape of the database file, by version.
enum Schema {
    /// Whose an opened file is.
    enum Version {
        /// Empty, or written by this tween or an older one.
        case ours
        /// Written by a newer tween: to be read only.
        case newer(Int)
    }

    /// "twen", so that another program's database is told from ours.
    static let applicationID: Int32 = 0x7477_656E

    /// What leads from one version to the next.
    struct Step: Sendable {
        let sql: String
        /// What SQL can't do to the rows that are there already.
        var fill: @Sendable (Database) throws -> Void = { _ in }
    }

    /// The steps in their order; one that was released is never changed.
    static let steps = [Step(sql: first), Step(sql: second, fill: SearchRow.fill), Step(sql: third)]

    /// The columns of type ANY hold a text, or its bytes when there is a NUL in it.
    private static let first =
        """
        CREATE TABLE task (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            profile TEXT NOT NULL,
            origin TEXT NOT NULL,
            key_fingerprint TEXT,
            is_demo INTEGER NOT NULL,
            draft TEXT NOT NULL,
            model TEXT NOT NULL,
            size TEXT NOT NULL,
            request_hash TEXT NOT NULL,
            draft_hash TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            sending TEXT NOT NULL,
            accepted_at INTEGER,
            followed_since INTEGER,
            id ANY,
            status TEXT,
            word ANY,
            progress INTEGER,
            video ANY,
            failure_code ANY,
            failure_message ANY,
            finished_at INTEGER,
            seconds INTEGER,
            saved_path TEXT,
            remark TEXT
        ) STRICT;
        CREATE INDEX task_by_state ON task(sending, status);
        CREATE INDEX task_by_request ON task(request_hash);
        CREATE INDEX task_by_draft ON task(draft_hash);
        CREATE INDEX task_by_kind ON task(profile, model, size, finished_at) WHERE seconds IS NOT NULL;
        CREATE TABLE change (
            place INTEGER PRIMARY KEY,
            task INTEGER NOT NULL REFERENCES task(number),
            at INTEGER NOT NULL,
            event TEXT NOT NULL,
            status TEXT,
            word ANY,
            progress INTEGER,
            code ANY,
            message ANY,
            http_status INTEGER,
            request ANY,
            reply ANY
        ) STRICT;
        CREATE INDEX change_by_task ON change(task);
        """

    /// The user's own marks, the search, and what counting needs. The table `search` holds words as ``SearchWords`` cuts them; a change of
    /// the way they are cut is a step that fills it anew.
    private static let second =
        """
        ALTER TABLE task ADD COLUMN expires_at INTEGER;
        ALTER TABLE task ADD COLUMN is_starred INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE task ADD COLUMN is_forgotten INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE task ADD COLUMN note ANY;
        ALTER TABLE task ADD COLUMN tags ANY;
        ALTER TABLE change ADD COLUMN warnings ANY;
        CREATE INDEX task_by_day ON task(created_at);
        CREATE INDEX task_starred ON task(number) WHERE is_starred = 1;
        CREATE TABLE tag (
            word ANY NOT NULL,
            task INTEGER NOT NULL REFERENCES task(number),
            PRIMARY KEY (word, task)
        ) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE search USING fts5(prompt, negative, note, tags, tokenize = 'ascii', columnsize = 0);
        """

    /// From when on a service wants to be asked again that could not say what became of a request.
    private static let third = "ALTER TABLE task ADD COLUMN welcome_at INTEGER;"

    /// Finds out whose an open file is.
    ///
    /// - Throws: ``JournalError/corrupt(message:)`` for the database of another program.
    static func version(_ db: Database) throws -> Version {
        let version = try integer("user_version", db)
        let isOurs =
            version == 0
            ? try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
            : try version > 0 && integer("application_id", db) == Int(applicationID)
        guard isOurs else { throw notAJournal }
        return version > steps.count ? .newer(version) : .ours
    }

    /// Brings an empty or older file up to date, all or nothing.
    ///
    /// - Throws: ``JournalError/corrupt(message:)`` for a file without the tables of its version.
    static func migrate(_ db: Database) throws {
        let version = try integer("user_version", db)
        if version < steps.count {
            try db.inTransaction(.immediate) {
                for step in steps.dropFirst(version) {
                    try db.execute(sql: step.sql)
                    try step.fill(db)
                }
                try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
                return .commit
            }
        }
        guard try ["task", "change", "tag", "search"].allSatisfy({ try db.tableExists($0) }) else { throw notAJournal }
    }

    private static var notAJournal: JournalError { .corrupt(message: "not a journal of tween") }

    private static func integer(_ pragma: String, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA \(pragma)") ?? 0
    }
}
