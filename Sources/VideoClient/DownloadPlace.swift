import Foundation

/// Where one download goes: the folder, the file in the making, and the name that it is to get. Every call blocks.
struct DownloadPlace: Sendable {
    private let path: String
    private let name: DownloadName
    private let folder: DownloadFolder
    private let part: PartFile

    /// Opens the folder and makes the unfinished file.
    init(path: String, name: DownloadName) throws(DownloadError) {
        self.path = path
        self.name = name
        do {
            folder = try DownloadFolder(path: path)
        } catch {
            throw .folder(path: path, reason: error.reason)
        }
        if case .exact(let name) = name, folder.contains(name) { throw .exists(path: Self.join(path, name)) }
        do {
            part = try folder.makePart(for: name)
        } catch {
            throw DownloadError(error)
        }
    }

    /// Writes the next bytes.
    func write(_ bytes: [UInt8], at offset: Int) throws(DownloadError) {
        do { try part.write(bytes, at: offset) } catch { throw DownloadError(error) }
    }

    /// - Throws: `diskFull` when fewer bytes are free.
    func requireSpace(_ byteCount: Int) throws(DownloadError) {
        let free: Int
        do { free = try part.freeSpace() } catch { throw DownloadError(error) }
        guard free >= byteCount else { throw .diskFull }
    }

    /// Looks whether the file is a whole MP4, brings it to the disk and gives it its name.
    ///
    /// - Returns: the path that it got.
    func publish(length: Int) throws(DownloadError) -> String {
        let final: String
        do {
            if let fault = try MP4Structure.fault(length: length, read: part.read) { throw DownloadError.notVideo(fault) }
            try part.synchronize()
            final = try folder.publish(part, as: name)
        } catch let error as SystemError {
            if error.code == EEXIST { throw .exists(path: Self.join(path, name.fileName(number: 1))) }
            throw DownloadError(error)
        } catch let error as DownloadError {
            throw error
        } catch {
            throw .file(reason: String(describing: error))
        }
        return Self.join(path, final)
    }

    /// Removes the unfinished file.
    func discard() { folder.discard(part) }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}

extension DownloadError {
    fileprivate init(_ error: SystemError) {
        self = error.code == ENOSPC || error.code == EDQUOT ? .diskFull : .file(reason: error.reason)
    }
}
