import Glibc

/// The history on disk: append-only, one write for each entry under a lock, readable and writable by its owner alone.
struct HistoryFile: Sendable {
    /// Why a history is not kept on disk.
    enum Fault: Error, Equatable {
        /// The path is a symbolic link, not a plain file, or somebody else's.
        case notOurs
        /// The file is of a newer version of the program, and left alone.
        case newer
        /// What the system says.
        case system(Int32)
    }

    var path: String

    /// At most this much of the file's end is read, however long it is.
    private static let tailBytes = 4 << 20

    /// Adds a record at the end. Two shells may do so at once; a record torn by a crash before is closed off first.
    func append(_ record: HistoryRecord) throws(Fault) {
        let descriptor = try openOrCreate()
        defer { close(descriptor) }
        guard retrying({ flock(descriptor, LOCK_EX) }) == 0 else { throw .system(errno) }
        let size = lseek(descriptor, 0, SEEK_END)
        var text = size == 0 ? HistoryRecord.header : ""
        var last: UInt8 = 0
        if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") { text = "\n" }
        text += record.line
        guard Descriptor(descriptor).write(text) else { throw .system(errno) }
    }

    /// The newest entries, oldest first, at most `count`. A file that does not exist is an empty history.
    func newest(_ count: Int) throws(Fault) -> [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return [] }
        try check(descriptor)
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let start = max(0, size - Self.tailBytes)
        var bytes = [UInt8](repeating: 0, count: max(0, size - start))
        let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(start)) }
        guard read >= 0 else { throw .system(errno) }
        // The first line is the header, or the rest of a record whose beginning was not read.
        let lines = bytes[..<read].split(separator: UInt8(ascii: "\n"))
        return lines.suffix(count).compactMap { HistoryRecord(line: $0)?.text }
    }

    private func openOrCreate() throws(Fault) -> Int32 {
        let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        try check(descriptor)
        guard try hasForeignHeader(descriptor) else { return descriptor }
        close(descriptor)
        guard rename(path, "\(path).corrupt-\(time(nil))") == 0 else { throw .system(errno) }
        let fresh = open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        try check(fresh)
        return fresh
    }

    /// Sees to it that the open file is a plain one, ours, and closed to others; if not, closes it.
    private func check(_ descriptor: Int32) throws(Fault) {
        guard descriptor >= 0 else { throw errno == ELOOP ? .notOurs : .system(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            close(descriptor)
            throw .notOurs
        }
        if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
    }

    private func hasForeignHeader(_ descriptor: Int32) throws(Fault) -> Bool {
        let expected = Array(HistoryRecord.header.utf8)
        var bytes = [UInt8](repeating: 0, count: expected.count)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        // Another shell may be writing the very first line: what is there so far is a beginning of ours.
        if count <= 0 || bytes[..<count].elementsEqual(expected.prefix(count)) { return false }
        if bytes.starts(with: "tween-history ".utf8) {
            close(descriptor)
            throw .newer
        }
        return true
    }
}

/// Repeats a system call that a signal interrupted.
func retrying(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result == -1, errno == EINTR { continue }
        return result
    }
}
