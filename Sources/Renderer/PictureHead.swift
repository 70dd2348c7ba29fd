package import VideoAPI

/// What a picture's header says: holding one proves that the picture is within the limits, not yet that its data is whole.
package struct PictureHead: Sendable, Hashable {
    /// The format, by the first bytes.
    package let format: PictureFormat
    /// The sides in pixels as the picture is seen, after the turn that its EXIF data asks for.
    package let width: Int
    package let height: Int
    /// Whether the picture may have clear parts, which become black.
    package let hasAlpha: Bool

    /// The longest side that is taken, in pixels.
    package static let sideLimit = 8000
    /// The largest area that is taken, in pixels.
    package static let pixelLimit = 40_000_000
    /// How many times longer than the other a side of the first picture may be: the film has its ratio.
    package static let ratioLimit = 4
    /// The shortest side that the hosted service documents, in pixels.
    static let hostedSideFloor = 240

    /// Reads the header of a picture that stands at a place of `images`, without decoding anything.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - index: 0 for the first picture, whose ratio is limited to 4:1; 1 for the last.
    /// - Throws: the first limit that is not kept.
    package static func inspect(_ bytes: [UInt8], index: Int) throws(PictureFault) -> PictureHead {
        let head = try read(bytes)
        guard index > 0 || max(head.width, head.height) <= ratioLimit * min(head.width, head.height) else {
            throw .ratio(width: head.width, height: head.height)
        }
        return head
    }

    /// Reads the header of a picture at either place.
    ///
    /// - Throws: the first limit that is not kept.
    package static func read(_ bytes: [UInt8]) throws(PictureFault) -> PictureHead {
        guard bytes.count <= PictureFormat.byteLimit else { throw .tooManyBytes(bytes.count) }
        guard let format = PictureFormat(firstBytes: bytes) else { throw .unknownFormat }
        guard let header = Header(format, ByteReader(bytes)) else { throw .damaged }
        let sides = 1...sideLimit
        guard sides.contains(header.width), sides.contains(header.height) else {
            throw .side(width: header.width, height: header.height)
        }
        guard header.width * header.height <= pixelLimit else {
            throw .tooManyPixels(width: header.width, height: header.height)
        }
        return PictureHead(format: format, width: header.width, height: header.height, hasAlpha: header.hasAlpha)
    }

    /// What the hosted service, by its documentation, would refuse in this picture.
    package var warnings: [String] {
        var lines: [String] = []
        if min(width, height) < Self.hostedSideFloor {
            lines.append(
                "is \(width)x\(height): the hosted service documents sides of \(Self.hostedSideFloor) to \(Self.sideLimit) pixels"
            )
        }
        if hasAlpha {
            lines.append("may have clear parts, which become black: the hosted service documents pictures without alpha")
        }
        return lines
    }
}

extension PictureHead {
    /// The facts of a header before any limit was held against them.
    struct Header {
        var width: Int
        var height: Int
        var hasAlpha = false

        /// Nil when the header ends early or contradicts its format.
        init?(_ format: PictureFormat, _ reader: ByteReader) {
            let header: Header? =
                switch format {
                case .png: .png(reader)
                case .jpeg: .jpeg(reader)
                case .webp: .webp(reader)
                case .bmp: .bmp(reader)
                }
            guard let header else { return nil }
            self = header
        }

        init(width: Int, height: Int, hasAlpha: Bool = false) {
            self.width = width
            self.height = height
            self.hasAlpha = hasAlpha
        }
    }
}
