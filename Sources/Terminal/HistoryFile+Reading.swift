import Glibc

extension HistoryFile {
    /// Up to where a file has been read, and which file that was.
    struct Mark: Sendable {
        fileprivate var device: dev_t
        fileprivate var inode: ino_t
        fileprivate var offset: Int
    }

    /// What a reading brought.
    struct Reading {
        /// Whole lines, each with its newline.
        var lines: [UInt8]
        /// Where the next reading goes on; nil if there is no file.
        var mark: Mark?
        /// Whether the lines follow those read before. If not, the file is another one by now, and these are all of its lines.
        var isContinued: Bool
    }

    /// No more than this of a file's end is read. 100,000 lines of 2.6 KB each fit in it.
    private static let limit = 256 << 20

    /// Reads what came after `mark`, or everything. A file that does not exist is an empty history.
    func read(after mark: Mark? = nil) throws(Fault) -> Reading {
        guard let descriptor = try openForReading() else { return Reading(lines: [], mark: nil, isContinued: false) }
        defer { close(descriptor) }
        return try read(descriptor, after: mark)
    }

    /// Reads from an open file. A last line without its newline is left for later: it is torn, or being written right now.
    func read(_ descriptor: Int32, after mark: Mark? = nil) throws(Fault) -> Reading {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        let size = Int(status.st_size)
        var start = max(0, size - Self.limit)
        var isContinued = false
        if let mark, mark.device == status.st_dev, mark.inode == status.st_ino, mark.offset <= size {
            (start, isContinued) = (mark.offset, true)
        }
        var lines = try bytes(of: descriptor, from: start, count: size - start)
        let end = lines.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        lines.removeSubrange(end...)
        let next = Mark(device: status.st_dev, inode: status.st_ino, offset: start + end)
        // The rest of a line whose beginning was passed over could look like a record.
        if start > 0, !isContinued, let first = lines.firstIndex(of: UInt8(ascii: "\n")) { lines.removeSubrange(...first) }
        return Reading(lines: lines, mark: next, isContinued: isContinued)
    }

    private func bytes(of descriptor: Int32, from start: Int, count: Int) throws(Fault) -> [UInt8] {
        var fault: Fault?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, count - filled, off_t(start + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { fault = .system(errno) }
                guard got > 0 else { return }
                filled += got
            }
        }
        if let fault { throw fault }
        return bytes
    }
}
