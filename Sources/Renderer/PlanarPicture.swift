/// One plane of samples with two spare columns and rows that repeat the edge, so that a reader between samples never looks past it.
struct Plane: Sendable {
    static let spare = 2

    let width: Int
    let height: Int
    let samples: [UInt8]

    var stride: Int { width + Self.spare }

    /// - Parameter source: at least `width * height` samples, rows first.
    init(_ source: ArraySlice<UInt8>, width: Int, height: Int) {
        self.width = width
        self.height = height
        var samples: [UInt8] = []
        samples.reserveCapacity((width + Self.spare) * (height + Self.spare))
        for row in 0..<height + Self.spare {
            let start = source.startIndex + min(row, height - 1) * width
            samples += source[start..<start + width]
            samples += repeatElement(source[start + width - 1], count: Self.spare)
        }
        self.samples = samples
    }
}

/// A picture in planar 4:2:0, of exactly a film's size.
struct PlanarPicture: Sendable {
    let dimensions: VideoDimensions
    let luma: Plane
    let blue: Plane
    let red: Plane

    /// Nil unless the bytes are one whole frame: all luma, then both chroma planes at half the sides.
    init?(_ bytes: [UInt8], dimensions: VideoDimensions) {
        guard bytes.count == dimensions.frameByteCount else { return nil }
        let (width, height) = (dimensions.width, dimensions.height)
        let (area, quarter) = (width * height, width * height / 4)
        self.dimensions = dimensions
        self.luma = Plane(bytes[..<area], width: width, height: height)
        self.blue = Plane(bytes[area..<area + quarter], width: width / 2, height: height / 2)
        self.red = Plane(bytes[(area + quarter)...], width: width / 2, height: height / 2)
    }
}
