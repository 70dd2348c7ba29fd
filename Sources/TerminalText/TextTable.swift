/// Columns of text, laid out by display width for a terminal, or as tab-separated values for a pipe.
package struct TextTable: Sendable, Hashable {
    /// What happens to a text that is wider than its column.
    package enum Overflow: Sendable, Hashable {
        /// Nothing: the column is always as wide as its widest text.
        case keep
        /// The text is cut, with an ellipsis.
        case cut
        /// The text goes on below, in its column.
        case wrap
    }

    /// How one column is laid out.
    package struct Column: Sendable, Hashable {
        /// Shown above the column, before each value where the window is too narrow for columns (but not before the first, which heads its
        /// block there), and in the header of the tab-separated values.
        package var title: String
        package var alignment: Alignment
        package var overflow: Overflow
        /// The fewest cells that the column may shrink to; at least 2.
        package var minimum: Int
        /// Columns of the lowest priority give way first; among equals the widest does.
        package var priority: Int

        package init(
            _ title: String,
            alignment: Alignment = .leading,
            overflow: Overflow = .keep,
            minimum: Int = 8,
            priority: Int = 0
        ) {
            self.title = title
            self.alignment = alignment
            self.overflow = overflow
            self.minimum = max(2, minimum)
            self.priority = priority
        }
    }

    package var columns: [Column]
    /// The cells by row. A row may be short; what it has beyond the columns is not shown.
    package var rows: [[StyledText]]
    /// Whether the titles stand above the columns.
    package var showsHeader: Bool

    package init(columns: [Column], rows: [[StyledText]] = [], showsHeader: Bool = true) {
        self.columns = columns
        self.rows = rows
        self.showsHeader = showsHeader
    }

    /// The table in lines of at most `width` cells, indented by two. Widths under 10 count as 10.
    ///
    /// All text is sanitised first. If the columns do not fit even at their minimum, each row becomes a block: the first value, and below it
    /// `title: value` lines. A value without a title goes on behind the one before it.
    package func lines(width: Int) -> [StyledText] {
        let width = max(width, Layout.narrowest)
        let grid = rows.map { row in columns.indices.map { row.indices.contains($0) ? row[$0].oneLine : StyledText() } }
        let titles = columns.map { StyledText(Sanitizer.oneLine($0.title), .faint) }
        let header = showsHeader ? [titles] : []
        guard let widths = ColumnWidths(of: columns, for: header + grid, within: width) else {
            return grid.flatMap { Self.block($0, titles: titles, width: width) }
        }
        return header.flatMap { widths.lines(of: $0) } + grid.flatMap { widths.lines(of: $0) }
    }

    /// One line of tab-separated values for each row, sanitised, a tab or line break inside a cell written as `\t` or `\n`.
    ///
    /// A backslash stays as it is, so that paths can be read; exact values are the business of the JSON output.
    package func tabSeparated(header: Bool = false) -> [String] {
        let titles = header ? [columns.map(\.title)] : []
        let values = rows.map { row in columns.indices.map { row.indices.contains($0) ? row[$0].plain : "" } }
        return (titles + values).map { $0.map(Self.tabFree).joined(separator: "\t") }
    }
}

extension TextTable {
    private static func block(_ row: [StyledText], titles: [StyledText], width: Int) -> [StyledText] {
        var entries: [StyledText] = []
        for (title, value) in zip(titles, row).dropFirst() where !value.isEmpty {
            if title.isEmpty, let last = entries.popLast() {
                entries.append(last + StyledText("  ") + value)
            } else {
                entries.append(title.isEmpty ? value : title + StyledText(": ", .faint) + value)
            }
        }
        return (row.first ?? StyledText()).wrapped(toWidth: width, indent: 0, hanging: 2)
            + entries.flatMap { $0.wrapped(toWidth: width, indent: 2, hanging: 3) }
    }

    private static func tabFree(_ text: String) -> String {
        Sanitizer.visible(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
