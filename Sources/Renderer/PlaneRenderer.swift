/// Draws one plane of a frame, cell by cell.
///
/// This is where the time goes, so it works on plain pointers. None can leave its plane: ``FrameGrid`` keeps the corners of a cell
/// within 0 to the side, what is read lies between the corners, and ``Plane`` has two samples to spare beyond the side.
struct PlaneRenderer {
    let grid: FrameGrid
    /// The side of a cell in samples of this plane: 8 for luma, 4 for chroma, whose positions are half of luma's.
    let side: Int

    /// - Parameter output: exactly the plane's samples, which all are written.
    func draw(_ first: Plane, _ last: Plane, into output: UnsafeMutableBufferPointer<UInt8>) {
        // With a literal side the compiler unrolls the loops over a cell.
        if side == FrameGrid.cell { draw(first, last, into: output, side: 8) } else { draw(first, last, into: output, side: 4) }
    }

    @inline(__always)
    private func draw(_ first: Plane, _ last: Plane, into output: UnsafeMutableBufferPointer<UInt8>, side: Int) {
        guard let target = output.baseAddress, output.count == first.width * first.height else { return }
        first.samples.withUnsafeBufferPointer { firstSamples in
            last.samples.withUnsafeBufferPointer { lastSamples in
                grid.points.withUnsafeBufferPointer { points in
                    guard let a = firstSamples.baseAddress, let b = lastSamples.baseAddress else { return }
                    let pictures = (Sampler(samples: a, stride: first.stride), Sampler(samples: b, stride: last.stride))
                    for row in 0..<first.height / side {
                        for column in 0..<first.width / side {
                            let corner = row * grid.stride + column
                            let cell = Cell(
                                points[corner],
                                points[corner + 1],
                                points[corner + grid.stride],
                                points[corner + grid.stride + 1]
                            )
                            let place = target + (row * side * first.width + column * side)
                            fill(place, stride: first.width, cell, pictures, side: side)
                        }
                    }
                }
            }
        }
    }

    /// The four corners of a cell.
    private struct Cell {
        let topLeft, topRight, bottomLeft, bottomRight: FrameGrid.Point

        init(_ topLeft: FrameGrid.Point, _ topRight: FrameGrid.Point, _ bottomLeft: FrameGrid.Point, _ bottomRight: FrameGrid.Point) {
            self.topLeft = topLeft
            self.topRight = topRight
            self.bottomLeft = bottomLeft
            self.bottomRight = bottomRight
        }

        var isFirstOnly: Bool { topLeft.share | topRight.share | bottomLeft.share | bottomRight.share == 0 }
        var isLastOnly: Bool { topLeft.share & topRight.share & bottomLeft.share & bottomRight.share == 256 }
    }

    @inline(__always)
    private func fill(
        _ place: UnsafeMutablePointer<UInt8>,
        stride: Int,
        _ cell: Cell,
        _ pictures: (first: Sampler, last: Sampler),
        side: Int
    ) {
        var output = place
        for row in 0..<side {
            let firstX = line(cell.topLeft.firstX, cell.topRight.firstX, cell.bottomLeft.firstX, cell.bottomRight.firstX, row, side)
            let firstY = line(cell.topLeft.firstY, cell.topRight.firstY, cell.bottomLeft.firstY, cell.bottomRight.firstY, row, side)
            if cell.isFirstOnly {
                pictures.first.copy(firstX, firstY, to: output, count: side)
            } else {
                let lastX = line(cell.topLeft.lastX, cell.topRight.lastX, cell.bottomLeft.lastX, cell.bottomRight.lastX, row, side)
                let lastY = line(cell.topLeft.lastY, cell.topRight.lastY, cell.bottomLeft.lastY, cell.bottomRight.lastY, row, side)
                pictures.last.copy(lastX, lastY, to: output, count: side)
                if !cell.isLastOnly {
                    let share = shares(cell.topLeft.share, cell.topRight.share, cell.bottomLeft.share, cell.bottomRight.share, row, side)
                    pictures.first.blend(firstX, firstY, under: share, into: output, count: side)
                }
            }
            output += stride
        }
    }

    /// Positions along one row of a cell: the first, and the step to each next one.
    @inline(__always)
    private func line(_ topLeft: Int32, _ topRight: Int32, _ bottomLeft: Int32, _ bottomRight: Int32, _ row: Int, _ side: Int) -> Line {
        let scale = FrameGrid.cell / side
        let left = Int(topLeft) / scale &+ (Int(bottomLeft) &- Int(topLeft)) / FrameGrid.cell &* row
        let right = Int(topRight) / scale &+ (Int(bottomRight) &- Int(topRight)) / FrameGrid.cell &* row
        // Division drops towards zero, so the last step stays short of the right corner.
        return Line(start: left, step: (right &- left) / side)
    }

    /// Shares along one row of a cell, in 65536ths.
    @inline(__always)
    private func shares(_ topLeft: Int32, _ topRight: Int32, _ bottomLeft: Int32, _ bottomRight: Int32, _ row: Int, _ side: Int) -> Line {
        let left = Int(topLeft) << 8 &+ ((Int(bottomLeft) &- Int(topLeft)) << 8) / side &* row
        let right = Int(topRight) << 8 &+ ((Int(bottomRight) &- Int(topRight)) << 8) / side &* row
        return Line(start: left, step: (right &- left) / side)
    }
}

/// Evenly spaced values.
private struct Line {
    let start: Int
    let step: Int

    /// Whether each step is exactly one sample.
    var isEven: Bool { step == 65536 }
    var isLevel: Bool { step == 0 }
}

/// A row that is neither scaled nor turned: all its samples are weighed alike, which the compiler can do for many at once.
private struct EvenRow {
    private let above: UnsafePointer<UInt8>
    private let below: UnsafePointer<UInt8>
    private let u: Int32
    private let v: Int32

    @inline(__always)
    init(_ sampler: Sampler, _ x: Int, _ y: Int) {
        above = sampler.samples + ((y &>> 16) &* sampler.stride &+ (x &>> 16))
        below = above + sampler.stride
        u = Int32(truncatingIfNeeded: x &>> 8 & 255)
        v = Int32(truncatingIfNeeded: y &>> 8 & 255)
    }

    @inline(__always)
    func sample(_ column: Int) -> Int32 {
        let top = Int32(above[column]) &* (256 &- u) &+ Int32(above[column &+ 1]) &* u
        let bottom = Int32(below[column]) &* (256 &- u) &+ Int32(below[column &+ 1]) &* u
        return (top &* (256 &- v) &+ bottom &* v &+ 32768) &>> 16
    }
}

/// Reads a plane between its samples.
private struct Sampler {
    let samples: UnsafePointer<UInt8>
    let stride: Int

    /// Draws a row of a cell.
    @inline(__always)
    func copy(_ xs: Line, _ ys: Line, to output: UnsafeMutablePointer<UInt8>, count: Int) {
        if xs.isEven, ys.isLevel {
            let row = EvenRow(self, xs.start, ys.start)
            for column in 0..<count { output[column] = UInt8(truncatingIfNeeded: row.sample(column)) }
            return
        }
        var (x, y) = (xs.start, ys.start)
        for column in 0..<count {
            output[column] = UInt8(truncatingIfNeeded: sample(x, y))
            x &+= xs.step
            y &+= ys.step
        }
    }

    /// Mixes a row of a cell with what is drawn already, whose share is given.
    @inline(__always)
    func blend(_ xs: Line, _ ys: Line, under shares: Line, into output: UnsafeMutablePointer<UInt8>, count: Int) {
        if xs.isEven, ys.isLevel {
            let row = EvenRow(self, xs.start, ys.start)
            var share = Int32(truncatingIfNeeded: shares.start)
            for column in 0..<count {
                output[column] = mixed(row.sample(column), output[column], share)
                share &+= Int32(truncatingIfNeeded: shares.step)
            }
            return
        }
        var (x, y, share) = (xs.start, ys.start, shares.start)
        for column in 0..<count {
            output[column] = mixed(Int32(truncatingIfNeeded: sample(x, y)), output[column], Int32(truncatingIfNeeded: share))
            x &+= xs.step
            y &+= ys.step
            share &+= shares.step
        }
    }

    /// A sample with another laid over it, whose share is in 65536ths.
    @inline(__always)
    private func mixed(_ own: Int32, _ drawn: UInt8, _ share: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: (own &<< 16 &+ (Int32(drawn) &- own) &* share &+ 32768) &>> 16)
    }

    /// The value at a position in 65536ths of a sample, weighed from the four samples around it.
    @inline(__always)
    private func sample(_ x: Int, _ y: Int) -> Int {
        let corner = samples + ((y &>> 16) &* stride &+ (x &>> 16))
        let (u, v) = (x &>> 8 & 255, y &>> 8 & 255)
        let above = Int(corner[0]) &* (256 &- u) &+ Int(corner[1]) &* u
        let below = Int(corner[stride]) &* (256 &- u) &+ Int(corner[stride &+ 1]) &* u
        return (above &* (256 &- v) &+ below &* v &+ 32768) &>> 16
    }
}
