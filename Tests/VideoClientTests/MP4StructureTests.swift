import Testing

@testable import VideoClient

@Suite("A file")
struct MP4StructureTests {
    @Test(
        "is a whole MP4 only if its boxes are",
        arguments: [
            (MP4.film, nil),
            (MP4.head + MP4.longBox("mdat", [1, 2, 3]), nil),
            (MP4.head + MP4.box("mdat", [1, 2, 3], size: 0), nil),
            (MP4.box("ftyp") + MP4.box("mdat", [1]) + MP4.box("moov"), nil),
            ([], .empty),
            (Array("<!doctype html><html></html>".utf8), .notMP4),
            ([0, 0, 0], .notMP4),
            (MP4.box("moov") + MP4.box("ftyp"), .notMP4),
            (MP4.box("ftyp") + MP4.box("mdat", [1]), .noIndex),
            (MP4.box("ftyp", size: 0), .noIndex),
            (MP4.film.dropLast(1), .cutBoxes),
            (MP4.film + [0, 0, 0], .cutBoxes),
            (MP4.head + MP4.box("mdat", size: 7), .cutBoxes),
            (MP4.head + MP4.longBox("mdat", [], size: .max), .cutBoxes),
            (MP4.head + MP4.longBox("mdat", [], size: 15), .cutBoxes),
            (MP4.head + MP4.longBox("mdat", [], size: UInt64(Int.max)), .cutBoxes),
        ] as [([UInt8], DownloadError.NotVideo?)]
    )
    func walk(_ bytes: [UInt8], _ expected: DownloadError.NotVideo?) {
        let fault = MP4Structure.fault(length: bytes.count) { count, offset in Array(bytes.dropFirst(offset).prefix(count)) }
        #expect(fault == expected)
    }

    @Test("of endless boxes is given up")
    func endless() {
        let bytes = MP4.head + (0..<20_000).flatMap { _ in MP4.box("free") }
        #expect(MP4Structure.fault(length: bytes.count) { count, offset in Array(bytes[offset...].prefix(count)) } == .cutBoxes)
    }
}
