import Foundation
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

    @Test(
        "each format is decoded by its own demuxer",
        arguments: [("png", PictureFormat.png), ("mjpeg", .jpeg), ("libwebp", .webp), ("bmp", .bmp)]
    )
    func formats(_ encoder: String, _ format: PictureFormat) async throws {
        let drawing = Drawing(64, 64) { x, _ in x < 32 ? (255, 255, 255, 255) : (0, 0, 0, 255) }
        let bytes = try Self.encoded(drawing, by: encoder)
        #expect(PictureFormat(firstBytes: bytes) == format)
        let values = try await luma(bytes, [(0.2, 0.5), (0.8, 0.5)])
        #expect(values[0] > 225 && values[1] < 25, "\(values)")
    }

    @Test("a JPEG that its EXIF data lays on its side is turned upright")
    func turns() async throws {
        let drawing = Drawing(128, 64) { x, _ in x < 64 ? (255, 255, 255, 255) : (0, 0, 0, 255) }
        let jpeg = try Self.encoded(drawing, by: "mjpeg")
        let turned = Array(jpeg[..<2]) + Bytes.exif(6, isLittle: false) + jpeg[2...]
        let head = try PictureHead.read(turned)
        #expect((head.width, head.height) == (64, 128))
        // What lay on the left is on top now.
        let values = try await luma(turned, [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)])
        #expect(values[0] > 225 && values[1] > 225 && values[2] < 25 && values[3] < 25, "\(values)")
    }

    /// The drawing in another format.
    private static func encoded(_ drawing: Drawing, by encoder: String) throws -> [UInt8] {
        let ffmpeg = Process()
        ffmpeg.executableURL = URL(filePath: "/usr/bin/ffmpeg")
        ffmpeg.arguments = ["-v", "error", "-f", "bmp_pipe", "-i", "pipe:0", "-c:v", encoder, "-f", "image2pipe", "pipe:1"]
        let (input, output) = (Pipe(), Pipe())
        (ffmpeg.standardInput, ffmpeg.standardOutput) = (input, output)
        try ffmpeg.run()
        try input.fileHandleForWriting.write(contentsOf: drawing.bmp)
        try input.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        ffmpeg.waitUntilExit()
        return [UInt8](bytes)
    }
}
