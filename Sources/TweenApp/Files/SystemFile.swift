import Foundation

/// Reading and writing whole files with the care that a shell's own files need.
enum SystemFile {
    /// Why a file could not be read or written.
    struct Fault: Error, Sendable, Hashable {
        /// The system's number.
        let code: Int32

        var isMissing: Bool { code == ENOENT || code == ENOTDIR }
        /// The system's words.
        var message: String { String(cString: strerror(code)) }
        /// The fault of the call that has just failed.
        static var last: Fault { Fault(code: errno) }
    }

    /// Reads a regular file of at most `limit` bytes.
    ///
    /// - Throws: ``Fault``; EFBIG for a longer file, EINVAL for what is no regular file.
    static func read(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        let facts = try facts(of: descriptor)
        guard facts.st_mode & S_IFMT == S_IFREG else { throw Fault(code: EINVAL) }
        guard facts.st_size <= limit else { throw Fault(code: EFBIG) }
        return try contents(of: descriptor, limit: limit)
    }

    /// Why a file is not fit for secrets, and what to do; nil for a plain one that nobody else may read or change.
    static func exposure(of path: String) throws(Fault) -> String? {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { throw .last }
        guard facts.st_mode & S_IFMT == S_IFREG else { return "it is a link or no plain file; move it away" }
        guard facts.st_uid == geteuid() else { return "it belongs to someone else; move it away" }
        return facts.st_mode & 0o077 == 0 ? nil : "others may read or change it; `chmod 600` makes it yours alone"
    }

    private static func facts(of descriptor: Int32) throws(Fault) -> stat {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw .last }
        return facts
    }

    private static func contents(of descriptor: Int32, limit: Int) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw Fault(code: EFBIG) }
        }
    }

    /// Puts a file in place of another one, whole or not at all: written beside it, synced, renamed.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o600) throws(Fault) {
        let temporary = path + ".new-\(getpid())"
        unlink(temporary)
        try create(temporary, bytes: bytes, mode: mode)
        guard rename(temporary, path) == 0 else {
            let fault = Fault.last
            unlink(temporary)
            throw fault
        }
        syncFolder(of: path)
    }

    /// Writes a file that is not there yet; EEXIST when something is.
    static func create(_ path: String, bytes: [UInt8], mode: mode_t = 0o600) throws(Fault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .last }
        do throws(Fault) {
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw .last }
            close(descriptor)
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
    }

    /// Opens a file that is only there to be locked, made if need be, and waits for its lock; closing it lets go.
    static func openLocked(_ path: String) throws(Fault) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        while flock(descriptor, LOCK_EX) != 0 {
            let fault = Fault.last
            guard fault.code != EINTR else { continue }
            close(descriptor)
            throw fault
        }
        return descriptor
    }

    /// Writes all of it, however many calls that takes.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Fault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes names in a file's folder as durable as their files.
    static func syncFolder(of path: String) {
        let descriptor = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Makes a folder, and those above it, for its owner only.
    static func makeFolder(_ path: String) throws(Fault) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path.count > 1 else { throw .last }
        try makeFolder((path as NSString).deletingLastPathComponent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last }
    }
}
