import Foundation
import VideoAPI

/// The unfinished file of a task and the sidecar that says whose it is. Nobody else writes to either while this value lives.
struct PartClaim: Sendable {
    let part: FolderFile
    private let sidecar: FolderFile
    private let folder: DownloadFolder

    /// No sidecar is longer, in bytes.
    private static let sidecarLimit = 64 * 1024

    /// Finds the file that an earlier try left, or makes one.
    ///
    /// What another task, another program or an older version of this one left is not touched: then the next number is tried.
    ///
    /// - Throws: EWOULDBLOCK when somebody else is saving the same video.
    init(_ name: DownloadName, for task: TaskID, in folder: DownloadFolder) throws(SystemError) {
        for partName in name.partNames {
            guard let sidecar = try Self.lockedSidecar(partName + ".json", for: task, in: folder),
                let part = try Self.part(partName, sidecar, for: task, in: folder)
            else { continue }
            self.folder = folder
            self.sidecar = sidecar
            self.part = part
            return
        }
        throw SystemError(code: EEXIST)
    }

    /// - Returns: nil when it is another task's, or no sidecar.
    private static func lockedSidecar(_ name: String, for task: TaskID, in folder: DownloadFolder) throws(SystemError) -> FolderFile? {
        while let sidecar = try folder.file(name) {
            let isLocked = sidecar.lock()
            let text = try sidecar.read(sidecarLimit, at: 0)
            if !text.isEmpty, PartRecord(text)?.task != task { return nil }
            guard isLocked else { throw SystemError(code: EWOULDBLOCK) }
            // Whoever held it before may have removed it meanwhile.
            if let now = folder.facts(name), now.isSameFile(as: try sidecar.facts()) { return sidecar }
        }
        return nil
    }

    /// - Returns: nil when a file without a sidecar is in the way, or no file.
    private static func part(
        _ name: String,
        _ sidecar: FolderFile,
        for task: TaskID,
        in folder: DownloadFolder
    ) throws(SystemError) -> FolderFile? {
        if try sidecar.facts().st_size == 0 {
            guard !folder.contains(name) else {
                try folder.remove(sidecar.name)
                return nil
            }
            try sidecar.write(Array(PartRecord(task: task).text.utf8), at: 0)
        }
        return try folder.file(name)
    }
}

extension PartClaim {
    /// What the sidecar says; nil when it can't be read any more.
    func record() throws(SystemError) -> PartRecord? { PartRecord(try sidecar.read(Self.sidecarLimit, at: 0)) }

    /// Writes the sidecar anew and brings it to the disk.
    func write(_ record: PartRecord) throws(SystemError) {
        let text = Array(record.text.utf8)
        // What is left of a longer text stands behind the first line, where nobody reads.
        try sidecar.write(text, at: 0)
        try sidecar.truncate(to: text.count)
        try sidecar.synchronize()
    }

    /// The name under which the file was finished already, by a try that was stopped right after that.
    func finishedName(_ name: DownloadName) throws(SystemError) -> String? {
        var facts = try part.facts()
        if facts.st_nlink <= 1 {
            // The try before may have taken its first name away, and then ours is a new file.
            guard let inode = try record()?.inode else { return nil }
            facts.st_ino = ino_t(truncatingIfNeeded: inode)
        }
        return name.finalNames.prefix(while: folder.contains).first { folder.facts($0)?.isSameFile(as: facts) == true }
    }

    /// Writes down which file has got its name. If that fails nothing is lost: the tidying up that follows may well come to its end.
    private func noteFinished() {
        guard let facts = try? part.facts(), var record = try? record() else { return }
        record.inode = Int(truncatingIfNeeded: facts.st_ino)
        try? sidecar.write(Array(record.text.utf8), at: 0)
    }

    /// Gives the file its name and makes that last; a name that is taken, by whatever it is, stays as it is.
    ///
    /// - Returns: the name that it got.
    func publish(as name: DownloadName) throws(SystemError) -> String {
        for final in name.finalNames {
            do {
                try folder.link(part.name, to: final)
            } catch  where error.code == EEXIST {
                continue
            }
            try folder.synchronize()
            noteFinished()
            discard()
            return final
        }
        throw SystemError(code: EEXIST)
    }

    /// Lets others have the file; nothing may be done with it from here on.
    func release() { sidecar.unlock() }

    /// Takes both names away. The sidecar goes last: a file without one would never be touched again.
    func discard() {
        do {
            if folder.contains(part.name) { try folder.remove(part.name) }
            try folder.remove(sidecar.name)
        } catch {
            // What is left is found by the next try for this task, which may do better.
        }
    }
}
