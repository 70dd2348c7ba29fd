import Subprocess

/// The programs that the engine drives, found once for a film.
struct MediaTools: Sendable {
    let ffmpeg: Executable
    /// Runs another program under limits.
    let prlimit: Executable
    /// What `prlimit` is told to run.
    let ffmpegPath: String

    /// Looks in the folders of a search path, in their order.
    ///
    /// - Parameter searchPath: absolute folders with colons between them; others are passed over.
    /// - Throws: ``RenderError/engine(_:)`` which says what to install.
    init(searchPath: String) async throws(RenderError) {
        let folders = Environment.custom(["PATH": searchPath])
        do {
            let path = try await Executable.name("ffmpeg").resolveExecutablePath(in: folders)
            ffmpeg = .path(path)
            ffmpegPath = "\(path)"
        } catch {
            throw .engine("ffmpeg is not installed; install it with: apt-get install ffmpeg")
        }
        do {
            prlimit = .path(try await Executable.name("prlimit").resolveExecutablePath(in: folders))
        } catch {
            throw .engine("prlimit is not installed; install it with: apt-get install util-linux")
        }
    }
}
