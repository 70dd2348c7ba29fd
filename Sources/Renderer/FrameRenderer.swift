/// Draws the frames of a plan from its two pictures, each frame by itself and always the same.
struct FrameRenderer: Sendable {
    private let plan: RenderPlan
    private let first: PlanarPicture
    private let last: PlanarPicture
    private let watermark: Watermark?
    private let orders: [Double]

    /// Nil unless both pictures have the plan's size.
    init?(_ plan: RenderPlan, first: PlanarPicture, last: PlanarPicture, hasWatermark: Bool) {
        guard first.dimensions == plan.dimensions, last.dimensions == plan.dimensions else { return nil }
        self.plan = plan
        self.first = first
        self.last = last
        self.watermark = hasWatermark ? Watermark(plan.dimensions) : nil
        self.orders = FrameGrid.orders(plan)
    }

    /// Draws a frame, 0 to 149, in planar 4:2:0; without the watermark the outer two are the pictures, byte for byte.
    func frame(_ number: Int) -> [UInt8] {
        let grid = FrameGrid(plan, frame: number, orders: orders)
        let (width, height) = (plan.dimensions.width, plan.dimensions.height)
        let area = width * height
        return [UInt8](unsafeUninitializedCapacity: plan.dimensions.frameByteCount) { buffer, count in
            let planes = [
                (first.luma, last.luma, offset: 0, side: FrameGrid.cell),
                (first.blue, last.blue, offset: area, side: FrameGrid.cell / 2),
                (first.red, last.red, offset: area + area / 4, side: FrameGrid.cell / 2),
            ]
            for (first, last, offset, side) in planes {
                let room = UnsafeMutableBufferPointer(rebasing: buffer[offset..<offset + first.width * first.height])
                PlaneRenderer(grid: grid, side: side).draw(first, last, into: room)
            }
            watermark?.draw(on: UnsafeMutableBufferPointer(rebasing: buffer[..<area]), width: width)
            count = plan.dimensions.frameByteCount
        }
    }
}
