import Testing
import VideoAPI

@testable import Renderer

@Suite("Decoding")
struct DecodingTests {
    private static let sides = VideoDimensions(pixelCount: 64 * 64, width: 1, height: 1)

    /// Decodes to a square and gives the luma at a place of it, in parts of the side.
    private func luma(_ bytes: [UInt8], _ places: [(x: Double, y: Double)]) async throws -> [Int] {
        let tools = try await MediaTools(searchPath: "/usr/bin:/usr/local/bin")
        let picture = try await tools.decoded(bytes, PictureHead.read(bytes), index: 0, to: Self.sides)
        return places.map { place in
            let plane = picture.luma
            return Int(plane.samples[Int(place.y * Double(plane.height)) * plane.stride + Int(place.x * Double(plane.width))])
        }
    }

    @Test("a picture of another ratio is cropped about its centre, not squeezed")
    func crops() async throws {
        // White between black flanks: the square in the middle is all white.
        let drawing = Drawing(300, 100) { x, _ in (100..<200).contains(x) ? (255, 255, 255, 255) : (0, 0, 0, 255) }
        #expect(try await luma(drawing.bmp, [(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)]).allSatisfy { $0 > 230 })
    }

    @Test("a line of a single pixel can be a last picture", arguments: [(2000, 1), (1, 2000), (1, 1)])
    func thin(_ width: Int, _ height: Int) async throws {
        let drawing = Drawing(width, height) { _, _ in (255, 255, 255, 255) }
        #expect(try await luma(drawing.bmp, [(0.5, 0.5)]) == [235])
    }

    @Test("clear parts become black, whatever colour hides in them, and opaque parts stay")
    func flattens() async throws {
        let drawing = Drawing(64, 64, hasAlpha: true) { x, _ in (255, 255, 255, x < 32 ? 0 : 255) }
        let values = try await luma(drawing.bmp, [(0.25, 0.5), (0.75, 0.5)])
        #expect(values == [16, 235])
    }

    @Test("a BMP whose fourth channel was never filled in is opaque")
    func fourthChannel() async throws {
        let drawing = Drawing(64, 64, hasAlpha: true) { _, _ in (255, 255, 255, 0) }
        #expect(try await luma(drawing.bmp, [(0.5, 0.5)]) == [235])
    }
}
