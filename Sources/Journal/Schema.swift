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

    /// What leads from each version to the next; a step that was released is never changed.
    ///
    /// The columns of type ANY hold a text, or its bytes when there is a NUL in it.
    static let steps = [
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
    ]

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
                for step in steps.dropFirst(version) { try db.execute(sql: step) }
                try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
                return .commit
            }
        }
        guard try db.tableExists("task"), try db.tableExists("change") else { throw notAJournal }
    }

    private static var notAJournal: JournalError { .corrupt(message: "not a journal of tween") }

    private static func integer(_ pragma: String, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA \(pragma)") ?? 0
    }
}
