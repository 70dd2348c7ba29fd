package import VideoAPI

/// All that a video depends on: the same job gives the same bytes with the same build of ffmpeg.
package struct RenderJob: Sendable, Hashable {
    /// The bytes of the opening and the closing picture, in order.
    package let first: [UInt8]
    package let last: [UInt8]
    /// The tier; the sides follow from the first picture.
    package let size: VideoSize
    /// Read for camera words only; empty when there is none.
    package let prompt: String
    /// 0 to 2147483647.
    package let seed: Int
    /// Whether the mark is drawn near the lower right corner.
    package let hasWatermark: Bool
    /// The absolute path of the MP4; its folder exists, and nothing stands at the path yet.
    package let destination: String

    /// Describes a video.
    package init(
        first: [UInt8],
        last: [UInt8],
        size: VideoSize,
        prompt: String,
        seed: Int,
        hasWatermark: Bool,
        destination: String
    ) {
        self.first = first
        self.last = last
        self.size = size
        self.prompt = prompt
        self.seed = seed
        self.hasWatermark = hasWatermark
        self.destination = destination
    }
}

/// What is known of a finished video.
package struct RenderedVideo: Sendable, Hashable {
    /// The sides in pixels.
    package let width: Int
    package let height: Int
    /// What a person should know: pictures outside the hosted service's limits, words that had no effect here.
    package let warnings: [String]

    /// States the facts of a video.
    package init(width: Int, height: Int, warnings: [String]) {
        self.width = width
        self.height = height
        self.warnings = warnings
    }
}

/// Why there is no video.
package enum RenderError: Error, Sendable, Hashable {
    /// The picture at this place of `images`, 0 or 1, was refused.
    case picture(index: Int, PictureFault)
    /// `ffmpeg`, the disk or the machine failed: what it said, for people.
    case engine(String)
    /// The surrounding task was cancelled.
    case cancelled
}

/// Why a picture is refused.
package enum PictureFault: Error, Sendable, Hashable {
    /// None of the four formats, by its first bytes.
    case unknownFormat
    /// Over 10 MiB.
    case tooManyBytes(Int)
    /// A side of no pixel or of more than 8000.
    case side(width: Int, height: Int)
    /// More than 40 million pixels.
    case tooManyPixels(width: Int, height: Int)
    /// The first picture is wider than 4:1, or taller than 1:4.
    case ratio(width: Int, height: Int)
    /// The header or the picture data is damaged.
    case damaged
}
