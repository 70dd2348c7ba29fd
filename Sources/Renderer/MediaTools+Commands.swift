import Subprocess
import VideoAPI

extension MediaTools {
    /// Decodes one untrusted picture from stdin to a raw frame on stdout, cropped about its centre to the film's ratio and scaled.
    ///
    /// The demuxer is forced and the process limited, and cropping comes before scaling: a picture of 60000x4 scaled first ran
    /// into the limit of CPU time. Nothing a user typed is in the line.
    func decoding(_ head: PictureHead, to dimensions: VideoDimensions) -> Configuration {
        let (width, height) = (dimensions.width, dimensions.height)
        let filters = [
            // A side of at least one pixel: a last picture may be thinner than the film's ratio can be cut from it.
            "crop=max(1\\,min(iw\\,ih*\(width)/\(height))):max(1\\,min(ih\\,iw*\(height)/\(width))):exact=1",
            // Clear pixels have hidden colours; multiplied with their opacity they become black.
            head.hasAlpha ? "premultiply=inplace=1" : nil,
            "scale=\(width):\(height):flags=lanczos+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv",
            "setsar=1",
            "format=yuv420p",
        ]
        let limits = ["--as=2500000000", "--cpu=20", "--nofile=64", "--core=0", ffmpegPath]
        let input = [
            "-v", "error", "-hide_banner", "-protocol_whitelist", "pipe", "-max_pixels", "\(PictureHead.pixelLimit)", "-threads", "1",
            "-err_detect", "explode", "-xerror", "-f", head.format.demuxer, "-i", "pipe:0",
        ]
        let output = [
            "-map", "0:v:0", "-an", "-sn", "-dn", "-frames:v", "1", "-vf", filters.compactMap { $0 }.joined(separator: ","),
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1",
        ]
        return confined(prlimit, limits + input + output)
    }

    /// Encodes raw frames from stdin to an MP4.
    ///
    /// Two threads always, because x264 gives other bytes with another number; the zones make the outer frames nearly lossless.
    func encoding(_ dimensions: VideoDimensions, to path: String) -> Configuration {
        let last = RenderPlan.frameCount - 1
        let input = [
            "-v", "error", "-nostats", "-y", "-protocol_whitelist", "pipe,file", "-f", "rawvideo", "-pix_fmt", "yuv420p",
            "-s", "\(dimensions.width)x\(dimensions.height)", "-r", "30", "-color_range", "tv", "-colorspace", "bt709",
            "-color_primaries", "bt709", "-color_trc", "bt709", "-i", "pipe:0",
        ]
        let output = [
            "-an", "-c:v", "libx264", "-threads", "2", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p",
            "-x264-params", "zones=0,0,q=8/\(last),\(last),q=8", "-fflags", "+bitexact", "-flags:v", "+bitexact",
            "-map_metadata", "-1", "-metadata", "comment=local preview engine, not Wan", "-movflags", "+faststart", "-f", "mp4", path,
        ]
        return confined(ffmpeg, input + output)
    }

    /// An empty environment and a session of its own: a ^C at the terminal is for the shell, not for its children.
    private func confined(_ program: Executable, _ arguments: [String]) -> Configuration {
        var options = PlatformOptions()
        options.createSession = true
        // SIGTERM makes ffmpeg finish its file, which takes seconds that nobody waits for.
        options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))]
        return Configuration(
            executable: program,
            arguments: Arguments(arguments),
            environment: .custom([:] as [Environment.Key: String]),
            platformOptions: options
        )
    }
}

extension PictureFormat {
    /// The demuxer that takes this format and no other.
    fileprivate var demuxer: String { "\(rawValue)_pipe" }
}
