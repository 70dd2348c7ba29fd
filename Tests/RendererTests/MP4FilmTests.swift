import Testing

@testable import Renderer

@Suite("The index of a film")
struct MP4FilmTests {
    private static let expected = MP4Film(width: 832, height: 464, frameCount: 150, seconds: 5)

    private static func box(_ type: String, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap(\.self)
        return Bytes.big(content.count + 8, 4) + Array(type.utf8) + content
    }

    private static func track(
        codec: String = "avc1",
        frames: Int = 150,
        sizes: Int? = nil,
        ticks: Int? = nil,
        scale: Int = 15360
    ) -> [UInt8] {
        let description = Bytes.big(0, 4) + Bytes.big(1, 4) + box(codec, Bytes.big(0, 24), Bytes.big(832, 2) + Bytes.big(464, 2))
        // Two runs, of one frame and of all others.
        let times = Bytes.big(2, 8) + [1, 512, frames - 1, 512].flatMap { Bytes.big($0, 4) }
        let table = box("stsd", description) + box("stts", times) + box("stsz", Bytes.big(0, 8) + Bytes.big(sizes ?? frames, 4))
        let header = box("mdhd", Bytes.big(0, 12) + Bytes.big(scale, 4) + Bytes.big(ticks ?? 512 * frames, 4) + Bytes.big(0, 4))
        return box("trak", box("tkhd"), box("mdia", header, box("minf", box("stbl", table))))
    }

    private static let start = box("ftyp", Array("isom\0\0\0\0".utf8))
    private static let pictures = box("mdat", [UInt8](repeating: 7, count: 1000))

    private static func film(_ tracks: [UInt8]...) -> [UInt8] { start + box("moov", tracks.flatMap(\.self)) + box("free") + pictures }

    @Test("is read, however little of the pictures the head holds", arguments: [0, 500, 1000])
    func whole(missing: Int) throws {
        let bytes = Self.film(Self.track())
        #expect(try MP4Film(head: Array(bytes.dropLast(missing)), length: bytes.count) == Self.expected)
    }

    @Test("of a short film, or of one of another length, says so", arguments: [(14, 15360, 14 * 512 / 15360.0), (150, 12800, 6)])
    func short(frames: Int, scale: Int, seconds: Double) throws {
        let bytes = Self.film(Self.track(frames: frames, scale: scale))
        let film = try MP4Film(head: bytes, length: bytes.count)
        #expect(film == MP4Film(width: 832, height: 464, frameCount: frames, seconds: seconds))
        #expect(film != Self.expected)
    }

    @Test(
        "that cannot be right is refused",
        arguments: [
            ([], .order),
            (start + pictures + box("moov", track()), .order),
            (start + box("moov", track()), .order),
            (start + pictures, .order),
            (film(), .tracks),
            (film(track(), track()), .tracks),
            (film(track(codec: "hvc1")), .tracks),
            (film(track(sizes: 149)), .index),
            (film(track(ticks: 1)), .index),
            (film(track(scale: 0)), .index),
            (film(track(frames: 1 << 30)), .index),
            (film(box("trak")), .index),
            (film(box("trak", box("mdia", box("mdhd"), box("minf", box("stbl", box("stsd")))))), .tracks),
            (film(track()).dropLast(), .boxes),
            (film(track()) + [0, 0, 0], .boxes),
            (film(track()) + Bytes.big(7, 4) + Array("free".utf8), .boxes),
            (film(track()) + Bytes.big(1, 4) + Array("free".utf8) + Bytes.big(.max, 8), .boxes),
        ] as [([UInt8], MP4Film.Fault)]
    )
    func refuses(_ bytes: [UInt8], _ fault: MP4Film.Fault) {
        #expect(throws: fault) { try MP4Film(head: bytes, length: bytes.count) }
    }

    @Test("that is cut anywhere, or has any byte changed, is read or refused and never a trap")
    func damaged() {
        let bytes = Self.film(Self.track())
        for end in 0..<bytes.count {
            #expect(throws: MP4Film.Fault.self) { try MP4Film(head: Array(bytes.prefix(end)), length: end) }
        }
        for place in 0..<bytes.count - 1000 {
            for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var bytes = bytes
                bytes[place] = value
                _ = try? MP4Film(head: bytes, length: bytes.count)
            }
        }
    }
}
