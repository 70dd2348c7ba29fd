import Foundation

/// A file that is written piece by piece beside its place, and put there when it is whole. What stands there already is never touched.
struct NewFile: ~Copyable {
    private let path: String
    private let draft: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// How many bytes are written at once.
    private static let chunk = 64 * 1024

    /// Begins a file that only its owner may read.
    ///
    /// - Throws: `EEXIST` when there is something of that name.
    init(_ path: String) throws(SystemFile.Fault) {
        guard access(path, F_OK) != 0 else { throw SystemFile.Fault(code: EEXIST) }
        let draft = path + ".new-\(getpid())"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        (self.path, self.draft, self.descriptor) = (path, draft, descriptor)
    }

    /// Adds text at the end.
    mutating func write(_ text: String) throws(SystemFile.Fault) {
        buffer += text.utf8
        guard buffer.count >= Self.chunk else { return }
        try SystemFile.write(buffer, to: descriptor)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Puts the file in its place, where it is safe from a power cut.
    ///
    /// - Throws: `EEXIST` when something has come there meanwhile.
    consuming func finish() throws(SystemFile.Fault) {
        try SystemFile.write(buffer, to: descriptor)
        guard fsync(descriptor) == 0 else { throw .last }
        // The name is taken first, with an empty file: a renaming alone would write over another's, and not every file system has links.
        let place = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard place >= 0 else { throw .last }
        close(place)
        guard rename(draft, path) == 0 else {
            let fault = SystemFile.Fault.last
            unlink(path)
            throw fault
        }
        SystemFile.syncFolder(of: path)
    }

    /// What was not finished leaves nothing behind.
    deinit {
        close(descriptor)
        unlink(draft)
    }
}
