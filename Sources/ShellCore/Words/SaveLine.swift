package import TerminalText

/// The one line that is redrawn while a video is being saved.
package enum SaveLine {
    /// `saving tween-0012.mp4 · 3.1 of 9.8 MB  ^C: stop`, at most `columns` cells wide.
    ///
    /// - Parameters:
    ///   - count: how many videos are being saved or wait for that; of several, that is said first.
    ///   - key: what ^C does, as far as there is room to say so.
    package static func text(
        _ name: String,
        _ progress: SaveProgress,
        of count: Int,
        columns: Int,
        key: String = "^C: stop"
    ) -> StyledText {
        var line = count > 1 ? StyledText("\(count) videos  ", .faint) : StyledText()
        line.append("saving ")
        line.append(Sanitizer.oneLine(name), .strong)
        line.append(" · \(progress)")
        let hint = "  \(key)"
        if line.width + DisplayWidth.of(hint) < columns { line.append(hint, .faint) }
        return line.cut(toWidth: max(1, columns - 1))
    }
}

/// How much of a video has been saved.
package struct SaveProgress: Sendable, Hashable, CustomStringConvertible {
    private let received: Int
    private let expected: Int?

    /// - Parameters:
    ///   - received: bytes that are on disk.
    ///   - expected: bytes that there will be; nil if the service does not say.
    package init(received: Int, expected: Int?) {
        self.received = received
        self.expected = expected
    }

    /// `3.1 of 9.8 MB`, `812 KB of 9.8 MB`, `3.1 MB`.
    package var description: String {
        let done = ByteCount(received).description
        guard let all = expected.map({ ByteCount($0).description }) else { return done }
        let unit = all.drop { $0 != " " }
        return (done.hasSuffix(unit) ? String(done.dropLast(unit.count)) : done) + " of " + all
    }
}
