import Glibc

extension HistoryFile {
    /// Where the shorter file is written before it takes the place of the long one.
    var temporaryPath: String { path + ".new" }

    /// Whether a file of so many records is worth writing anew when so many would be left. Short files are left as they are.
    static func isWorthCompacting(records: Int, kept: Int) -> Bool { records > 2 * kept + 1000 }

    /// Writes the file anew, if that is worth while, without the records that a newer one of the same text and label supersedes,
    /// and without those before the newest `limit`.
    ///
    /// At any moment the path leads to a whole file, the long or the short one. Other shells wait for the lock, and then find the new file.
    func compact(limit: Int) throws(Fault) {
        let descriptor = try openLocked()
        defer { close(descriptor) }
        var log = HistoryLog()
        log.add(lines: try read(descriptor).lines)
        let kept = log.newestOfEachLabel(limit)
        guard Self.isWorthCompacting(records: log.count, kept: kept.count) else { return }
        do throws(Fault) {
            try write(kept.reversed().lazy.map { log.record(at: $0).line })
            guard rename(temporaryPath, path) == 0 else { throw Fault.system(errno) }
        } catch {
            unlink(temporaryPath)
            throw error
        }
        synchronizeFolder()
    }

    /// Writes the new file and has the disk hold it. Whatever a crash left of an earlier one goes: only who has the lock writes it.
    private func write(_ lines: some Sequence<String>) throws(Fault) {
        unlink(temporaryPath)
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        let text = lines.reduce(into: HistoryRecord.header) { $0 += $1 }
        guard Descriptor(descriptor).write(text), retrying({ fsync(descriptor) }) == 0 else { throw .system(errno) }
    }

    /// Has the disk hold the new name. Without it a crash brings back the long file, which is as good.
    private func synchronizeFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = retrying { fsync(descriptor) }
        close(descriptor)
    }
}
