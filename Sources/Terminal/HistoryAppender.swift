import Glibc

/// Adds records to a history file, which stays open in between: a record costs a lock and a write.
struct HistoryAppender: Sendable {
    let file: HistoryFile
    private var opened: OpenFile?
    /// How long the file was when our last record had been written, its newline included.
    private var end: off_t?

    init(_ file: HistoryFile) { self.file = file }

    /// Adds a record at the end. Two shells may do so at once; a record torn by a crash before is closed off first.
    mutating func append(_ record: HistoryRecord) throws(HistoryFile.Fault) {
        let (descriptor, size) = try lock()
        defer { flock(descriptor, LOCK_UN) }
        var text = size == 0 ? HistoryRecord.header : ""
        var last: UInt8 = 0
        if size > 0, size != end, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") { text = "\n" }
        text += record.line
        end = nil
        guard Descriptor(descriptor).write(text) else { throw .system(errno) }
        end = size + off_t(text.utf8.count)
    }

    /// Locks the file against other shells. It is opened anew where the path leads elsewhere by now.
    private mutating func lock() throws(HistoryFile.Fault) -> (descriptor: Int32, size: off_t) {
        if let descriptor = opened?.descriptor, retrying({ flock(descriptor, LOCK_EX) }) == 0 {
            if let size = file.size(of: descriptor) { return (descriptor, size) }
        }
        (opened, end) = (nil, nil)
        let descriptor = try file.openLocked()
        opened = OpenFile(descriptor)
        return (descriptor, lseek(descriptor, 0, SEEK_END))
    }

    /// A descriptor that is closed, and its lock let go of, with the last value that holds it.
    private final class OpenFile: Sendable {
        let descriptor: Int32

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }
    }
}
