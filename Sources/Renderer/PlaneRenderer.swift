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
        // One lane for each sample of a row of a cell.
        if side == FrameGrid.cell {
            draw(first, last, into: output, SIMD8<UInt16>.self)
        } else {
            draw(first, last, into: output, SIMD4<UInt16>.self)
        }
    }

    @inline(__always)
    private func draw<Lanes: SIMD<UInt16>>(_ first: Plane, _ last: Plane, into output: UnsafeMutableBufferPointer<UInt8>, _: Lanes.Type) {
        let side = Lanes.scalarCount
        guard let target = output.baseAddress, output.count == first.width * first.height else { return }
        first.samples.withUnsafeBufferPointer { firstSamples in
            last.samples.withUnsafeBufferPointer { lastSamples in
                grid.points.withUnsafeBufferPointer { points in
                    guard let a = firstSamples.baseAddress, let b = lastSamples.baseAddress else { return }
                    let pictures = (Sampler<Lanes>(samples: a, stride: first.stride), Sampler<Lanes>(samples: b, stride: last.stride))
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
                            fill(place, stride: first.width, cell, pictures)
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
    private func fill<Lanes: SIMD<UInt16>>(
        _ place: UnsafeMutablePointer<UInt8>,
        stride: Int,
        _ cell: Cell,
        _ pictures: (first: Sampler<Lanes>, last: Sampler<Lanes>)
    ) {
        let side = Lanes.scalarCount
        let (isFirstOnly, isLastOnly) = (cell.isFirstOnly, cell.isLastOnly)
        var output = place
        for row in 0..<side {
            var drawn = Lanes.zero
            if !isLastOnly {
                let xs = line(cell.topLeft.firstX, cell.topRight.firstX, cell.bottomLeft.firstX, cell.bottomRight.firstX, row, side)
                let ys = line(cell.topLeft.firstY, cell.topRight.firstY, cell.bottomLeft.firstY, cell.bottomRight.firstY, row, side)
                drawn = pictures.first.row(xs, ys)
            }
            if !isFirstOnly {
                let xs = line(cell.topLeft.lastX, cell.topRight.lastX, cell.bottomLeft.lastX, cell.bottomRight.lastX, row, side)
                let ys = line(cell.topLeft.lastY, cell.topRight.lastY, cell.bottomLeft.lastY, cell.bottomRight.lastY, row, side)
                let over = pictures.last.row(xs, ys)
                drawn = isLastOnly ? over : mixed(drawn, over, shares(cell, row))
            }
            for lane in 0..<side { output[lane] = UInt8(truncatingIfNeeded: drawn[lane]) }
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

    /// The last picture's shares along one row of a cell, in 256ths.
    @inline(__always)
    private func shares<Lanes: SIMD<UInt16>>(_ cell: Cell, _ row: Int) -> Lanes {
        let side = Lanes.scalarCount
        // 64 times the shares, which still fits, and lets both divisions by the side be exact.
        let left = 64 &* Int(cell.topLeft.share) &+ (Int(cell.bottomLeft.share) &- Int(cell.topLeft.share)) &* (64 / side) &* row
        let right = 64 &* Int(cell.topRight.share) &+ (Int(cell.bottomRight.share) &- Int(cell.topRight.share)) &* (64 / side) &* row
        let start = Lanes(repeating: UInt16(truncatingIfNeeded: left &+ 32))
        let step = Lanes(repeating: UInt16(truncatingIfNeeded: (right &- left) / side))
        return (start &+ step &* .ramp) &>> 6
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

extension SIMD<UInt16> {
    /// 0, 1, 2 and so on.
    @inline(__always)
    fileprivate static var ramp: Self {
        var ramp = Self.zero
        for lane in 0..<scalarCount { ramp[lane] = UInt16(truncatingIfNeeded: lane) }
        return ramp
    }
}

/// Samples between others, in the share of the second ones in 256ths, rounded to whole samples: all of it fits 16 bits.
@inline(__always)
private func mixed<Lanes: SIMD<UInt16>>(_ first: Lanes, _ second: Lanes, _ share: Lanes) -> Lanes {
    (first &* (256 &- share) &+ second &* share &+ 128) &>> 8
}

/// Reads a plane between its samples, a row of a cell at once.
private struct Sampler<Lanes: SIMD<UInt16>> {
    let samples: UnsafePointer<UInt8>
    let stride: Int

    /// The values at positions in 65536ths of a sample, each weighed from the four samples around it.
    @inline(__always)
    func row(_ xs: Line, _ ys: Line) -> Lanes {
        xs.isEven && ys.isLevel ? even(xs.start, ys.start) : bent(xs, ys)
    }

    /// A row that is neither scaled nor turned: its samples lie side by side and are weighed alike.
    @inline(__always)
    private func even(_ x: Int, _ y: Int) -> Lanes {
        let corner = samples + ((y &>> 16) &* stride &+ (x &>> 16))
        let v = UInt16(truncatingIfNeeded: y &>> 8 & 255)
        let above = between(corner, x)
        return v == 0 ? above : mixed(above, between(corner + stride, x), Lanes(repeating: v))
    }

    @inline(__always)
    private func between(_ row: UnsafePointer<UInt8>, _ x: Int) -> Lanes {
        let u = UInt16(truncatingIfNeeded: x &>> 8 & 255)
        return u == 0 ? loaded(row) : mixed(loaded(row), loaded(row + 1), Lanes(repeating: u))
    }

    @inline(__always)
    private func bent(_ xs: Line, _ ys: Line) -> Lanes {
        var (above, below) = (Lanes.zero, Lanes.zero)
        var (x, y) = (xs.start, ys.start)
        for lane in 0..<Lanes.scalarCount {
            let corner = samples + ((y &>> 16) &* stride &+ (x &>> 16))
            above[lane] = pair(corner)
            below[lane] = pair(corner + stride)
            x &+= xs.step
            y &+= ys.step
        }
        let u = parts(xs)
        return mixed(mixed(above & 255, above &>> 8, u), mixed(below & 255, below &>> 8, u), parts(ys))
    }

    /// How far each position lies past a sample, in 256ths: 16 bits hold what is less than a sample, and the rest may overflow.
    @inline(__always)
    private func parts(_ line: Line) -> Lanes {
        let start = Lanes(repeating: UInt16(truncatingIfNeeded: line.start))
        return (start &+ Lanes(repeating: UInt16(truncatingIfNeeded: line.step)) &* .ramp) &>> 8
    }

    /// Two samples that lie side by side, the first one in the lower byte.
    @inline(__always)
    private func pair(_ place: UnsafePointer<UInt8>) -> UInt16 {
        UInt16(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt16.self))
    }

    @inline(__always)
    private func loaded(_ row: UnsafePointer<UInt8>) -> Lanes {
        var lanes = Lanes.zero
        for lane in 0..<Lanes.scalarCount { lanes[lane] = UInt16(row[lane]) }
        return lanes
    }
}
