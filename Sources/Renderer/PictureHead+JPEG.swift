extension PictureHead.Header {
    /// JPEG: the sides from the frame header, swapped when the EXIF orientation turns the picture on its side.
    static func jpeg(_ reader: ByteReader) -> Self? {
        var sides: (width: Int, height: Int)?
        var isTurned = false
        var offset = 2
        while reader.byte(at: offset) == 0xFF, let marker = reader.byte(at: offset + 1) {
            offset += 1
            switch marker {
            case 0xFF, 0x01, 0xD0...0xD7:
                // A fill byte is followed by the marker itself; the others have no body.
                offset += marker == 0xFF ? 0 : 1
                continue
            case 0xDA:
                guard let sides else { return nil }
                return isTurned ? Self(width: sides.height, height: sides.width) : Self(width: sides.width, height: sides.height)
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
                guard let height = reader.bigEndian(at: offset + 4, count: 2), let width = reader.bigEndian(at: offset + 6, count: 2)
                else { return nil }
                sides = (width, height)
            case 0xE1 where reader.holds("Exif\0\0", at: offset + 3):
                isTurned = (5...8).contains(orientation(reader, tiff: offset + 9) ?? 1)
            default:
                break
            }
            guard let length = reader.bigEndian(at: offset + 1, count: 2), length >= 2 else { return nil }
            offset += 1 + length
        }
        return nil
    }

    /// The value of the orientation tag in the first directory of a TIFF block.
    private static func orientation(_ reader: ByteReader, tiff: Int) -> Int? {
        let isLittle = reader.holds("II*\0", at: tiff)
        guard isLittle || reader.holds("MM\0*", at: tiff) else { return nil }
        let number = isLittle ? reader.littleEndian(at:count:) : reader.bigEndian(at:count:)
        guard let directory = number(tiff + 4, 4), let count = number(tiff + directory, 2) else { return nil }
        let entries = (0..<count).lazy.map { tiff + directory + 2 + 12 * $0 }
        guard let entry = entries.first(where: { number($0, 2) == 0x0112 }) else { return nil }
        return number(entry + 8, 2)
    }
}
