/// The cells that each column of a table gets, and its rows drawn by them.
struct ColumnWidths {
    private let columns: [TextTable.Column]
    private var widths: [Int]

    private static let indent = 2
    private static let gutter = 2

    /// The widths at which the rows fit; nil if there are none. A column without any text gets no room and no gutter.
    init?(of columns: [TextTable.Column], for rows: [[StyledText]], within width: Int) {
        self.columns = columns
        let natural = columns.indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
        widths = zip(columns, natural).map { $0.overflow == .keep ? $1 : min($1, width) }
        let gutters = max(0, natural.count { $0 > 0 } - 1) * Self.gutter
        let room = width - Self.indent - gutters
        while widths.reduce(0, +) > room {
            guard let column = nextToShrink() else { return nil }
            widths[column] -= 1
        }
    }

    private func nextToShrink() -> Int? {
        let candidates = columns.indices.filter { columns[$0].overflow != .keep && widths[$0] > columns[$0].minimum }
        return candidates.max { (-columns[$0].priority, widths[$0]) < (-columns[$1].priority, widths[$1]) }
    }

    /// One row: as many lines as its tallest cell has. No line ends in blanks.
    func lines(of row: [StyledText]) -> [StyledText] {
        let parts = columns.indices.map { column in
            columns[column].overflow == .wrap
                ? row[column].wrappedLines(first: widths[column], rest: widths[column])
                : [row[column].cut(toWidth: widths[column])]
        }
        let height = parts.map(\.count).max() ?? 0
        return (0..<height).map { index in line(of: parts.map { $0.indices.contains(index) ? $0[index] : StyledText() }) }
    }

    private func line(of parts: [StyledText]) -> StyledText {
        var line = StyledText()
        var blanks = Self.indent
        for (column, part) in parts.enumerated() where widths[column] > 0 {
            let free = max(0, widths[column] - part.width)
            if part.isEmpty {
                blanks += widths[column] + Self.gutter
            } else {
                let before = columns[column].alignment == .trailing ? free : 0
                line.append(String(repeating: " ", count: blanks + before))
                line.append(part)
                blanks = free - before + Self.gutter
            }
        }
        return line
    }
}
