import Foundation

/// Where a picture lies in a frame: enlarged and turned about the frame's centre, then shifted.
struct Placement: Sendable, Hashable {
    /// 1 when the picture fills the frame.
    var scale = 1.0
    /// Radians, clockwise as seen.
    var angle = 0.0
    /// The shift in pixels of the frame.
    var shift = Offset(x: 0, y: 0)

    /// A distance in two directions.
    struct Offset: Sendable, Hashable {
        var x: Double
        var y: Double
    }

    /// The picture where the frame is.
    static let home = Placement()
}

/// The way from a point of the frame to the point of the picture that shows there; exact for a picture at home.
struct SourceMap: Sendable {
    private let along: Double
    private let across: Double
    private let origin: Placement.Offset
    private let centre: Placement.Offset

    init(_ placement: Placement, in dimensions: VideoDimensions) {
        along = cos(placement.angle) / placement.scale
        across = sin(placement.angle) / placement.scale
        centre = Placement.Offset(x: Double(dimensions.width) / 2, y: Double(dimensions.height) / 2)
        origin = Placement.Offset(x: centre.x + placement.shift.x, y: centre.y + placement.shift.y)
    }

    func point(_ x: Double, _ y: Double) -> Placement.Offset {
        let (dx, dy) = (x - origin.x, y - origin.y)
        return Placement.Offset(x: along * dx + across * dy + centre.x, y: along * dy - across * dx + centre.y)
    }
}
