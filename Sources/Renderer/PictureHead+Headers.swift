extension PictureHead.Header {
    /// PNG: the sides from `IHDR`, alpha from the colour type or a `tRNS` chunk ahead of the data.
    static func png(_ reader: ByteReader) -> Self? {
        guard reader.bigEndian(at: 8, count: 4) == 13, reader.holds("IHDR", at: 12),
            let width = reader.bigEndian(at: 16, count: 4),
            let height = reader.bigEndian(at: 20, count: 4),
            let colourType = reader.byte(at: 25)
        else { return nil }
        var header = Self(width: width, height: height, hasAlpha: colourType & 4 != 0)
        var chunk = 33
        while !reader.holds("IDAT", at: chunk + 4) {
            guard let length = reader.bigEndian(at: chunk, count: 4) else { return nil }
            if reader.holds("tRNS", at: chunk + 4) { header.hasAlpha = true }
            chunk += 12 + length
        }
        return header
    }

    /// WebP: a lossy, a lossless or an extended head; of an animation there is no still picture to take.
    static func webp(_ reader: ByteReader) -> Self? {
        if reader.holds("VP8 ", at: 12) {
            guard reader.bigEndian(at: 23, count: 3) == 0x9D012A,
                let width = reader.littleEndian(at: 26, count: 2),
                let height = reader.littleEndian(at: 28, count: 2)
            else { return nil }
            return Self(width: width & 0x3FFF, height: height & 0x3FFF)
        }
        if reader.holds("VP8L", at: 12) {
            guard reader.byte(at: 20) == 0x2F, let bits = reader.littleEndian(at: 21, count: 4) else { return nil }
            return Self(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1, hasAlpha: bits >> 28 & 1 == 1)
        }
        guard reader.holds("VP8X", at: 12), let flags = reader.byte(at: 20), flags & 0x02 == 0,
            let width = reader.littleEndian(at: 24, count: 3),
            let height = reader.littleEndian(at: 27, count: 3)
        else { return nil }
        return Self(width: width + 1, height: height + 1, hasAlpha: flags & 0x10 != 0)
    }

    /// BMP: the old core header or any later one; a negative height means that the rows run downwards.
    static func bmp(_ reader: ByteReader) -> Self? {
        guard let size = reader.littleEndian(at: 14, count: 4) else { return nil }
        if size == 12 {
            guard let width = reader.littleEndian(at: 18, count: 2), let height = reader.littleEndian(at: 20, count: 2)
            else { return nil }
            return Self(width: width, height: height)
        }
        guard size >= 40,
            let width = reader.littleEndian(at: 18, count: 4),
            let height = reader.littleEndian(at: 22, count: 4),
            let depth = reader.littleEndian(at: 28, count: 2)
        else { return nil }
        return Self(width: signed(width), height: abs(signed(height)), hasAlpha: depth == 32)
    }

    private static func signed(_ word: Int) -> Int { word < 1 << 31 ? word : word - (1 << 32) }
}
