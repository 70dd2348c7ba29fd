/// What is known of a frame before a sample is drawn: for every eighth point, where it lies in both pictures, and their shares.
///
/// Inside a cell all three are taken as straight lines, so whatever bends a picture has to be computed for one point in 64 only.
struct FrameGrid {
    /// The side of a cell in pixels of luma; every film's sides are multiples of it.
    static let cell = 8

    /// A grid point; positions in 65536ths of a pixel, kept within the picture; the last picture's share in 256ths.
    struct Point {
        var firstX, firstY, lastX, lastY, share: Int32
    }

    /// The points of a row.
    let stride: Int
    let points: [Point]

    /// - Parameter orders: ``BlendOrder/order(_:x:y:)`` of every grid point, rows first.
    init(_ plan: RenderPlan, frame: Int, orders: [Double]) {
        let placements = plan.placements(at: RenderPlan.travel(at: frame))
        let first = SourceMap(placements.first, in: plan.dimensions)
        let last = SourceMap(placements.last, in: plan.dimensions)
        let blend = BlendOrder(plan, frame: frame, first: first, last: last)
        let (width, height) = (Double(plan.dimensions.width), Double(plan.dimensions.height))
        func fixed(_ value: Double, _ limit: Double) -> Int32 { Int32((min(max(value, 0), limit) * 65536).rounded()) }

        let columns = plan.dimensions.width / Self.cell + 1
        stride = columns
        points = orders.indices.map { index in
            let (x, y) = (Double(index % columns * Self.cell), Double(index / columns * Self.cell))
            let (a, b) = (first.point(x, y), last.point(x, y))
            return Point(
                firstX: fixed(a.x, width),
                firstY: fixed(a.y, height),
                lastX: fixed(b.x, width),
                lastY: fixed(b.y, height),
                share: Int32((min(max(blend.share(order: orders[index], first: a, last: b), 0), 1) * 256).rounded())
            )
        }
    }

    /// The order of every grid point of a plan's frames, rows first.
    static func orders(_ plan: RenderPlan) -> [Double] {
        let (columns, rows) = (plan.dimensions.width / cell + 1, plan.dimensions.height / cell + 1)
        return (0..<columns * rows).map { index in
            BlendOrder.order(plan, x: Double(index % columns * cell), y: Double(index / columns * cell))
        }
    }
}
