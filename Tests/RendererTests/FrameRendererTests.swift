import Testing

@testable import Renderer

@Suite("Drawn frames")
struct FrameRendererTests {
    static let prompts = ["tilt up", "tilt down", "pan left", "pan right", "zoom in", "zoom out", "camera rotates", "static camera"]

    @Test("the outer frames are the pictures, byte for byte", arguments: prompts, [(192, 112), (112, 192), (144, 144)])
    func ends(_ prompt: String, _ sides: (width: Int, height: Int)) throws {
        let dimensions = VideoDimensions(pixelCount: sides.width * sides.height, width: sides.width, height: sides.height)
        for speed in ["", " slowly", " fast"] {
            let renderer = try Film.renderer(Film.plan(prompt + speed, dimensions))
            #expect(renderer.frame(0) == Film.raw(dimensions, hue: 1))
            #expect(renderer.frame(149) == Film.raw(dimensions, hue: 3))
        }
    }

    @Test("no step between two frames stands out", arguments: prompts)
    func smooth(_ prompt: String) throws {
        let renderer = try Film.renderer(Film.plan(prompt))
        let frames = (0..<RenderPlan.frameCount).map(renderer.frame)
        let steps = zip(frames, frames.dropFirst()).map { Film.difference($0, $1, Film.thumbnail) }.sorted()
        let (median, largest) = (steps[steps.count / 2], steps[steps.count - 1])
        #expect(median > 0)
        #expect(largest <= 1.6 * median, "\(largest / median)")
    }

    @Test("the seed shows in the middle of every move, and nothing else does", arguments: prompts)
    func seed(_ prompt: String) throws {
        let (one, two) = (try Film.renderer(Film.plan(prompt, seed: 1)), try Film.renderer(Film.plan(prompt, seed: 2)))
        let again = try Film.renderer(Film.plan(prompt, seed: 1))
        #expect(one.frame(75) == again.frame(75))
        #expect(Film.difference(one.frame(75), two.frame(75), Film.thumbnail) > 0.25)
    }

    @Test("a tilt up shows the first picture sinking and the last one coming from above")
    func direction() throws {
        let dimensions = Film.thumbnail
        func flat(_ luma: UInt8) -> [UInt8] {
            let area = dimensions.width * dimensions.height
            return [UInt8](repeating: luma, count: area) + [UInt8](repeating: 128, count: area / 2)
        }
        func middle(_ prompt: String) throws -> (top: UInt8, bottom: UInt8, left: UInt8, right: UInt8) {
            let dark = try #require(PlanarPicture(flat(20), dimensions: dimensions))
            let light = try #require(PlanarPicture(flat(220), dimensions: dimensions))
            let renderer = try #require(FrameRenderer(Film.plan(prompt), first: dark, last: light, hasWatermark: false))
            let (frame, width, height) = (renderer.frame(75), dimensions.width, dimensions.height)
            let centre = height / 2 * width
            return (frame[width / 2], frame[(height - 1) * width + width / 2], frame[centre], frame[centre + width - 1])
        }
        let (up, down) = (try middle("tilt up"), try middle("tilt down"))
        #expect((up.top, up.bottom) == (220, 20))
        #expect((down.top, down.bottom) == (20, 220))
        let (left, right) = (try middle("pan left"), try middle("pan right"))
        #expect((left.left, left.right) == (220, 20))
        #expect((right.left, right.right) == (20, 220))
    }

    @Test("every frame is whole: a film of one colour stays that colour", arguments: prompts)
    func flat(_ prompt: String) throws {
        let bytes = [UInt8](repeating: 77, count: Film.thumbnail.frameByteCount)
        let picture = try #require(PlanarPicture(bytes, dimensions: Film.thumbnail))
        let renderer = try #require(FrameRenderer(Film.plan(prompt), first: picture, last: picture, hasWatermark: false))
        for number in stride(from: 0, to: RenderPlan.frameCount, by: 10) {
            #expect(renderer.frame(number) == bytes)
        }
    }

    @Test("the watermark changes luma near the lower right corner and nothing else", arguments: [(832, 464), (544, 720), (1920, 1072)])
    func watermark(_ width: Int, _ height: Int) throws {
        let dimensions = VideoDimensions(pixelCount: width * height, width: width, height: height)
        let plan = Film.plan("tilt up", dimensions)
        let (plain, marked) = (try Film.renderer(plan).frame(0), try Film.renderer(plan, hasWatermark: true).frame(0))
        let mark = try #require(Watermark(dimensions))
        let area = dimensions.width * dimensions.height
        let rows = (0..<plain.count / width).filter { row in
            plain[row * width..<(row + 1) * width] != marked[row * width..<(row + 1) * width]
        }
        let changed = rows.flatMap { row in (row * width..<(row + 1) * width).filter { plain[$0] != marked[$0] } }
        #expect(changed.count > mark.columns.count * mark.rows.count / 2)
        for place in changed where place < area {
            guard mark.columns.contains(place % dimensions.width), mark.rows.contains(place / dimensions.width) else {
                Issue.record("a sample outside of the mark was changed")
                return
            }
        }
        #expect(changed.allSatisfy { $0 < area })
        #expect(mark.columns.lowerBound > dimensions.width / 2)
        #expect(mark.rows.lowerBound > dimensions.height / 2)
        #expect(mark.rows.count * 40 > min(width, height))
    }

    @Test("a picture of another size is not drawn")
    func sizes() throws {
        let bytes = [UInt8](repeating: 0, count: 16 * 16 * 3 / 2)
        let small = VideoDimensions(pixelCount: 256, width: 1, height: 1)
        let picture = try #require(PlanarPicture(bytes, dimensions: small))
        #expect(FrameRenderer(Film.plan(""), first: picture, last: picture, hasWatermark: false) == nil)
        #expect(PlanarPicture(Array(bytes.dropLast()), dimensions: small) == nil)
    }
}
