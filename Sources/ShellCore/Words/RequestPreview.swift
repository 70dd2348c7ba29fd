import TerminalText
import VideoAPI

/// The body that a draft would make, as far as it is known: for `json`, `curl`, `explain` and `--dry-run`.
enum RequestPreview {
    /// The body with addresses as they stand; files and data: URLs by what they are; an undrawn seed is left out.
    static func body(of draft: Draft) -> JSONValue {
        let images = FieldName.frames.map { name in
            draft.image(name).map { JSONValue.string(image($0)) } ?? .null
        }
        let seed: Int? = if case .value(let number) = draft.seed { number } else { nil }
        return draft.wireObject(images: images, seed: seed)
    }

    /// Where the embedded server is, which has another port each time.
    static let embeddedAddress = "http://127.0.0.1:PORT/v1"

    private static func image(_ reference: ImageReference) -> String {
        switch reference {
        case .address(let address): address
        case .inline(let picture): "data:\(picture.format.mediaType);base64,(\(ByteCount(picture.byteCount)))"
        case .file(let picture): "data:\(picture.format.mediaType);base64,(\(picture.path), \(ByteCount(picture.byteCount)))"
        case .forgotten(let digest): "data:\(digest.format.mediaType);base64,(\(ByteCount(digest.byteCount)), not kept)"
        }
    }
}
