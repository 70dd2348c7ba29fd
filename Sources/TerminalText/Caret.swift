/// A typed line with carets under the part that a message is about.
package enum Caret {
    /// The line (a window of it where it is too long), the carets with the label behind them, and the label on lines of its own if it has no room.
    ///
    /// The line is made visible first, and the range follows. No result is wider than `width`; widths under 10 count as 10.
    /// - Parameters:
    ///   - scalars: offsets into the line in Unicode scalars, clamped to it; an empty range marks the place, which may be the line's end.
    ///   - label: one line without its own indent, such as `did you mean "size"?`.
    package static func lines(_ source: String, marking scalars: Range<Int>, width: Int, label: StyledText = StyledText()) -> [StyledText] {
        let line = MarkedLine(source, marking: scalars)
        let width = max(width, Layout.narrowest)
        let window = line.window(width: width - indent)
        let before = indent + (window.lowerBound > 0 ? 1 : 0) + line.width(of: window.lowerBound..<line.marked.lowerBound)
        let carets = max(1, line.width(of: line.marked.clamped(to: window)))

        var marks = StyledText(blanks(before))
        marks.append(String(repeating: "^", count: carets), .error)
        let text = StyledText(blanks(indent) + line.text(in: window))
        if label.isEmpty { return [text, marks] }
        let label = label.oneLine
        if before + carets + 1 + label.width <= width { return [text, marks + StyledText(" ") + label] }
        return [text, marks] + label.wrapped(toWidth: width, indent: indent)
    }

    /// As above, for a range of the line's own indices.
    package static func lines(
        _ source: String,
        marking range: Range<String.Index>,
        width: Int,
        label: StyledText = StyledText()
    ) -> [StyledText] {
        let range = range.clamped(to: source.startIndex..<source.endIndex)
        let lower = source.unicodeScalars.distance(from: source.startIndex, to: range.lowerBound)
        let count = source.unicodeScalars.distance(from: range.lowerBound, to: range.upperBound)
        return lines(source, marking: lower..<lower + count, width: width, label: label)
    }

    private static let indent = 2

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
