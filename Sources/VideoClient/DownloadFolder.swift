import Foundation

/// A folder that was opened once: what happens to its path afterwards does not change where files go.
struct DownloadFolder: Sendable {
    private let descriptor: Descriptor

    /// How many names are tried before giving up.
    private static let nameLimit = 1000

    /// - Throws: the reason why the path is no folder that can be opened.
    init(path: String) throws(SystemError) {
        descriptor = Descriptor(try SystemError.check { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Makes a new file beside the one that it will become, `NAME.mp4.part`; nothing that exists is opened.
    func makePart(for name: DownloadName) throws(SystemError) -> PartFile {
        for number in 1...Self.nameLimit {
            let part = name.fileName(number: 1) + (number == 1 ? ".part" : ".\(number).part")
            do {
                let file = try SystemError.check {
                    openat(descriptor.number, part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
                }
                return PartFile(name: part, descriptor: Descriptor(file))
            } catch  where error.code == EEXIST {
                continue
            }
        }
        throw SystemError(code: EEXIST)
    }

    /// Gives a finished file its name and makes both last; a name that is taken, by whatever it is, stays as it is.
    ///
    /// - Returns: the name that it got.
    func publish(_ part: PartFile, as name: DownloadName) throws(SystemError) -> String {
        for number in 1...name.tries(limit: Self.nameLimit) {
            let final = name.fileName(number: number)
            do {
                try rename(part.name, to: final)
            } catch  where error.code == EEXIST {
                continue
            }
            try SystemError.check { fsync(descriptor.number) }
            return final
        }
        throw SystemError(code: EEXIST)
    }

    /// Removes a file that came to nothing.
    func discard(_ part: PartFile) { unlinkat(descriptor.number, part.name, 0) }

    /// Tells whether a name is taken, by a file or by anything else.
    func contains(_ name: String) -> Bool {
        var status = stat()
        return fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// A link fails when the name is taken, a renaming would write over it; `renameat2`, which would do, is not visible to Swift.
    private func rename(_ old: String, to new: String) throws(SystemError) {
        let folder = descriptor.number
        do {
            try SystemError.check { linkat(folder, old, folder, new, 0) }
            unlinkat(folder, old, 0)
        } catch  where [EPERM, EOPNOTSUPP, ENOSYS].contains(error.code) {
            // FAT knows no links: there the name is claimed by an empty file, which only this process can have made.
            let claim = try SystemError.check { openat(folder, new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666) }
            close(claim)
            try SystemError.check { renameat(folder, old, folder, new) }
        }
    }
}

extension DownloadName {
    /// Whether it is one name, of a length that leaves room for `.part`, and stays in its folder.
    var isSound: Bool {
        let name = fileName(number: 1)
        return switch self {
        case .numbered(let base): !base.isEmpty && Self.isOneName(name)
        case .exact: Self.isOneName(name)
        }
    }

    private static func isOneName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 240 && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }

    /// The name of the n-th try.
    func fileName(number: Int) -> String {
        switch self {
        case .numbered(let base): number == 1 ? "\(base).mp4" : "\(base)-\(number).mp4"
        case .exact(let name): name
        }
    }

    fileprivate func tries(limit: Int) -> Int {
        switch self {
        case .numbered: limit
        case .exact: 1
        }
    }
}
