/// The picture formats that the service documents, told by a file's first bytes and never by its name.
package enum PictureFormat: String, CaseIterable, Sendable, Hashable {
    case png, jpeg, webp, bmp

    /// The type in a `data:` URL.
    package var mediaType: String { "image/\(rawValue)" }

    /// The largest picture that is taken, in bytes: 10 MiB.
    package static let byteLimit = 10 * 1024 * 1024

    /// How many first bytes ``init(firstBytes:)`` needs to see.
    package static let signatureLength = 12

    /// Reads the signature; nil when it is none of the four.
    package init?(firstBytes bytes: some Sequence<UInt8>) {
        let head = Array(bytes.prefix(Self.signatureLength))
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).elementsEqual("WEBP".utf8) {
            self = .webp
        } else if head.starts(with: Array("BM".utf8)), head.count >= Self.signatureLength {
            self = .bmp
        } else {
            return nil
        }
    }

    /// The formats as a person reads them.
    package static let list = "PNG, JPEG, WebP or BMP"
}
