import Glibc

/// What was typed and read, and not looked at yet. It outlives a line: what came with its end belongs to the next one.
struct TypedBytes {
    private var bytes = [UInt8](repeating: 0, count: 4096)
    private var unseen = 0..<0
    /// How many of the bytes to be read next were typed while the terminal was in charge of lines.
    private var ofLineMode = 0

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
        // A terminal in charge of lines keeps ^D as a NUL.
        for place in unseen.prefix(ofLineMode) where bytes[place] == 0 { bytes[place] = 0x04 }
        ofLineMode = max(0, ofLineMode - unseen.count)
        return (count, code)
    }

    /// Says that a line begins, and how many bytes wait in the terminal, which was in charge of lines up to now.
    mutating func beginLine(waiting: Int) { ofLineMode = waiting }

    mutating func discard() { unseen = 0..<0 }
}
