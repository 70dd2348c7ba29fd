import Glibc

/// The history on disk: append-only, one write for each entry under a lock (`HistoryAppender`), readable and writable by its owner alone.
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

    /// Says in words why the lines are not kept, and what to do.
    func words(_ fault: Fault) -> String {
        switch fault {
        case .notOurs: "\(path) is a link, not a plain file, or belongs to someone else; move it away"
        case .newer: "\(path) is of a newer version of tween; use that, or move it away"
        case .system(let code): "\(path): \(SystemError.words(code))"
        }
    }

    /// Opens the file, made if need be, and locks it against other shells; closing it lets go of the lock.
    func openLocked() throws(Fault) -> Int32 {
        while true {
            let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
            try check(descriptor)
            guard retrying({ flock(descriptor, LOCK_EX) }) == 0 else {
                defer { close(descriptor) }
                throw .system(errno)
            }
            guard size(of: descriptor) != nil else {
                close(descriptor)
                continue
            }
            guard try isForeign(descriptor) else { return descriptor }
            defer { close(descriptor) }
            guard rename(path, "\(path).corrupt-\(time(nil))") == 0 else { throw .system(errno) }
        }
    }

    /// Opens the file to read it; nil if there is none.
    func openForReading() throws(Fault) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return nil }
        try check(descriptor)
        return descriptor
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

    /// How long the open file is; nil if the path leads to it no more: another shell may have put a shorter one in its place.
    func size(of descriptor: Int32) -> off_t? {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0 else { return nil }
        return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino ? opened.st_size : nil
    }

    /// Whether the file, which is locked, is of something else; one of a newer version is closed and refused.
    private func isForeign(_ descriptor: Int32) throws(Fault) -> Bool {
        let expected = Array(HistoryRecord.header.utf8)
        var bytes = [UInt8](repeating: 0, count: expected.count)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        // A crash may have cut the very first line: what is there so far is a beginning of ours.
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
