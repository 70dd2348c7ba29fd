import Digest
import Foundation
import VideoAPI

/// Looks at picture files: what they are, and their bytes.
struct PictureFile: Sendable {
    let picture: LocalPicture
    let bytes: [UInt8]

    /// Reads a picture file as it is typed, in whatever form of Unicode its name and its folders have.
    ///
    /// - Throws: why it can't be a frame.
    init(typed: String, places: Places, folder: String) throws(Problem.FileFault) {
        try self.init(path: Spelling.found(places.absolute(typed, from: folder)))
    }

    /// Reads the picture file at an absolute path.
    ///
    /// - Throws: why it can't be a frame.
    init(path: String) throws(Problem.FileFault) {
        do {
            bytes = try SystemFile.read(path, limit: PictureFormat.byteLimit)
        } catch {
            throw Self.fault(error, path: path)
        }
        guard !bytes.isEmpty else { throw .empty }
        guard let format = PictureFormat(firstBytes: bytes) else { throw .notPicture }
        let standard = (path as NSString).standardizingPath
        picture = LocalPicture(path: standard, format: format, byteCount: bytes.count, sha256: SHA256.hex(of: bytes))
    }

    private static func fault(_ fault: SystemFile.Fault, path: String) -> Problem.FileFault {
        switch fault.code {
        case ENOENT, ENOTDIR, ENAMETOOLONG: .notFound
        case EINVAL, ENXIO: .notRegular
        case EFBIG: .tooLarge(byteCount: size(of: path))
        default: .unreadable
        }
    }

    private static func size(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : PictureFormat.byteLimit + 1
    }
}
