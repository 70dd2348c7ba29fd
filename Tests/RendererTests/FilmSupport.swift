import Foundation
import Testing

@testable import Renderer

/// Pictures and folders for the tests that draw films.
enum Film {
    static let thumbnail = VideoDimensions(pixelCount: 192 * 112, width: 192, height: 112)

    static func plan(_ prompt: String, seed: Int = 1, _ dimensions: VideoDimensions = thumbnail) -> RenderPlan {
        RenderPlan(directions: CameraDirections(prompt: prompt), seed: seed, dimensions: dimensions)
    }

    /// A raw frame of soft slopes with grain, as a decoded picture would be.
    static func raw(_ dimensions: VideoDimensions, hue: Int) -> [UInt8] {
        let width = dimensions.width
        return (0..<dimensions.frameByteCount).map { place in
            let (x, y) = (place % width, place / width)
            let value = 40 + abs((x * 2 + y * 3 + hue * 40) % 256 - 128) + (x &* 7919 ^ y &* 104_729) >> 3 & 31
            return UInt8(truncatingIfNeeded: hue == 1 ? value : 240 - value)
        }
    }

    static func renderer(_ plan: RenderPlan, hasWatermark: Bool = false) throws -> FrameRenderer {
        let first = try #require(PlanarPicture(raw(plan.dimensions, hue: 1), dimensions: plan.dimensions))
        let last = try #require(PlanarPicture(raw(plan.dimensions, hue: 3), dimensions: plan.dimensions))
        return try #require(FrameRenderer(plan, first: first, last: last, hasWatermark: hasWatermark))
    }

    /// The mean absolute difference of two frames' luma, of every third sample.
    static func difference(_ a: [UInt8], _ b: [UInt8], _ dimensions: VideoDimensions) -> Double {
        var (sum, count) = (0, 0)
        for place in stride(from: 0, to: dimensions.width * dimensions.height, by: 3) {
            sum += abs(Int(a[place]) - Int(b[place]))
            count += 1
        }
        return Double(sum) / Double(count)
    }
}

/// A folder that is there for the length of a call.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tween-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path(percentEncoded: false))
}
