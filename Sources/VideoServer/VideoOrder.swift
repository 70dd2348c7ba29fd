import Digest
import HTTPTypes
import Renderer
import VideoAPI

/// A request body that was found right: what to render, and the pictures that came with it.
struct VideoOrder: Sendable {
    /// The draft as it is kept: its seed is a number, and pictures that came as `data:` URLs are in it by their digest only.
    let draft: Draft
    /// The bytes of those pictures, by their place in `images`.
    let pictures: [Int: [UInt8]]

    /// Reads the body of `POST /v1/videos`, and looks at the pictures as far as that needs no network.
    ///
    /// - Parameter drawSeed: gives the seed of a request that names none.
    init(body: [UInt8], allowingLoopback: Bool, drawSeed: () -> Int) throws(Refusal) {
        let draft = try Self.draft(of: body)
        var pictures: [Int: [UInt8]] = [:]
        for (index, name) in FieldName.frames.enumerated() {
            switch draft.image(name) {
            case .address(let address): try Self.check(address, at: index, allowingLoopback: allowingLoopback)
            case .inline(let picture): pictures[index] = try Self.inspected(picture.bytes, at: index)
            case .file, .forgotten, nil: break
            }
        }
        var kept = Draft(stored: draft.stored { SHA256.hex(of: $0.bytes) })
        if draft[.seed] == nil { kept[.seed] = .seed(.value(drawSeed())) }
        self.draft = kept
        self.pictures = pictures
    }

    private static func draft(of body: [UInt8]) throws(Refusal) -> Draft {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw Refusal(WireFault(error))
        }
        do {
            return try Draft(wire: value)
        } catch {
            throw Refusal(error)
        }
    }

    private static func check(_ address: String, at index: Int, allowingLoopback: Bool) throws(Refusal) {
        do {
            try checkPictureAddress(address, allowingLoopback: allowingLoopback)
        } catch {
            throw Refusal(.badRequest, "invalid_images", "images[\(index)] \(error.message)", param: "images[\(index)]")
        }
    }

    private static func inspected(_ bytes: [UInt8], at index: Int) throws(Refusal) -> [UInt8] {
        do {
            _ = try PictureHead.inspect(bytes, index: index)
            return bytes
        } catch {
            throw Refusal(.badRequest, "invalid_image", "images[\(index)] \(error)", param: "images[\(index)]")
        }
    }
}

extension FieldName {
    /// The two frames in the order of `images`.
    static let frames: [FieldName] = [.first, .last]
}
