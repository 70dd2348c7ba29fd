import Foundation
import VideoAPI

/// Where one download goes: the folder, the file in the making, and the name that it is to get. Every call blocks.
struct DownloadPlace: Sendable {
    /// Where the download goes on; nil at the first byte.
    let resumption: Resumption?
    /// The path of the video, when an earlier try was stopped after all but the tidying up.
    let finished: String?
    private let path: String
    private let name: DownloadName
    private let folder: DownloadFolder
    private let claim: PartClaim
    private let boot: String?

    /// Opens the folder, and opens or makes the unfinished file.
    ///
    /// - Parameter boot: names the run of the system.
    init(path: String, name: DownloadName, task: TaskID, boot: String?, gate: @escaping FileGate) throws(DownloadError) {
        self.path = path
        self.name = name
        self.boot = boot
        do {
            folder = try DownloadFolder(path: path, gate: gate)
        } catch {
            throw .folder(path: path, reason: error.reason)
        }
        if case .exact(let name) = name, folder.contains(name) { throw .exists(path: Self.join(path, name)) }
        do {
            claim = try Self.claim(name, task, in: folder)
            finished = try claim.finishedName(name).map { Self.join(path, $0) }
            resumption = try finished == nil ? Self.resumption(of: claim, boot: boot) : nil
        } catch {
            throw DownloadError(error)
        }
        if finished != nil {
            claim.discard()
            claim.release()
        }
    }

    /// A claim of a file that nothing else is a name of, or that is finished.
    private static func claim(_ name: DownloadName, _ task: TaskID, in folder: DownloadFolder) throws(SystemError) -> PartClaim {
        let claim = try PartClaim(name, for: task, in: folder)
        guard try claim.part.facts().st_nlink > 1, try claim.finishedName(name) == nil else { return claim }
        // The finished file was given another name since: writing on would change it.
        try folder.remove(claim.part.name)
        claim.release()
        return try PartClaim(name, for: task, in: folder)
    }

    /// What can be built upon; the rest of the file is cut off.
    private static func resumption(of claim: PartClaim, boot: String?) throws(SystemError) -> Resumption? {
        let size = Int(try claim.part.facts().st_size)
        let resumption = try claim.record()?.resumption(size: size, boot: boot)
        let sure = resumption?.offset ?? 0
        if size > sure { try claim.part.truncate(to: sure) }
        return resumption
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}

extension DownloadPlace {
    /// Prepares the file for bytes of a version, after those that it has or from the first one on.
    func begin(_ version: VideoVersion, at offset: Int) throws(DownloadError) {
        do throws(SystemError) {
            if offset == 0 { try claim.part.truncate(to: 0) }
            guard var record = try claim.record() else { throw SystemError(code: EIO) }
            record.version = version
            record.durable = min(record.durable, offset)
            record.boot = boot
            record.inode = nil
            try claim.write(record)
        } catch {
            throw DownloadError(error)
        }
    }

    /// Writes the next bytes.
    func write(_ bytes: [UInt8], at offset: Int) throws(DownloadError) {
        do { try claim.part.write(bytes, at: offset) } catch { throw DownloadError(error) }
    }

    /// - Throws: `diskFull` when fewer bytes are free.
    func requireSpace(_ byteCount: Int) throws(DownloadError) {
        let free: Int
        do { free = try claim.part.freeSpace() } catch { throw DownloadError(error) }
        guard free >= byteCount else { throw .diskFull }
    }

    /// Looks whether the file is a whole MP4, brings it to the disk and gives it its name. Nothing may follow; after a failure ``leave(keeping:)``.
    ///
    /// - Returns: the path that it got.
    func publish(length: Int) throws(DownloadError) -> String {
        let fault: DownloadError.NotVideo?
        do { fault = try MP4Structure.fault(length: length, read: claim.part.read) } catch { throw DownloadError(error) }
        if let fault { throw .notVideo(fault) }
        do {
            try claim.part.synchronize()
        } catch {
            // After a failure the system may call bytes written that it has lost.
            claim.discard()
            throw DownloadError(error)
        }
        do {
            let final = try claim.publish(as: name)
            claim.release()
            return Self.join(path, final)
        } catch  where error.code == EEXIST {
            throw .exists(path: Self.join(path, name.finalNames.first { _ in true } ?? ""))
        } catch {
            throw DownloadError(error)
        }
    }

    /// Ends a download that failed: keeps what the next one can go on from, or removes the file.
    func leave(keeping isWorthKeeping: Bool) {
        defer { claim.release() }
        do {
            let facts = try claim.part.facts()
            guard facts.st_nlink == 1 else { return }
            guard isWorthKeeping, facts.st_size > 0, var record = try claim.record(), record.version?.condition != nil else {
                return claim.discard()
            }
            try claim.part.synchronize()
            record.durable = Int(facts.st_size)
            try claim.write(record)
        } catch {
            claim.discard()
        }
    }
}

extension DownloadError {
    fileprivate init(_ error: SystemError) {
        switch error.code {
        case ENOSPC, EDQUOT: self = .diskFull
        case EWOULDBLOCK: self = .busy
        default: self = .file(reason: error.reason)
        }
    }
}
