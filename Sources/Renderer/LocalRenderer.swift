import VideoAPI

/// The local preview engine: it moves from the first picture to the last one as a camera would, and invents nothing.
///
/// ffmpeg decodes each picture in a confined process and encodes the film; the frames between are drawn here. A film takes
/// about 60 MB of this process at most, however large the pictures are. The process must outlive SIGPIPE: an encoder that ends
/// early would end it too.
package struct LocalRenderer: VideoRendering {
    private let searchPath: String
    let clock: any Clock<Duration>

    /// How long one picture may take to decode, and a film to be drawn and encoded.
    private static let decodeLimit = Duration.seconds(30)
    private static let encodeLimit = Duration.seconds(600)

    /// - Parameters:
    ///   - searchPath: the folders that hold ffmpeg and prlimit, absolute, with colons between them.
    ///   - clock: measures the time limits.
    package init(searchPath: String = "/usr/bin:/usr/local/bin", clock: any Clock<Duration> = ContinuousClock()) {
        self.searchPath = searchPath
        self.clock = clock
    }

    package func render(_ job: RenderJob, progress: @escaping @Sendable (Int) -> Void) async throws(RenderError) -> RenderedVideo {
        try await render(job, pixelCount: job.size.pixelCount, progress: progress)
    }

    /// The same at any number of pixels; the tests make thumbnails.
    func render(
        _ job: RenderJob,
        pixelCount: Int,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(RenderError) -> RenderedVideo {
        let heads = try Self.heads(of: job)
        let dimensions = VideoDimensions(pixelCount: pixelCount, width: heads.first.width, height: heads.first.height)
        let directions = CameraDirections(prompt: job.prompt)
        let plan = RenderPlan(directions: directions, seed: job.seed, dimensions: dimensions)
        let file = FilmFile(destination: job.destination)
        do {
            try await film(job, heads, plan, to: file, progress: progress)
        } catch {
            file.discard()
            if Task.isCancelled { throw .cancelled }
            switch error {
            case let error as RenderError: throw error
            case let error as DeadlinePassed: throw .engine("ffmpeg was stopped after \(error.limit.components.seconds) seconds")
            default: throw .engine("ffmpeg could not be run: \(error)")
            }
        }
        progress(100)
        return RenderedVideo(
            width: dimensions.width,
            height: dimensions.height,
            warnings: Self.warnings(heads, job, directions, plan)
        )
    }

    private func film(
        _ job: RenderJob,
        _ heads: (first: PictureHead, last: PictureHead),
        _ plan: RenderPlan,
        to file: FilmFile,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws {
        let tools = try await MediaTools(searchPath: searchPath)
        progress(0)
        let first = try await within(Self.decodeLimit) {
            try await tools.decoded(job.first, heads.first, index: 0, to: plan.dimensions)
        }
        progress(5)
        let last = try await within(Self.decodeLimit) {
            try await tools.decoded(job.last, heads.last, index: 1, to: plan.dimensions)
        }
        progress(10)
        guard let renderer = FrameRenderer(plan, first: first, last: last, hasWatermark: job.hasWatermark) else {
            throw RenderError.engine("the decoded pictures do not have the film's size")
        }
        try await within(Self.encodeLimit) {
            try await tools.encode(renderer, plan.dimensions, to: file.partial) { progress(10 + $0 * 85 / RenderPlan.frameCount) }
        }
        try file.check(plan.dimensions)
        try Task.checkCancellation()
        try file.publish()
    }

    private static func heads(of job: RenderJob) throws(RenderError) -> (first: PictureHead, last: PictureHead) {
        func head(_ bytes: [UInt8], _ index: Int) throws(RenderError) -> PictureHead {
            do { return try PictureHead.inspect(bytes, index: index) } catch { throw .picture(index: index, error) }
        }
        return (try head(job.first, 0), try head(job.last, 1))
    }
}
