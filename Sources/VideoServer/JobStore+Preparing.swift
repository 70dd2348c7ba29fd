import Foundation

extension JobStore {
    /// Makes the folder, and refuses one that somebody else could write into.
    func prepare() throws(VideoServerFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw VideoServerFault(message: "the folder \(folder) cannot be made: \(error.localizedDescription)")
        }
        // The attributes of the name itself: a link is not followed.
        let facts = try? FileManager.default.attributesOfItem(atPath: folder)
        guard facts?[.type] as? FileAttributeType == .typeDirectory else {
            throw VideoServerFault(message: "\(folder) is not a folder; move it away, or name another state folder")
        }
        let owner = (facts?[.ownerAccountID] as? NSNumber)?.uint32Value
        let mode = (facts?[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard owner == geteuid(), mode & 0o022 == 0 else {
            throw VideoServerFault(
                message: "others can write into \(folder); take that right away with chmod 700, or name another state folder"
            )
        }
    }
}
