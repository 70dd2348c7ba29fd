import Glibc

/// What was typed and read, and not looked at yet. It outlives a line: what came with its end belongs to the next one.
struct TypedBytes {
    /// A terminal in charge of lines gives no more at once.
    private static let chunk = 4096
    private var bytes = [UInt8](repeating: 0, count: chunk)
    private var unseen = 0..<0
    /// How many of the bytes to be read next were typed while the terminal was in charge of lines.
    private var ofLineMode = 0
    /// Whether ^D among them counts for nothing.
    private var dropsEnds = false
    /// How many of those to be read ahead were typed before it was: no line has to end them.
    private var ofKeyMode = 0

    var isEmpty: Bool { unseen.isEmpty }

    mutating func next() -> UInt8? {
        guard let place = unseen.first else { return nil }
        unseen = place + 1..<unseen.upperBound
        return bytes[place]
    }

    /// Reads what there is, or waits for it; as `read` does, with its error's number. To be called when all was looked at.
    mutating func read(from descriptor: Int32) -> (count: Int, code: Int32) {
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        let code = count < 0 ? errno : 0
        unseen = 0..<max(0, count)
        if ofLineMode > 0 { takeEnds() }
        return (count, code)
    }

    /// A terminal in charge of lines keeps ^D as a NUL.
    private mutating func takeEnds() {
        let ahead = unseen.prefix(ofLineMode)
        ofLineMode -= ahead.count
        let kept = dropsEnds ? bytes[ahead].filter { $0 != 0 } : bytes[ahead].map { $0 == 0 ? 0x04 : $0 }
        bytes.replaceSubrange(ahead.suffix(kept.count), with: kept)
        unseen.removeFirst(ahead.count - kept.count)
    }

    /// Whether more may be read ahead.
    var hasRoom: Bool { unseen.count < 16 * Self.chunk }

    /// Reads a line from a terminal in charge of lines, behind what is there; true if ^D ended it. Nil if it can't be read.
    mutating func readAhead(from descriptor: Int32) -> Bool? {
        var line = [UInt8](repeating: 0, count: Self.chunk)
        let count = Glibc.read(descriptor, &line, line.count)
        guard count >= 0 else { return nil }
        bytes = Array(bytes[unseen] + line[..<count])
        unseen = 0..<bytes.count
        bytes += [UInt8](repeating: 0, count: max(0, Self.chunk - bytes.count))
        let wereKeys = ofKeyMode > 0
        ofKeyMode = max(0, ofKeyMode - count)
        return !wereKeys && (count == 0 || line[count - 1] != UInt8(ascii: "\n"))
    }

    /// Says that a line begins, how many bytes wait in the terminal, which was in charge of lines up to now, and whether ^D among them is none.
    mutating func beginLine(waiting: Int, dropsEnds: Bool) { (ofLineMode, self.dropsEnds) = (waiting, dropsEnds) }

    /// Says that a line is over and the terminal in charge of the next ones, and how many bytes waited in it then.
    mutating func endLine(waiting: Int) { ofKeyMode = waiting }

    mutating func discard() { unseen = 0..<0 }
}
