/// Tells a whole MP4 file by walking its outermost boxes; the contents are not looked at.
enum MP4Structure {
    /// No film of this service has more boxes on its outermost level; each costs one small read.
    private static let boxLimit = 10_000

    /// - Parameters:
    ///   - length: the length of the file in bytes.
    ///   - read: gives up to so many bytes at a place.
    /// - Returns: what is wrong with the file, or nil: `ftyp` is first, `moov` is there, and the boxes end where the file does.
    static func fault<Failure: Error>(
        length: Int,
        read: (_ count: Int, _ offset: Int) throws(Failure) -> [UInt8]
    ) throws(Failure) -> DownloadError.NotVideo? {
        guard length > 0 else { return .empty }
        var offset = 0
        var hasIndex = false
        for number in 0..<boxLimit {
            guard let box = Box(header: try read(16, offset)) else { return number == 0 ? .notMP4 : .cutBoxes }
            if number == 0, box.type != "ftyp" { return .notMP4 }
            hasIndex = hasIndex || box.type == "moov"
            let size = box.size ?? length - offset
            guard size <= length - offset else { return .cutBoxes }
            offset += size
            if offset == length { return hasIndex ? nil : .noIndex }
        }
        return .cutBoxes
    }

    private struct Box {
        let type: String
        /// In bytes, its header included; nil for a box that goes on to the end of the file.
        let size: Int?

        init?(header: [UInt8]) {
            guard header.count >= 8 else { return nil }
            type = String(decoding: header[4..<8], as: UTF8.self)
            let short = header[..<4].reduce(0) { $0 << 8 | Int($1) }
            switch short {
            case 0: size = nil
            case 1:
                let long = header.dropFirst(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                guard header.count == 16, long >= 16, let number = Int(exactly: long) else { return nil }
                size = number
            case 8...: size = short
            default: return nil
            }
        }
    }
}
