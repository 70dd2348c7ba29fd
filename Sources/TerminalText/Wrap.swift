extension StyledText {
    /// Lines of at most `width` cells: broken between words, in Chinese and Japanese between characters, and anywhere where nothing else fits.
    ///
    /// A line break in the text stays one; blanks at a break are dropped. Widths under 10 count as 10, indents leave at least half of the width.
    /// - Parameters:
    ///   - indent: blanks before the first line.
    ///   - hanging: blanks before the others; as `indent` if nil.
    package func wrapped(toWidth width: Int, indent: Int = 0, hanging: Int? = nil) -> [StyledText] {
        let width = max(width, Layout.narrowest)
        let first = min(max(0, indent), width / 2)
        let rest = min(max(0, hanging ?? indent), width / 2)
        let lines = wrappedLines(first: width - first, rest: width - rest)
        return lines.enumerated().map { index, line in
            line.isEmpty ? line : StyledText(String(repeating: " ", count: index == 0 ? first : rest)) + line
        }
    }

    /// The lines without indents; the widths are at least 2.
    func wrappedLines(first: Int, rest: Int) -> [StyledText] {
        let breaker = LineBreaker(cells: Array(plain.cells))
        let lines = breaker.lines(first: first, rest: rest)
        return lines.isEmpty ? [StyledText()] : lines.map(slice)
    }
}

extension String {
    /// As ``StyledText/wrapped(toWidth:indent:hanging:)``.
    package func wrapped(toWidth width: Int, indent: Int = 0, hanging: Int? = nil) -> [String] {
        StyledText(self).wrapped(toWidth: width, indent: indent, hanging: hanging).map(\.plain)
    }
}

/// What all layouts share.
enum Layout {
    /// The narrowest terminal that is served: in a narrower one, the terminal itself breaks the lines.
    static let narrowest = 10
}
