import TerminalText

/// Where the help for a line stands.
enum HintPlace: Equatable {
    case nowhere
    /// At the right end of the line's only row, from this column on.
    case right(StyledText, column: Int)
    /// In front of the prompt.
    case before(String)

    /// Decides by the block that prompt and line make without help, on a screen of `columns`.
    init(_ hint: LineHint, besides block: LineLayout, columns: Int) {
        // The last column stays free: text in it makes a terminal wrap. Long help is cut rather than left out, but not to less than half a row.
        let text = hint.right.oneLine.cut(toWidth: columns / 2)
        let column = columns - 1 - text.width
        if block.lastRow == 0, text.isEmpty || block.lastColumn + Self.gap <= column {
            self = text.isEmpty ? .nowhere : .right(text, column: column)
        } else {
            self = hint.short.isEmpty || DisplayWidth.of(hint.short) > columns / 3 ? .nowhere : .before(hint.short)
        }
    }

    /// Blanks between the line and its help.
    static let gap = 2
}
