/// What the index of an MP4 says of its film.
struct MP4Film: Sendable, Hashable {
    let width: Int
    let height: Int
    let frameCount: Int
    let seconds: Double

    /// Why a file is not a film that can be played while it is being loaded.
    enum Fault: String, Error {
        case boxes = "its boxes do not end where the file does"
        case order = "its index is not at its start"
        case tracks = "it is not one track of H.264"
        case index = "its index is damaged"
    }

    /// Enough for the index of some thousand frames; ours takes 3 kB.
    static let headLimit = 1 << 16

    /// Reads ISO 14496-12 as far as our own encoder writes it: 32-bit sizes and times, and nothing behind the pictures.
    ///
    /// - Parameters:
    ///   - head: the first bytes of the file, which hold all of it before the pictures.
    ///   - length: the bytes of the whole file.
    init(head: [UInt8], length: Int) throws(Fault) {
        let reader = ByteReader(head)
        let outer = try Self.boxes(reader, in: 0..<length)
        guard let index = outer.first(where: { $0.type == "moov" }) else { throw .order }
        guard let pictures = outer.first(where: { $0.type == "mdat" }), index.content.upperBound < pictures.content.lowerBound else {
            throw .order
        }
        let tracks = try Self.boxes(reader, in: index.content).filter { $0.type == "trak" }
        guard let track = tracks.first, tracks.count == 1 else { throw .tracks }

        let media = try Self.box("mdia", reader, in: track.content)
        let header = try Self.box("mdhd", reader, in: media)
        let samples = try Self.box("stbl", reader, in: Self.box("minf", reader, in: media))
        let description = try Self.box("stsd", reader, in: samples).lowerBound
        // Behind the version and a count of one, the description itself: its size, its type, and 24 bytes to the sides.
        guard try Self.number(reader, description + 4) == 1, reader.holds("avc1", at: description + 12) else { throw .tracks }
        width = try Self.number(reader, description + 40, count: 2)
        height = try Self.number(reader, description + 42, count: 2)

        frameCount = try Self.number(reader, Self.box("stsz", reader, in: samples).lowerBound + 8)
        let timescale = try Self.number(reader, header.lowerBound + 12)
        let times = try Self.times(reader, in: Self.box("stts", reader, in: samples))
        // A time for every frame, and the same length in both places.
        guard timescale > 0, times.frames == frameCount, try times.ticks == Self.number(reader, header.lowerBound + 16) else {
            throw .index
        }
        seconds = Double(times.ticks) / Double(timescale)
    }

    init(width: Int, height: Int, frameCount: Int, seconds: Double) {
        self.width = width
        self.height = height
        self.frameCount = frameCount
        self.seconds = seconds
    }

    private struct Box {
        let type: String
        let content: Range<Int>
    }

    /// The boxes that fill a range one after the other; the last one may go on past the head.
    private static func boxes(_ reader: ByteReader, in range: Range<Int>) throws(Fault) -> [Box] {
        var boxes: [Box] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard let size = reader.bigEndian(at: offset, count: 4), size >= 8, size <= range.upperBound - offset,
                let type = reader.text(at: offset + 4, count: 4)
            else { throw .boxes }
            boxes.append(Box(type: type, content: offset + 8..<offset + size))
            offset += size
        }
        return boxes
    }

    /// The content of the first box of a type.
    private static func box(_ type: String, _ reader: ByteReader, in range: Range<Int>) throws(Fault) -> Range<Int> {
        guard let box = try boxes(reader, in: range).first(where: { $0.type == type }) else { throw .index }
        return box.content
    }

    /// The sums of a table of (frames, ticks for each).
    private static func times(_ reader: ByteReader, in box: Range<Int>) throws(Fault) -> (frames: Int, ticks: Int) {
        let entries = try number(reader, box.lowerBound + 4)
        guard entries == (box.count - 8) / 8 else { throw .index }
        var (frames, ticks) = (0, 0)
        for entry in 0..<entries {
            let (count, length) = (try number(reader, box.lowerBound + 8 + entry * 8), try number(reader, box.lowerBound + 12 + entry * 8))
            // Far above any film of ours, and far below what overflows.
            guard count <= 1 << 20, length <= 1 << 20 else { throw .index }
            frames += count
            ticks += count * length
        }
        return (frames, ticks)
    }

    private static func number(_ reader: ByteReader, _ offset: Int, count: Int = 4) throws(Fault) -> Int {
        guard let number = reader.bigEndian(at: offset, count: count) else { throw .index }
        return number
    }
}

extension MP4Film: CustomStringConvertible {
    var description: String { "\(frameCount) frames of \(width)x\(height) in \(seconds) s" }
}
