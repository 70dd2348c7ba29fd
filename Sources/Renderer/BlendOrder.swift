/// How much of the last picture shows at each point of a frame.
///
/// Where both pictures cover a point, the last one comes through in an order of its own: blotches of the seed's noise, from the
/// middle outwards when the camera moves closer and inwards when it moves away. Where a picture ends inside the frame, its edge
/// is feathered over the other one, so no border is ever seen or filled with a mirror image.
struct BlendOrder {
    private let plan: RenderPlan
    private let time: Double
    private let travel: Double
    private let first: Coverage
    private let last: Coverage

    init(_ plan: RenderPlan, frame: Int, first: SourceMap, last: SourceMap) {
        self.plan = plan
        self.time = RenderPlan.time(at: frame)
        self.travel = RenderPlan.travel(at: frame)
        self.first = Coverage(of: first, in: plan)
        self.last = Coverage(of: last, in: plan)
    }

    /// The last picture's share of a point, 0 to 1.
    ///
    /// - Parameters:
    ///   - order: when the point's turn comes, 0 to 1.
    ///   - source: where the point lies in the first and in the last picture.
    func share(order: Double, first source: Placement.Offset, last target: Placement.Offset) -> Double {
        let turn = turn(order)
        // A mix of "first over last" and "last over first", each of which is right at one end of the film.
        let lean = 0.45 * (order - 0.5)
        return (1 - turn) * (1 - first.at(source, lean: lean)) + turn * last.at(target, lean: -lean)
    }

    /// How far a point has turned from the first picture to the last one.
    private func turn(_ order: Double) -> Double {
        switch plan.move {
        case .closer, .away:
            // Strictly in order, so that the edges of the smaller picture have left the frame before they could be seen. The order
            // is even in area, so an even clock gives an even pace.
            let softness = 0.3
            return min(max((time - order * (1 - softness)) / softness, 0), 1)
        case .up, .down, .left, .right, .roll, .still:
            // All points at once, some ahead of others, which keeps the pace of the whole even.
            return leaning(travel, 0.25 - order / 2)
        }
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
        // The part of the frame's area that is nearer to its middle: round there, and of the frame's own shape along the border.
        let border = max(dx * dx, dy * dy)
        let area = border * border + (1 - border) * (dx * dx + dy * dy) / 2
        switch plan.move {
        case .closer: return 0.8 * area + 0.2 * noise
        case .away: return 0.8 * (1 - area) + 0.2 * noise
        case .up, .down, .left, .right, .roll, .still: return noise
        }
    }
}

/// Moves the middle of a way from 0 to 1 by a quarter at most, and leaves its ends where they are.
private func leaning(_ x: Double, _ lean: Double) -> Double { x + 4 * lean * x * (1 - x) }

/// How surely a picture covers a point: 1 well inside it, falling to 0 at those of its edges that lie inside the frame.
struct Coverage {
    private let width: Double
    private let height: Double
    /// Over how many pixels of the picture each edge fades; nil for an edge outside the frame.
    private let left, right, top, bottom: Fade?

    /// Whether any edge lies inside the frame.
    private let isPartial: Bool

    private struct Fade {
        private let margin: Double
        private let length: Double
        /// How much the fade counts: of an edge that has only just come in, a few repeated lines show less than a frame within the frame.
        private let strength: Double

        /// - Parameters:
        ///   - exposure: how many pixels the frame reaches past the edge.
        ///   - side: the length of the side across the edge.
        ///   - overlap: the part of the side that there is before the other picture ends in its turn.
        init?(exposure: Double, side: Double, overlap: Double) {
            guard exposure > 0 else { return nil }
            let cell = Double(FrameGrid.cell)
            strength = min(exposure / cell, 1)
            // The weights are drawn on a grid, so the last cell before the edge must already be clear.
            margin = cell * strength
            length = min(16 * exposure, max(overlap * side - 2 * cell, 1))
        }

        func opacity(_ distance: Double, _ lean: Double) -> Double {
            let x = min(max((distance - margin) / length, 0), 1)
            return 1 - strength * (1 - smoothstep(leaning(x, lean)))
        }
    }

    init(of map: SourceMap, in plan: RenderPlan) {
        width = Double(plan.dimensions.width)
        height = Double(plan.dimensions.height)
        let corners = [map.point(0, 0), map.point(width, 0), map.point(0, height), map.point(width, height)]
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        left = Fade(exposure: -(xs.min() ?? 0), side: width, overlap: plan.overlap)
        right = Fade(exposure: (xs.max() ?? width) - width, side: width, overlap: plan.overlap)
        top = Fade(exposure: -(ys.min() ?? 0), side: height, overlap: plan.overlap)
        bottom = Fade(exposure: (ys.max() ?? height) - height, side: height, overlap: plan.overlap)
        isPartial = left != nil || right != nil || top != nil || bottom != nil
    }

    func at(_ point: Placement.Offset, lean: Double) -> Double {
        guard isPartial else { return 1 }
        var opacity = 1.0
        if let left { opacity *= left.opacity(point.x, lean) }
        if let right { opacity *= right.opacity(width - point.x, lean) }
        if let top { opacity *= top.opacity(point.y, lean) }
        if let bottom { opacity *= bottom.opacity(height - point.y, lean) }
        return opacity
    }
}
