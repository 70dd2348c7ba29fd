/// Where prompt and line stand on the screen.
///
/// Each row is ended by a line break of its own (`ce_end_rows`), so a terminal that breaks its lines anew for another width breaks each of these
/// rows for itself. `fillGaps` has their cells be what is reckoned with here.
struct LineLayout: Equatable {
    /// A row that has no text at its end.
    struct Gap: Equatable {
        let row: Int
        let column: Int
    }

    /// Rows count from the prompt's.
    private(set) var cursorRow = 0
    private(set) var cursorColumn = 0
    private(set) var lastRow = 0
    private(set) var lastColumn = 0
    /// Those of the rows above the cursor's, as they were drawn.
    private(set) var gaps: [Gap] = []

    /// Lays out `line` after a prompt of `promptWidth` cells as it is drawn on a terminal of `drawnColumns`, and as a terminal that breaks its
    /// lines anew shows it when it has `columns`.
    init(
        promptWidth: Int,
        line: some Collection<Unicode.Scalar>,
        cursor: Int,
        drawnColumns: Int,
        columns: Int,
        width: (Unicode.Scalar) -> Int
    ) {
        var rows = Rows(drawnColumns: drawnColumns, columns: columns)
        for _ in 0..<promptWidth { rows.put(1, isBlank: false) }
        for (index, scalar) in line.enumerated() {
            if index == cursor {
                // The rows above the cursor's hold what is before the row of the cell that it is on.
                let cells = scalar >= "\u{A0}" ? width(scalar) : 1
                setCursor(rows.placing(cells))
            }
            switch scalar {
            case "\n": rows.end()
            case "\t": repeat { rows.put(1, isBlank: true) } while rows.drawnColumn % 8 != 0
            case " ": rows.put(1, isBlank: true)
            case "!"..."~": rows.put(1, isBlank: false)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                rows.put(1, isBlank: false)
                rows.put(1, isBlank: false)
            default: rows.put(width(scalar), isBlank: false)
            }
        }
        (lastRow, lastColumn) = (rows.row, rows.column)
        if cursor >= line.count { setCursor(rows.placing(1)) }
    }

    private mutating func setCursor(_ rows: Rows) {
        (cursorRow, cursorColumn, gaps) = (rows.row, rows.column, rows.gaps)
    }

    private struct Rows {
        let drawnColumns: Int
        let columns: Int
        private(set) var row = 0
        private(set) var column = 0
        private(set) var drawnColumn = 0
        private(set) var gaps: [Gap] = []
        private var drawnRow = 0
        private var textEnd = 0

        init(drawnColumns: Int, columns: Int) { (self.drawnColumns, self.columns) = (max(2, drawnColumns), max(2, columns)) }

        mutating func put(_ cells: Int, isBlank: Bool) {
            if drawnColumn + cells > drawnColumns { end() }
            if column + cells > columns { (row, column) = (row + 1, 0) }
            column += cells
            drawnColumn += cells
            if !isBlank { textEnd = drawnColumn }
            if drawnColumn >= drawnColumns { end() }
        }

        /// Ends the row that was drawn, its rest filled with blanks.
        mutating func end() {
            if textEnd < drawnColumns { gaps.append(Gap(row: drawnRow, column: textEnd)) }
            let blanks = drawnColumns - drawnColumn - (columns - column)
            row += 1 + (blanks > 0 ? (blanks + columns - 1) / columns : 0)
            drawnRow += 1
            (column, drawnColumn, textEnd) = (0, 0, 0)
        }

        /// As they are before something of so many cells, with its place the next one.
        func placing(_ cells: Int) -> Rows {
            var rows = self
            if drawnColumn + cells > drawnColumns { rows.end() } else if column + cells > columns { (rows.row, rows.column) = (row + 1, 0) }
            return rows
        }
    }
}
