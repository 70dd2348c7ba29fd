/// The words "AI preview" near the lower right corner of a frame: light on a darkened plate, in luma only.
///
/// A bitmap of our own, because drawing with a font would put a font file and text escaping into the engine.
struct Watermark: Sendable {
    /// The plate in pixels of luma; nothing outside of it is changed.
    let columns: Range<Int>
    let rows: Range<Int>
    /// The side of one dot of the bitmap in pixels.
    private let dot: Int

    private static let bitmap: [[UInt8]] = [
        ".###..###............................#..............",
        "#...#..#............................................",
        "#...#..#......####..#.##..###..#...#.#..###..#.....#",
        "#####..#......#...#.##...#...#.#...#.#.#...#.#..#..#",
        "#...#..#......#...#.#....#####.#...#.#.#####.#..#..#",
        "#...#..#......#...#.#....#......#.#..#.#.....#.#.#.#",
        "#...#.###.....####..#.....###....#...#..###...#...#.",
        "..............#.....................................",
        "..............#.....................................",
    ].map { Array($0.utf8) }
    /// The free space around the words, in dots.
    private static let padding = 3

    /// Nil when a frame is too small for the words.
    init?(_ dimensions: VideoDimensions) {
        let (width, height) = (dimensions.width, dimensions.height)
        let dots = (across: (Self.bitmap.first?.count ?? 0) + 2 * Self.padding, down: Self.bitmap.count + 2 * Self.padding)
        // Legible at any tier: 15 dots of 2 pixels at 480P, of 5 at 1080P; on a tall film the width decides.
        dot = max(1, min(height / 200, width / 160))
        let gap = 4 * dot
        guard dots.across * dot + gap <= width, dots.down * dot + gap <= height else { return nil }
        columns = width - gap - dots.across * dot..<width - gap
        rows = height - gap - dots.down * dot..<height - gap
    }

    /// Blends the mark into a plane of luma, which holds whole rows of this width.
    func draw(on luma: UnsafeMutableBufferPointer<UInt8>, width: Int) {
        guard rows.upperBound * width <= luma.count, columns.upperBound <= width else { return }
        for row in rows {
            for column in columns {
                let place = row * width + column
                luma[place] = Self.marked(luma[place], isText: isText(column: column, row: row))
            }
        }
    }

    /// 15 parts of 16 of white for the words, and half of the way to black for their plate; 16 to 235 is the range of video.
    private static func marked(_ luma: UInt8, isText: Bool) -> UInt8 {
        isText ? UInt8((Int(luma) + 15 * 235) / 16) : UInt8((Int(luma) + 16) / 2)
    }

    private func isText(column: Int, row: Int) -> Bool {
        let (x, y) = ((column - columns.lowerBound) / dot - Self.padding, (row - rows.lowerBound) / dot - Self.padding)
        guard Self.bitmap.indices.contains(y), Self.bitmap[y].indices.contains(x) else { return false }
        return Self.bitmap[y][x] == UInt8(ascii: "#")
    }
}
