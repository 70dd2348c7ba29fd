import Foundation

/// A film that is being written beside its final place, under the same name with ".part".
struct FilmFile: Sendable {
    let destination: String
    var partial: String { destination + ".part" }

    /// Puts the whole film at its place; after that it survives a loss of power.
    func publish() throws(RenderError) {
        do {
            let handle = try FileHandle(forUpdating: URL(filePath: partial))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw .engine("\(partial) could not be written to the disk")
        }
        guard rename(partial, destination) == 0 else { throw .engine("\(partial) could not be renamed") }
        let folder = open(URL(filePath: destination).deletingLastPathComponent().path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Removes what was written so far, if anything was.
    func discard() {
        unlink(partial)
    }

    /// Whether the index stands before the pictures, so that a player can start before it has the whole file.
    func hasIndexFirst() throws(RenderError) -> Bool {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: partial))
            defer { try? handle.close() }
            var offset: UInt64 = 0
            while true {
                try handle.seek(toOffset: offset)
                guard let head = try handle.read(upToCount: 16), head.count >= 8 else { return false }
                let reader = ByteReader([UInt8](head))
                if reader.holds("moov", at: 4) { return true }
                // A size of 1 announces a longer one, and only the pictures are ever that long.
                guard let size = reader.bigEndian(at: 0, count: 4), size >= 8, !reader.holds("mdat", at: 4) else { return false }
                offset += UInt64(size)
            }
        } catch {
            throw .engine("\(partial) could not be read again")
        }
    }
}
