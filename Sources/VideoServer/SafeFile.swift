import Foundation

/// A file operation that the system refused.
struct FileFault: Error, Equatable {
    /// `errno` as it was.
    let number: Int32

    /// What the system says, for people.
    var message: String { String(cString: strerror(number)) }

    /// Takes the error of the call that failed last.
    static var last: FileFault { FileFault(number: errno) }
}

/// Writes files so that they survive a power cut, and so that nobody ever sees half of one.
enum SafeFile {
    /// Writes a new file, mode 0600, that does not exist yet.
    ///
    /// - Parameter durably: whether the bytes are on the disk when the call returns.
    static func create(_ path: String, _ bytes: [UInt8], durably: Bool) throws(FileFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last }
            rest = rest.dropFirst(count)
        }
        if durably, fsync(descriptor) != 0 { throw .last }
    }

    /// Puts a file in the place of whatever is there, in one step; not proof against a power cut.
    static func replace(_ path: String, with bytes: [UInt8]) throws(FileFault) {
        try place(bytes, at: path, durably: false) { rename($0, $1) }
    }

    /// Puts a durable file where nothing is, in one step.
    ///
    /// - Returns: false if somebody was first.
    static func claim(_ path: String, with bytes: [UInt8]) throws(FileFault) -> Bool {
        do {
            try place(bytes, at: path, durably: true) { link($0, $1) }
        } catch {
            guard error.number == EEXIST else { throw error }
            return false
        }
        try syncFolder(of: path)
        return true
    }

    /// Makes the names in a file's folder durable.
    static func syncFolder(of path: String) throws(FileFault) {
        let descriptor = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last }
    }

    private static func place(
        _ bytes: [UInt8],
        at path: String,
        durably: Bool,
        by move: (String, String) -> Int32
    ) throws(FileFault) {
        let draft = path + "." + RandomText.alphanumeric(8)
        defer { unlink(draft) }
        try create(draft, bytes, durably: durably)
        guard move(draft, path) == 0 else { throw .last }
    }
}
