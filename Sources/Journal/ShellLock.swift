import Foundation

/// Proves to other shells that this one lives: it holds one byte of the lock file, whose position is the shell's name in the journal.
///
/// The lock belongs to the open file, not to the process (an "open file description" lock): the kernel drops it when the shell is gone,
/// however it went, so neither a process id used again nor a crash can make a dead shell look alive, and no litter is left.
final class ShellLock: Sendable {
    /// The name: drawn anew by each shell, and as good as unique among all that ever were.
    let owner: Int64
    private let path: String
    private let descriptor: Int32

    /// Takes the lock.
    init(path: String) throws(JournalError) {
        self.path = path
        owner = .random(in: 1...Self.lastByte)
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == ELOOP ? .unsafe(path: path, .symbolicLink) : .notWritable(path: path, errno: errno) }
        guard set(F_WRLCK, at: owner) else { throw .notWritable(path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// Whether the shell of that name may still live; when the system can't tell, it does.
    func isAlive(_ other: Int64) -> Bool {
        guard other != owner else { return true }
        guard 1...Self.lastByte ~= other else { return false }
        var region = Self.region(F_WRLCK, at: other)
        guard fcntl(descriptor, Self.getLock, &region) == 0 else { return true }
        return region.l_type != Int16(F_UNLCK)
    }

    /// Does what only one shell at a time may do: making, replacing and migrating the database file.
    func alone<Result>(_ body: () throws(JournalError) -> Result) throws(JournalError) -> Result {
        var triesLeft = 500
        while !set(F_WRLCK, at: 0) {
            guard errno == EAGAIN || errno == EACCES || errno == EINTR else { throw .notWritable(path: path, errno: errno) }
            guard triesLeft > 0 else { throw .locked }
            triesLeft -= 1
            usleep(10_000)  // as SQLite waits; a stopped shell must not stop the others for good
        }
        defer { _ = set(F_UNLCK, at: 0) }
        return try body()
    }

    /// F_OFD_GETLK and F_OFD_SETLK of Linux, which its headers give only to those who define _GNU_SOURCE.
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37

    private static let lastByte = Int64.max / 2

    private func set(_ kind: Int32, at byte: Int64) -> Bool {
        var region = Self.region(kind, at: byte)
        return fcntl(descriptor, Self.setLock, &region) == 0
    }

    private static func region(_ kind: Int32, at byte: Int64) -> flock {
        var region = flock()
        region.l_type = Int16(kind)
        region.l_whence = Int16(SEEK_SET)
        region.l_start = off_t(byte)
        region.l_len = 1
        return region
    }
}
