/// Where a frame comes from.
package enum ImageReference: Sendable, Hashable {
    /// An http or https address, kept as it was typed.
    case address(String)
    /// A `data:` URL that holds the picture itself.
    case inline(InlinePicture)
    /// A picture file on this machine, sent as a `data:` URL.
    case file(LocalPicture)
    /// A `data:` URL of an earlier run, of which only hash and size were recorded; it can't be sent.
    case forgotten(PictureDigest)

    /// The reference as it could be typed again.
    package var typed: String {
        switch self {
        case .address(let address): address
        case .inline(let picture): picture.url
        case .file(let picture): picture.path
        case .forgotten(let digest): "data:\(digest.format.mediaType);sha256,\(digest.sha256)"
        }
    }
}

/// A picture inside a `data:` URL.
package struct InlinePicture: Sendable, Hashable {
    /// The whole URL.
    package let url: String
    /// What its bytes are, whatever the URL calls them.
    package let format: PictureFormat
    /// The size of the decoded picture in bytes.
    package let byteCount: Int

    /// Takes parts that ``ImageReference/parse(dataURL:)`` has checked.
    package init(url: String, format: PictureFormat, byteCount: Int) {
        self.url = url
        self.format = format
        self.byteCount = byteCount
    }
}

/// A picture file as it was when somebody looked at it.
package struct LocalPicture: Sendable, Hashable {
    /// The absolute path, as it is spelt on disk.
    package let path: String
    /// What its first bytes say.
    package let format: PictureFormat
    /// Its size in bytes.
    package let byteCount: Int
    /// The SHA-256 of its bytes in lower-case hexadecimal, so that a later change is seen.
    package let sha256: String

    /// Takes what a look at the file has found.
    package init(path: String, format: PictureFormat, byteCount: Int, sha256: String) {
        self.path = path
        self.format = format
        self.byteCount = byteCount
        self.sha256 = sha256
    }
}

/// What a record keeps of a picture whose bytes are not kept.
package struct PictureDigest: Sendable, Hashable {
    /// What its bytes were.
    package let format: PictureFormat
    /// The size in bytes.
    package let byteCount: Int
    /// SHA-256 in lower-case hexadecimal.
    package let sha256: String

    /// Takes a recorded digest.
    package init(format: PictureFormat, byteCount: Int, sha256: String) {
        self.format = format
        self.byteCount = byteCount
        self.sha256 = sha256
    }
}
