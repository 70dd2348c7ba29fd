/// How much of the last picture shows at each point of a frame.
///
/// Where both pictures cover a point, the last one comes through in an order of its own: blotches of the seed's noise, from the
/// middle outwards when the camera moves closer and inwards when it moves away. Where a picture ends inside the frame, its edge
/// is feathered over the other one, so no border is ever seen or filled with a mirror image.
struct BlendOrder {
    private let plan: RenderPlan
    private let travel: Double
    private let first: Coverage
    private let last: Coverage

    init(_ plan: RenderPlan, travel: Double, first: SourceMap, last: SourceMap) {
        self.plan = plan
        self.travel = travel
        self.first = Coverage(of: first, in: plan)
        self.last = Coverage(of: last, in: plan)
    }

    /// The last picture's share of a point, 0 to 1.
    ///
    /// - Parameters:
    ///   - order: when the point's turn comes, 0 to 1.
    ///   - source: where the point lies in the first and in the last picture.
    func share(order: Double, first source: Placement.Offset, last target: Placement.Offset) -> Double {
        let softness = 0.7
        let turn = min(max((travel - order * (1 - softness)) / softness, 0), 1)
        // A mix of "first over last" and "last over first", each of which is right at one end of the film.
        return (1 - turn) * (1 - first.at(source)) + turn * last.at(target)
    }

    /// When the turn of a grid point of a frame comes, 0 to 1; the same in all frames.
    static func order(_ plan: RenderPlan, x: Double, y: Double) -> Double {
        let (width, height) = (Double(plan.dimensions.width), Double(plan.dimensions.height))
        let blotch = max(width, height) / 7
        let fine = plan.noise.value(3 * x / blotch + 31, 3 * y / blotch + 17)
        let coarse = plan.noise.value(x / blotch, y / blotch)
        // Sums of noise gather about their middle; the stretch gives early and late points back.
        let noise = min(max(1.6 * (0.75 * coarse + 0.25 * fine) - 0.3, 0), 1)
        let (dx, dy) = (2 * x / width - 1, 2 * y / height - 1)
        let radius = ((dx * dx + dy * dy) / 2).squareRoot()
        switch plan.move {
        case .closer: return 0.65 * radius + 0.35 * noise
        case .away: return 0.65 * (1 - radius) + 0.35 * noise
        case .up, .down, .left, .right, .roll, .still: return noise
        }
    }
}

/// How surely a picture covers a point: 1 well inside it, falling to 0 at those of its edges that lie inside the frame.
struct Coverage {
    private let width: Double
    private let height: Double
    /// Over how many pixels of the picture each edge fades; nil for an edge outside the frame.
    private let left, right, top, bottom: Fade?

    private struct Fade {
        let margin: Double
        let length: Double

        /// - Parameters:
        ///   - exposure: how many pixels the frame reaches past the edge.
        ///   - room: the most pixels that there are before the other picture ends in its turn.
        init?(exposure: Double, room: Double) {
            guard exposure > 1.0 / 64 else { return nil }
            // The weights are drawn on a grid, so the last cell before the edge must already be clear.
            let cell = Double(FrameGrid.cell)
            margin = min(exposure, cell)
            length = min(2 * exposure, max(room - 2 * cell, 1))
        }

        func opacity(_ distance: Double) -> Double { smoothstep((distance - margin) / length) }
    }

    init(of map: SourceMap, in plan: RenderPlan) {
        width = Double(plan.dimensions.width)
        height = Double(plan.dimensions.height)
        let corners = [map.point(0, 0), map.point(width, 0), map.point(0, height), map.point(width, height)]
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        let (across, along) = (plan.overlap * width, plan.overlap * height)
        left = Fade(exposure: -(xs.min() ?? 0), room: across)
        right = Fade(exposure: (xs.max() ?? width) - width, room: across)
        top = Fade(exposure: -(ys.min() ?? 0), room: along)
        bottom = Fade(exposure: (ys.max() ?? height) - height, room: along)
    }

    func at(_ point: Placement.Offset) -> Double {
        var opacity = 1.0
        if let left { opacity *= left.opacity(point.x) }
        if let right { opacity *= right.opacity(width - point.x) }
        if let top { opacity *= top.opacity(point.y) }
        if let bottom { opacity *= bottom.opacity(height - point.y) }
        return opacity
    }
}
