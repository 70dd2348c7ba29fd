import Testing
import VideoAPI

@testable import Renderer

@Suite("Picture heads")
struct PictureHeadTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let format: PictureFormat
        let width: Int
        let height: Int
        let hasAlpha: Bool

        init(_ name: String, _ bytes: [UInt8], _ format: PictureFormat, _ width: Int, _ height: Int, alpha: Bool = false) {
            (testDescription, self.bytes, self.format) = (name, bytes, format)
            (self.width, self.height, hasAlpha) = (width, height, alpha)
        }
    }

    @Test(
        "format, sides and alpha are read from the head",
        arguments: [
            Case("PNG", Bytes.png(width: 640, height: 480), .png, 640, 480),
            Case("PNG, grey with alpha", Bytes.png(width: 640, height: 480, colourType: 4), .png, 640, 480, alpha: true),
            Case("PNG, colour with alpha", Bytes.png(width: 640, height: 480, colourType: 6), .png, 640, 480, alpha: true),
            Case(
                "PNG, clear palette entries",
                Bytes.png(width: 9, height: 8, colourType: 3, chunks: ["PLTE", "tRNS", "IDAT"]),
                .png,
                9,
                8,
                alpha: true
            ),
            Case("JPEG", Bytes.jpeg(width: 640, height: 480), .jpeg, 640, 480),
            Case("JPEG, progressive", Bytes.jpeg(width: 640, height: 480, marker: 0xC2), .jpeg, 640, 480),
            Case("WebP, lossy", Bytes.webpLossy(width: 640, height: 480), .webp, 640, 480),
            Case("WebP, lossless", Bytes.webpLossless(width: 640, height: 480, hasAlpha: false), .webp, 640, 480),
            Case("WebP, lossless, alpha", Bytes.webpLossless(width: 640, height: 480, hasAlpha: true), .webp, 640, 480, alpha: true),
            Case("WebP, extended", Bytes.webpExtended(width: 640, height: 480, flags: 0), .webp, 640, 480),
            Case("WebP, extended, alpha", Bytes.webpExtended(width: 640, height: 480, flags: 0x10), .webp, 640, 480, alpha: true),
            Case("BMP", Bytes.bmpHead(width: 640, height: 480, depth: 24), .bmp, 640, 480),
            Case("BMP, rows downwards", Bytes.bmpHead(width: 640, height: -480, depth: 24), .bmp, 640, 480),
            Case("BMP, 32 bits", Bytes.bmpHead(width: 640, height: 480, depth: 32), .bmp, 640, 480, alpha: true),
            Case("BMP, core header", Bytes.bmpCoreHead(width: 640, height: 480), .bmp, 640, 480),
        ]
    )
    func reads(_ row: Case) throws {
        let head = try PictureHead.read(row.bytes)
        #expect(head.format == row.format)
        #expect((head.width, head.height) == (row.width, row.height))
        #expect(head.hasAlpha == row.hasAlpha)
    }

    @Test("a JPEG that its EXIF data lays on its side has its sides swapped", arguments: 1...8, [true, false])
    func orientation(_ orientation: Int, isLittle: Bool) throws {
        let head = try PictureHead.read(Bytes.jpeg(width: 640, height: 480, orientation: orientation, isLittle: isLittle))
        #expect((head.width, head.height) == (orientation < 5 ? (640, 480) : (480, 640)))
    }

    static let refused: [([UInt8], PictureFault)] = [
        ([], .unknownFormat),
        (Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 20), .unknownFormat),
        (Array("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/\n".utf8), .unknownFormat),
        (Array("ffconcat version 1.0\nfile 'x'\n".utf8), .unknownFormat),
        (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), .unknownFormat),
        (Bytes.png(width: 30_000, height: 30_000), .side(width: 30_000, height: 30_000)),
        (Bytes.png(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF), .side(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF)),
        (Bytes.png(width: 0xFFFF_FFFF, height: 1), .side(width: 0xFFFF_FFFF, height: 1)),
        (Bytes.png(width: 60_000, height: 4), .side(width: 60_000, height: 4)),
        (Bytes.png(width: 0, height: 4), .side(width: 0, height: 4)),
        (Bytes.jpeg(width: 640, height: 0), .side(width: 640, height: 0)),
        (Bytes.bmpHead(width: 640, height: -0x8000_0000, depth: 24), .side(width: 640, height: 0x8000_0000)),
        (Bytes.bmpHead(width: -640, height: 480, depth: 24), .side(width: -640, height: 480)),
        (Bytes.png(width: 8000, height: 5001), .tooManyPixels(width: 8000, height: 5001)),
        (Bytes.png(width: 4, height: 4, chunks: []), .damaged),
        (Bytes.png(width: 4, height: 4, chunks: ["tEXt"]), .damaged),
        (Bytes.webpExtended(width: 640, height: 480, flags: 0x02), .damaged),
        ([0xFF, 0xD8, 0xFF, 0xDA] + [UInt8](repeating: 0, count: 8), .damaged),
        ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0] + [UInt8](repeating: 0, count: 8), .damaged),
    ]

    @Test(
        "what is outside the limits is refused, naming the limit",
        arguments: refused
    )
    func refuses(_ bytes: [UInt8], fault: PictureFault) {
        #expect(throws: fault) { try PictureHead.read(bytes) }
        #expect(!fault.description.isEmpty)
    }

    @Test("a file over 10 MiB is refused before its head is read")
    func tooManyBytes() {
        let bytes = Bytes.png(width: 4, height: 4) + [UInt8](repeating: 0, count: PictureFormat.byteLimit)
        #expect(throws: PictureFault.tooManyBytes(bytes.count)) { try PictureHead.read(bytes) }
    }

    @Test("the largest sides and the largest area are taken", arguments: [(8000, 5000), (8000, 1), (1, 8000)])
    func takesLargest(_ width: Int, _ height: Int) throws {
        #expect(try PictureHead.read(Bytes.png(width: width, height: height)).width == width)
    }

    @Test("the first picture is at most four times longer one way, the last one may be any ratio")
    func ratio() throws {
        for (width, height) in [(4000, 1000), (1000, 4000)] {
            #expect(try PictureHead.inspect(Bytes.png(width: width, height: height), index: 0).width == width)
        }
        for (width, height) in [(4001, 1000), (1000, 4001)] {
            let bytes = Bytes.png(width: width, height: height)
            #expect(throws: PictureFault.ratio(width: width, height: height)) { try PictureHead.inspect(bytes, index: 0) }
            #expect(try PictureHead.inspect(bytes, index: 1).height == height)
        }
    }

    @Test("no cut or changed head traps")
    func neverTraps() {
        let heads = [
            Bytes.png(width: 640, height: 480, colourType: 3, chunks: ["PLTE", "tRNS", "IDAT"]),
            Bytes.jpeg(width: 640, height: 480, orientation: 6), Bytes.jpeg(width: 640, height: 480, orientation: 6, isLittle: true),
            Bytes.webpLossy(width: 640, height: 480), Bytes.webpLossless(width: 640, height: 480, hasAlpha: true),
            Bytes.webpExtended(width: 640, height: 480, flags: 0x10),
            Bytes.bmpHead(width: 640, height: 480, depth: 32), Bytes.bmpCoreHead(width: 640, height: 480),
        ]
        var refused = 0
        for head in heads {
            for length in 0..<head.count where (try? PictureHead.read(Array(head[..<length]))) == nil { refused += 1 }
            for place in head.indices {
                for value in [0x00, 0x7F, 0x80, 0xFF] as [UInt8] {
                    var changed = head
                    changed[place] = value
                    if (try? PictureHead.read(changed)) == nil { refused += 1 }
                }
            }
        }
        #expect(refused > 500)
    }

    @Test("a picture outside the hosted service's limits is taken with a warning")
    func warns() throws {
        #expect(try PictureHead.read(Bytes.png(width: 240, height: 240)).warnings.isEmpty)
        #expect(try PictureHead.read(Bytes.png(width: 239, height: 640)).warnings.count == 1)
        #expect(try PictureHead.read(Bytes.png(width: 100, height: 100, colourType: 6)).warnings.count == 2)
    }

    @Test(
        "the film has the tier's pixels at the first picture's ratio, in multiples of 16",
        arguments: [
            (1000, 1000, VideoSize.p480, 624, 624), (1000, 1000, .p720, 960, 960), (1000, 1000, .p1080, 1440, 1440),
            (1920, 1080, .p480, 832, 464), (1920, 1080, .p720, 1280, 720), (1920, 1080, .p1080, 1920, 1072),
            (750, 1000, .p480, 544, 720), (750, 1000, .p720, 816, 1104), (750, 1000, .p1080, 1232, 1648),
            (1000, 1500, .p480, 512, 768), (1000, 1500, .p720, 784, 1168), (1000, 1500, .p1080, 1168, 1760),
        ]
    )
    func dimensions(_ pictureWidth: Int, _ pictureHeight: Int, _ size: VideoSize, _ width: Int, _ height: Int) throws {
        let head = try PictureHead.read(Bytes.png(width: pictureWidth, height: pictureHeight))
        let dimensions = VideoDimensions(size, first: head)
        #expect((dimensions.width, dimensions.height) == (width, height))
    }
}
