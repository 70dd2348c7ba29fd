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

    /// Makes sure that the film is whole: ffmpeg ends well, with a short file, when its input ends early.
    func check(_ dimensions: VideoDimensions) throws(RenderError) {
        let expected = MP4Film(
            width: dimensions.width,
            height: dimensions.height,
            frameCount: RenderPlan.frameCount,
            seconds: RenderPlan.seconds
        )
        let film: MP4Film
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: partial))
            defer { try? handle.close() }
            let length = Int(clamping: try handle.seekToEnd())
            try handle.seek(toOffset: 0)
            film = try MP4Film(head: [UInt8](handle.read(upToCount: MP4Film.headLimit) ?? Data()), length: length)
        } catch let fault as MP4Film.Fault {
            throw .engine("the film is not whole: \(fault.rawValue)")
        } catch {
            throw .engine("\(partial) could not be read again")
        }
        guard film == expected else { throw .engine("the film is not whole: it has \(film), not \(expected)") }
    }
}
