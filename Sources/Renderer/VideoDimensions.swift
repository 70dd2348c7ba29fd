package import VideoAPI

/// The sides of a film in pixels, both multiples of 16.
package struct VideoDimensions: Sendable, Hashable {
    package let width: Int
    package let height: Int

    /// The tier's pixels at the first picture's ratio: `floor16(round(sqrt(A·w/h)))` by `floor16(round(sqrt(A·h/w)))`.
    ///
    /// - Parameter first: the head of the picture that stands first, by ``PictureHead/inspect(_:index:)``.
    package init(_ size: VideoSize, first: PictureHead) {
        self.init(pixelCount: size.pixelCount, width: first.width, height: first.height)
    }

    /// The same for any area; the tests render at a thumbnail's.
    init(pixelCount: Int, width: Int, height: Int) {
        let area = Double(pixelCount)
        let ratio = Double(max(width, 1)) / Double(max(height, 1))
        self.width = Self.side((area * ratio).squareRoot())
        self.height = Self.side((area / ratio).squareRoot())
    }

    /// The bytes of one frame in planar 4:2:0.
    var frameByteCount: Int { width * height * 3 / 2 }

    private static func side(_ exact: Double) -> Int {
        max(16, Int(exact.rounded()) / 16 * 16)
    }
}
