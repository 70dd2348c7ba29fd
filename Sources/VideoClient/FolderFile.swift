import Foundation

/// A regular file in the folder of a download, held open. Every call blocks.
struct FolderFile: Sendable {
    let name: String
    private let descriptor: Descriptor
    private let gate: FileGate

    init(name: String, descriptor: Descriptor, gate: @escaping FileGate) {
        self.name = name
        self.descriptor = descriptor
        self.gate = gate
    }

    /// Writes all of the bytes at a place.
    func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        var rest = bytes[...]
        var place = offset
        while !rest.isEmpty {
            try gate(.write)
            let count = try SystemError.advance {
                rest.withUnsafeBytes { pwrite(descriptor.number, $0.baseAddress, $0.count, off_t(place)) }
            }
            rest = rest.dropFirst(count)
            place += count
        }
    }

    /// Reads up to so many bytes at a place; fewer at the end of the file.
    func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = try SystemError.check { pread(descriptor.number, &bytes, count, off_t(offset)) }
        return Array(bytes.prefix(got))
    }

    /// Ends the file after so many bytes.
    func truncate(to length: Int) throws(SystemError) {
        try gate(.truncate)
        try SystemError.check { ftruncate(descriptor.number, off_t(length)) }
    }

    /// Brings what was written to the disk.
    func synchronize() throws(SystemError) {
        try gate(.synchronize)
        try SystemError.check { fsync(descriptor.number) }
    }

    /// What the system knows of it.
    func facts() throws(SystemError) -> stat {
        var facts = stat()
        try SystemError.check { fstat(descriptor.number, &facts) }
        return facts
    }

    /// Keeps everybody else off until the file is closed, however this process ends; false when somebody keeps us off.
    func lock() -> Bool {
        // Where a filesystem has no locks, nobody can be told of.
        flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Lets others in at once, whoever still holds the file open, be it a child that is just being started.
    func unlock() { flock(descriptor.number, LOCK_UN) }

    /// The bytes that are free for this user where the file is.
    func freeSpace() throws(SystemError) -> Int {
        var status = statvfs()
        try SystemError.check { fstatvfs(descriptor.number, &status) }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? .max : Int(clamping: bytes)
    }
}

extension stat {
    /// Whether both are facts of one file.
    func isSameFile(as other: stat) -> Bool { st_ino == other.st_ino && st_dev == other.st_dev }
}
