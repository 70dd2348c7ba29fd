import Foundation

/// A folder that was opened once: what happens to its path afterwards does not change where files go. No symbolic link in it is followed.
struct DownloadFolder: Sendable {
    private let descriptor: Descriptor
    private let gate: FileGate

    /// - Throws: the reason why the path is no folder that can be opened.
    init(path: String, gate: @escaping FileGate) throws(SystemError) {
        descriptor = Descriptor(try SystemError.check { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        self.gate = gate
    }

    /// Opens a file, or makes it, readable for its owner alone.
    ///
    /// - Returns: nil when there is something else of that name: a link, a folder, another user's file.
    func file(_ name: String) throws(SystemError) -> FolderFile? {
        let file: FolderFile
        do {
            if !contains(name) { try gate(.create) }
            // Without O_NONBLOCK a pipe of that name would be waited for.
            let number = try SystemError.check {
                openat(descriptor.number, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
            }
            file = FolderFile(name: name, descriptor: Descriptor(number), gate: gate)
        } catch {
            if contains(name) { return nil }
            throw error
        }
        let facts = try file.facts()
        return facts.st_mode & S_IFMT == S_IFREG && facts.st_uid == geteuid() ? file : nil
    }

    /// What a name stands for; nil for nothing.
    func facts(_ name: String) -> stat? {
        var facts = stat()
        return fstatat(descriptor.number, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 ? facts : nil
    }

    /// Whether a name is taken, by whatever it is.
    func contains(_ name: String) -> Bool { facts(name) != nil }

    /// Takes a name away.
    func remove(_ name: String) throws(SystemError) {
        try gate(.unlink)
        try SystemError.check { unlinkat(descriptor.number, name, 0) }
    }

    /// Makes the names last.
    func synchronize() throws(SystemError) {
        try gate(.synchronize)
        try SystemError.check { fsync(descriptor.number) }
    }

    /// Gives a file a second name.
    ///
    /// A link fails when the name is taken, a renaming would write over it; `renameat2`, which would do, is not visible to Swift.
    ///
    /// - Throws: EEXIST when the name is taken.
    func link(_ old: String, to new: String) throws(SystemError) {
        let folder = descriptor.number
        do {
            try gate(.link)
            try SystemError.check { linkat(folder, old, folder, new, 0) }
        } catch  where [EPERM, EOPNOTSUPP, ENOSYS].contains(error.code) {
            // FAT knows no links: there the name is claimed by an empty file, which only this process can have made.
            try gate(.create)
            let number = try SystemError.check { openat(folder, new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
            let claim = FolderFile(name: new, descriptor: Descriptor(number), gate: gate)
            do {
                try gate(.link)
                try SystemError.check { renameat(folder, old, folder, new) }
            } catch {
                withdraw(claim)
                throw error
            }
        }
    }

    /// Gives a name free again that was claimed in vain, unless somebody has put something else there.
    private func withdraw(_ claim: FolderFile) {
        guard let ours = try? claim.facts(), let there = facts(claim.name), ours.isSameFile(as: there), there.st_size == 0 else { return }
        try? remove(claim.name)
    }
}
