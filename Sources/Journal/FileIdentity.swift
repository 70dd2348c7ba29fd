import Foundation

/// Which files a database was opened as, to notice when others stand at their paths.
///
/// SQLite goes on writing into a file that was removed or renamed under it; what it writes then is lost with the last descriptor.
struct FileIdentity: Sendable {
    private let files: [(path: String, file: File)]

    private struct File: Equatable {
        let device: dev_t
        let number: ino_t
    }

    /// Remembers the database and its write-ahead log, as far as they are there: the log is, from the first reading to the closing.
    init(_ databasePath: String) {
        files = ["", "-wal"].compactMap { suffix in Self.look(at: databasePath + suffix).map { (databasePath + suffix, $0) } }
    }

    /// Whether the same files still stand there.
    var isUnchanged: Bool { files.allSatisfy { Self.look(at: $0.path) == $0.file } }

    private static func look(at path: String) -> File? {
        var info = stat()
        return lstat(path, &info) == 0 ? File(device: info.st_dev, number: info.st_ino) : nil
    }
}
