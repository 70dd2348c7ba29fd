import Foundation
import Testing

@testable import Renderer

/// Pictures and folders for the tests that draw films.
enum Film {
    static let thumbnail = VideoDimensions(pixelCount: 192 * 112, width: 192, height: 112)

    static func plan(_ prompt: String, seed: Int = 1, _ dimensions: VideoDimensions = thumbnail) -> RenderPlan {
        RenderPlan(directions: CameraDirections(prompt: prompt), seed: seed, dimensions: dimensions)
    }

    /// A raw frame of soft shapes with grain, as a decoded picture would be.
    static func raw(_ dimensions: VideoDimensions, hue: Int) -> [UInt8] {
        let drawing = Drawing.scene(dimensions.width, dimensions.height, hue: hue)
        let pixels = drawing.bmp.dropFirst(54)
        let row = pixels.count / dimensions.height
        func sample(_ x: Int, _ y: Int, _ channel: Int) -> UInt8 { pixels[pixels.startIndex + y * row + x * 3 + channel] }
        let luma = (0..<dimensions.height).flatMap { y in (0..<dimensions.width).map { sample($0, y, 1) } }
        let chroma = [0, 2].flatMap { channel in
            (0..<dimensions.height / 2).flatMap { y in (0..<dimensions.width / 2).map { sample(2 * $0, 2 * y, channel) } }
        }
        return luma + chroma
    }

    static func renderer(_ plan: RenderPlan, hasWatermark: Bool = false) throws -> FrameRenderer {
        let first = try #require(PlanarPicture(raw(plan.dimensions, hue: 1), dimensions: plan.dimensions))
        let last = try #require(PlanarPicture(raw(plan.dimensions, hue: 3), dimensions: plan.dimensions))
        return try #require(FrameRenderer(plan, first: first, last: last, hasWatermark: hasWatermark))
    }

    /// The mean absolute difference of two frames' luma.
    static func difference(_ a: [UInt8], _ b: [UInt8], _ dimensions: VideoDimensions) -> Double {
        let area = dimensions.width * dimensions.height
        return Double(zip(a[..<area], b[..<area]).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(area)
    }
}

/// A folder that is there for the length of a call.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tween-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path(percentEncoded: false))
}
