import GRDB
import Synchronization
import VideoAPI

/// Everything that was ever submitted, in one SQLite file that several shells may use at once.
///
/// Each call is one transaction, and what a call has written is on disk when it returns. Calls block: keep them off the cooperative pool.
package final class Journal: Sendable {
    /// What the user should be told about the opening.
    package let notices: [Notice]

    let now: @Sendable () -> Int
    let lock: ShellLock
    /// The progress last seen by this shell of the tasks it follows, which the file knows in steps of ten.
    let progress = Mutex<[TaskNumber: Int]>([:])
    private let folder: StateFolder
    private let database: DatabaseQueue
    /// For readings that take long; opened with the first of them.
    private let reader = Mutex<DatabaseQueue?>(nil)
    private let files: FileIdentity
    private let damage: DamageCheck

    /// Something that opening has found.
    package enum Notice: Sendable, Hashable {
        /// The file was damaged or not ours. It is kept at this path, and an empty journal is in its place.
        case setAside(path: String)
        /// A newer tween has written the journal, with this version of its tables: it is read and not written.
        case newerVersion(Int)
        /// The file system can't share the memory of a write-ahead log, so SQLite's older, slower way is used.
        case noWriteAheadLog
    }

    /// Opens the journal of a folder, and makes both if they are missing: the folder 0700, the files in it 0600.
    ///
    /// - Parameters:
    ///   - folder: the absolute path of `$XDG_STATE_HOME/tween`.
    ///   - now: seconds since 1970.
    /// - Throws: ``JournalError``; a damaged file is no error but a notice.
    package init(folder path: String, now: @escaping @Sendable () -> Int) throws(JournalError) {
        let folder = try StateFolder(path)
        let lock = try ShellLock(path: folder.lockPath)
        (database, notices, files) = try lock.alone { () throws(JournalError) in
            let (database, notices) = try Self.open(folder, at: now())
            return (database, notices, FileIdentity(folder.databasePath))
        }
        damage = DamageCheck(path: folder.databasePath)
        self.folder = folder
        self.lock = lock
        self.now = now
    }

    deinit { damage.cancel() }

    /// Begins to read the whole file for damage, at the back of everything else; ``check()`` has the outcome.
    package func startCheck() { damage.start() }

    /// Waits until the whole file has been read for damage, once for as long as it is open.
    ///
    /// It reads over a connection of its own, and takes longer as the file grows: begin with ``startCheck()``, ask before the first submit.
    /// - Throws: ``JournalError/corrupt(message:)`` with the first damage found: nothing should be submitted then.
    package func check() throws(JournalError) { try damage.wait() }

    /// Closes the journal and renames its files, for damage that showed late; open the folder anew to go on.
    ///
    /// - Returns: the path at which the database is kept.
    /// - Throws: ``JournalError/replaced(path:)`` when another shell was first: what stands there now is not damaged, and stays.
    package func setAside() throws(JournalError) -> String {
        damage.cancel()
        return try lock.alone { () throws(JournalError) in
            // Before the closing, which takes the write-ahead log away.
            guard files.isUnchanged else { throw .replaced(path: folder.databasePath) }
            do { try database.close() } catch { throw JournalError(error, path: folder.databasePath) }
            return try folder.setDatabaseAside(at: now())
        }
    }
}

extension Journal {
    /// Runs a transaction that holds the write lock from its beginning, so that it never finds its reading stale.
    func write<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
        try requireOurs()
        do {
            return try database.write { db in
                let result = try body(db)
                guard files.isUnchanged else { throw JournalError.replaced(path: folder.databasePath) }
                return result
            }
        } catch { throw JournalError(error, path: folder.databasePath) }
    }

    /// - Throws: ``JournalError/newerVersion(_:)`` if nothing can be written down here.
    func requireOurs() throws(JournalError) {
        for case .newerVersion(let version) in notices { throw .newerVersion(version) }
    }

    /// Runs a transaction that only reads, over a connection of its own, so that a long one holds up no write.
    func readApart<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
        do {
            let connection = try reader.withLock { reader in
                let connection = try reader ?? DatabaseQueue(path: folder.databasePath, configuration: Self.readOnly)
                reader = connection
                return connection
            }
            return try connection.read(body)
        } catch {
            throw JournalError(error, path: folder.databasePath)
        }
    }

    /// Runs a transaction that only reads; what stands in a file that was moved away is nobody's journal any more.
    func read<Result>(_ body: (Database) throws -> Result) throws(JournalError) -> Result {
        let result = Swift.Result { try database.read(body) }
        guard files.isUnchanged else { throw .replaced(path: folder.databasePath) }
        do { return try result.get() } catch { throw JournalError(error, path: folder.databasePath) }
    }

    /// GRDB's own switch to a write-ahead log would lower `synchronous` to NORMAL, which may lose the last commits to a power cut.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return configuration
    }

    static var readOnly: Configuration {
        var configuration = configuration
        configuration.readonly = true
        return configuration
    }

    private static func open(_ folder: StateFolder, at time: Int) throws(JournalError) -> (DatabaseQueue, [Notice]) {
        try folder.prepareDatabaseFile()
        do {
            return try connect(folder)
        } catch .corrupt {
            let aside = try folder.setDatabaseAside(at: time)
            try folder.prepareDatabaseFile()
            let (database, notices) = try connect(folder)
            return (database, [.setAside(path: aside)] + notices)
        }
    }

    private static func connect(_ folder: StateFolder) throws(JournalError) -> (DatabaseQueue, [Notice]) {
        do {
            let database = try DatabaseQueue(path: folder.databasePath, configuration: configuration)
            let notices = try database.writeWithoutTransaction { db -> [Notice] in
                switch try Schema.version(db) {
                case .newer(let version): return [.newerVersion(version)]
                case .ours:
                    let hasLog = try useWriteAheadLog(db)
                    try Schema.migrate(db)
                    return hasLog ? [] : [.noWriteAheadLog]
                }
            }
            return (database, notices)
        } catch {
            throw JournalError(error, path: folder.databasePath)
        }
    }

    private static func useWriteAheadLog(_ db: Database) throws -> Bool {
        do {
            return try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal"
        } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR || error.resultCode == .SQLITE_CANTOPEN {
            return try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") == "wal"
        }
    }
}
