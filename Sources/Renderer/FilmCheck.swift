/// Looks at a finished film: ffmpeg ends well, with a short file, when its input ends early.
struct FilmCheck: Sendable {
    /// What ffprobe must say, by its keys.
    private let expected: [String: String]

    init(_ dimensions: VideoDimensions) {
        expected = [
            "streams.stream.0.codec_name": "h264",
            "streams.stream.0.profile": "High",
            "streams.stream.0.pix_fmt": "yuv420p",
            "streams.stream.0.width": "\(dimensions.width)",
            "streams.stream.0.height": "\(dimensions.height)",
            "streams.stream.0.r_frame_rate": "30/1",
            "streams.stream.0.nb_read_packets": "\(RenderPlan.frameCount)",
            "format.nb_streams": "1",
            "format.duration": "5.000000",
        ]
    }

    /// - Throws: a ``RenderError`` which names the first fact that is wrong.
    func run(_ tools: MediaTools, _ file: FilmFile) async throws {
        let facts = try await tools.probed(file.partial)
        for (key, value) in expected.sorted(by: { $0.key < $1.key }) where facts[key] != value {
            throw RenderError.engine("the film is not whole: \(key) is \(facts[key] ?? "missing"), not \(value)")
        }
        guard try file.hasIndexFirst() else { throw RenderError.engine("the film is not whole: its index is not at its start") }
    }
}
