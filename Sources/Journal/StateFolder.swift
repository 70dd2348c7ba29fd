import Foundation

/// The folder that holds the journal, known to be ours alone to write.
struct StateFolder: Sendable {
    let path: String

    var databasePath: String { Self.databasePath(in: path) }
    var lockPath: String { path + "/journal.lock" }

    fileprivate static func databasePath(in path: String) -> String { path + "/journal.sqlite" }

    /// Makes the folder, 0700, if it is missing.
    ///
    /// - Throws: ``JournalError/unsafe(path:_:)`` for a symbolic link, a folder of somebody else, or one that others may write;
    ///   ``JournalError/notWritable(path:message:)`` for one that can't be written, in which SQLite could not even read its log.
    init(_ path: String) throws(JournalError) {
        self.path = path
        if try Self.look(at: path) == nil { try Self.make(path) }
        guard let found = try Self.look(at: path) else { throw .notWritable(path: path, message: String(cString: strerror(ENOENT))) }
        try found.check(path, is: S_IFDIR, else: .notAFolder)
        guard found.mode & 0o022 == 0 else { throw .unsafe(path: path, .writableByOthers) }
        guard faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0 else { throw .notWritable(path: path, errno: errno) }
    }

    /// Makes an empty database file, 0600, if there is none, and takes the file away from others if there is one.
    ///
    /// An existing file is never opened here: closing a second descriptor would drop the locks that SQLite holds through the first.
    func prepareDatabaseFile() throws(JournalError) {
        let descriptor = open(databasePath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        guard errno == EEXIST else { throw .notWritable(path: databasePath, errno: errno) }
        guard let found = try Self.look(at: databasePath) else { return }
        try found.check(databasePath, is: S_IFREG, else: .notAFile)
        if found.mode & 0o077 != 0, chmod(databasePath, 0o600) != 0 { throw .notWritable(path: databasePath, errno: errno) }
    }

    /// Renames the database and its side files to a free name, and says which.
    ///
    /// The side files go first: a write-ahead log left behind would be played into the database that is made next.
    func setDatabaseAside(at time: Int) throws(JournalError) -> String {
        var aside = "\(databasePath).corrupt-\(time)"
        var copy = 1
        while try Self.look(at: aside) != nil {
            copy += 1
            aside = "\(databasePath).corrupt-\(time)-\(copy)"
        }
        for suffix in ["-wal", "-shm", ""] where rename(databasePath + suffix, aside + suffix) != 0 && errno != ENOENT {
            throw .notWritable(path: databasePath + suffix, errno: errno)
        }
        return aside
    }
}

extension StateFolder {
    /// What is at a path, a symbolic link not followed.
    private struct Found {
        let kind: mode_t
        let mode: mode_t
        let owner: uid_t

        func check(_ path: String, is wanted: mode_t, else fault: JournalError.Fault) throws(JournalError) {
            guard kind != S_IFLNK else { throw .unsafe(path: path, .symbolicLink) }
            guard kind == wanted else { throw .unsafe(path: path, fault) }
            guard owner == geteuid() else { throw .unsafe(path: path, .notOurs) }
        }
    }

    private static func look(at path: String) throws(JournalError) -> Found? {
        var info = stat()
        guard lstat(path, &info) == 0 else {
            guard errno == ENOENT else { throw .notWritable(path: path, errno: errno) }
            return nil
        }
        return Found(kind: info.st_mode & S_IFMT, mode: info.st_mode & 0o777, owner: info.st_uid)
    }

    /// Makes a folder and what is missing above it, each 0700 and each entry on disk before the next: a journal that power loss unlinks is lost.
    private static func make(_ path: String) throws(JournalError) {
        let parent = (path as NSString).deletingLastPathComponent
        if mkdir(path, 0o700) != 0 {
            if errno == EEXIST { return }
            guard errno == ENOENT, parent != path, !parent.isEmpty else { throw .notWritable(path: path, errno: errno) }
            try make(parent)
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .notWritable(path: path, errno: errno) }
        }
        let descriptor = open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension Journal {
    /// Whether a folder holds a journal, found without opening it: that would make one, and costs time.
    package static func exists(in folder: String) -> Bool { access(StateFolder.databasePath(in: folder), F_OK) == 0 }
}

extension JournalError {
    /// A place that the system would not let us write.
    static func notWritable(path: String, errno code: Int32) -> JournalError {
        code == ENOSPC || code == EDQUOT ? .diskFull : .notWritable(path: path, message: String(cString: strerror(code)))
    }
}
