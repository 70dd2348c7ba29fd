/// The smallest things that pass, or nearly pass, for MP4 files.
enum MP4 {
    static func box(_ type: String, _ content: [UInt8] = [], size: UInt32? = nil) -> [UInt8] {
        let size = size ?? UInt32(content.count + 8)
        return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + Array(type.utf8) + content
    }

    static func longBox(_ type: String, _ content: [UInt8], size: UInt64? = nil) -> [UInt8] {
        let size = size ?? UInt64(content.count + 16)
        return box(type, size: 1) + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) } + content
    }

    static let head = box("ftyp", Array("isom\0\0\0\0".utf8)) + box("moov", [1, 2, 3])
    static let film = head + box("mdat", [UInt8](repeating: 7, count: 300_000))
}
