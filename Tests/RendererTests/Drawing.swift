/// A picture that a test draws, as a BMP file: 24 bits a pixel, or 32 with alpha.
struct Drawing {
    typealias Colour = (red: Int, green: Int, blue: Int, alpha: Int)

    let width: Int
    let height: Int
    let hasAlpha: Bool
    private let colour: (Int, Int) -> Colour

    init(_ width: Int, _ height: Int, hasAlpha: Bool = false, colour: @escaping (_ x: Int, _ y: Int) -> Colour) {
        self.width = width
        self.height = height
        self.hasAlpha = hasAlpha
        self.colour = colour
    }

    /// Hills of colour with fine grain over them, so that every movement shows.
    static func scene(_ width: Int, _ height: Int, hue: Int) -> Drawing {
        Drawing(width, height) { x, y in
            let grain = (x &* 7919 ^ y &* 104_729 ^ hue) >> 3 & 31
            let wave = abs((x * 5 + y * 3 + hue * 40) % 256 - 128) + abs((y * 7 - x * 2 + hue * 25) % 128)
            return (wave * (hue + 1) / 4 % 200 + grain, (wave + hue * 60) % 200 + grain, 255 - wave / 2 - grain, 255)
        }
    }

    /// The file; the rows run downwards.
    var bmp: [UInt8] {
        let depth = hasAlpha ? 4 : 3
        let padding = (4 - width * depth % 4) % 4
        var pixels: [UInt8] = []
        pixels.reserveCapacity((width * depth + padding) * height)
        for y in 0..<height {
            for x in 0..<width {
                let colour = colour(x, y)
                let channels = [colour.blue, colour.green, colour.red, colour.alpha]
                pixels += channels.prefix(depth).map { UInt8(clamping: $0) }
            }
            pixels += repeatElement(0, count: padding)
        }
        return Bytes.bmpHead(width: width, height: -height, depth: depth * 8, byteCount: 54 + pixels.count) + pixels
    }
}

/// Heads of picture files, byte by byte.
enum Bytes {
    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

    static func bmpHead(width: Int, height: Int, depth: Int, byteCount: Int = 54) -> [UInt8] {
        Array("BM".utf8) + little(byteCount, 4) + little(0, 4) + little(54, 4)
            + little(40, 4) + little(width, 4) + little(height, 4) + little(1, 2) + little(depth, 2) + little(0, 24)
    }

    static func bmpCoreHead(width: Int, height: Int) -> [UInt8] {
        Array("BM".utf8) + little(26, 4) + little(0, 4) + little(26, 4)
            + little(12, 4) + little(width, 2) + little(height, 2) + little(1, 2) + little(24, 2)
    }

    static func png(width: Int, height: Int, colourType: Int = 2, chunks: [String] = ["IDAT"]) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + Array("IHDR".utf8)
            + big(width, 4) + big(height, 4) + [8, UInt8(colourType), 0, 0, 0] + big(0, 4)
            + chunks.flatMap { big(2, 4) + Array($0.utf8) + [0, 0] + big(0, 4) }
    }

    /// - Parameter orientation: written as an EXIF block of the given byte order ahead of the frame header.
    static func jpeg(width: Int, height: Int, marker: UInt8 = 0xC0, orientation: Int? = nil, isLittle: Bool = false) -> [UInt8] {
        [0xFF, 0xD8] + (orientation.map { exif($0, isLittle: isLittle) } ?? [])
            + [0xFF, 0xFF, marker] + big(17, 2) + [8] + big(height, 2) + big(width, 2) + [3] + [UInt8](repeating: 0, count: 9)
            + [0xFF, 0xDA]
    }

    static func exif(_ orientation: Int, isLittle: Bool) -> [UInt8] {
        let number = isLittle ? little : big
        let tiff =
            Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(2, 2)
            + number(0x010F, 2) + number(2, 2) + number(1, 4) + number(0, 4)
            + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0] + number(0, 4)
        return [0xFF, 0xE1] + big(8 + tiff.count, 2) + Array("Exif\0\0".utf8) + tiff
    }

    static func webp(_ kind: String, _ body: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(12 + body.count, 4) + Array("WEBP".utf8) + Array(kind.utf8) + little(body.count, 4) + body
    }

    static func webpLossy(width: Int, height: Int) -> [UInt8] {
        webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A] + little(width, 2) + little(height, 2))
    }

    static func webpLossless(width: Int, height: Int, hasAlpha: Bool) -> [UInt8] {
        webp("VP8L", [0x2F] + little(width - 1 | (height - 1) << 14 | (hasAlpha ? 1 << 28 : 0), 4))
    }

    static func webpExtended(width: Int, height: Int, flags: UInt8) -> [UInt8] {
        webp("VP8X", [flags, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    }
}
