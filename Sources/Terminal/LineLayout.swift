/// Rows of the block, drawn for former widths, that a terminal has taken into its scrollback. They stand directly above what it has left.
struct LostRows: Equatable {
    /// The cells of each of their characters, in the rows as they were drawn.
    var rows: [[Int]] = []
    /// The last row was broken, and goes on in the next that is drawn.
    var isOpen = false
    /// When the block was drawn below them.
    var drawn: ContinuousClock.Instant?
}

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

    /// Rows count from the prompt's, or the first of the lost ones.
    private(set) var cursorRow = 0
    private(set) var cursorColumn = 0
    private(set) var lastRow = 0
    private(set) var lastColumn = 0
    /// Those of the rows above the cursor's, as they were drawn.
    private(set) var gaps: [Gap] = []
    /// The first rows, of as many as was asked for.
    private(set) var head = LostRows()

    /// Lays out `line` after a prompt of `promptWidth` cells as it is drawn on a terminal of `drawnColumns`, and as a terminal that breaks its
    /// lines anew shows it when it has `columns`, together with what it has `lost`; one that `splitsWide` does not care where a wide character
    /// is broken.
    init(
        below lost: LostRows = LostRows(),
        promptWidth: Int,
        line: some Collection<Unicode.Scalar>,
        cursor: Int,
        drawnColumns: Int,
        columns: Int,
        splitsWide: Bool = false,
        headRows: Int = 0,
        width: (Unicode.Scalar) -> Int
    ) {
        var rows = Rows(drawnColumns: drawnColumns, columns: columns, splitsWide: splitsWide, headRows: headRows)
        rows.put(lost)
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
        head = rows.head
        head.isOpen = head.rows.last?.isEmpty == false
        if !head.isOpen { _ = head.rows.popLast() }
    }

    private mutating func setCursor(_ rows: Rows) {
        (cursorRow, cursorColumn, gaps) = (rows.row, rows.column, rows.gaps)
    }

    private struct Rows {
        let drawnColumns: Int
        let columns: Int
        let splitsWide: Bool
        let headRows: Int
        private(set) var row = 0
        private(set) var column = 0
        private(set) var drawnColumn = 0
        private(set) var gaps: [Gap] = []
        /// The last of these rows is still open.
        private(set) var head = LostRows(rows: [[]])
        private var drawnRow = 0
        private var textEnd = 0

        init(drawnColumns: Int, columns: Int, splitsWide: Bool, headRows: Int) {
            (self.drawnColumns, self.columns) = (max(2, drawnColumns), max(2, columns))
            (self.splitsWide, self.headRows) = (splitsWide, headRows)
        }

        mutating func put(_ lost: LostRows) {
            for (index, cells) in lost.rows.enumerated() {
                for cell in cells { place(cell) }
                if index < lost.rows.count - 1 || !lost.isOpen { breakRow() }
            }
        }

        mutating func put(_ cells: Int, isBlank: Bool) {
            if drawnColumn + cells > drawnColumns { end() }
            if splitsWide { for _ in 0..<cells { place(1) } } else { place(cells) }
            drawnColumn += cells
            if !isBlank { textEnd = drawnColumn }
            if drawnColumn >= drawnColumns { end() }
        }

        /// Ends the row that was drawn, its rest filled with blanks.
        mutating func end() {
            if textEnd < drawnColumns { gaps.append(Gap(row: drawnRow, column: textEnd)) }
            for _ in 0..<max(0, drawnColumns - drawnColumn) { place(1) }
            breakRow()
            drawnRow += 1
            (drawnColumn, textEnd) = (0, 0)
        }

        private mutating func place(_ cells: Int) {
            if column + cells > columns { (row, column) = (row + 1, 0) }
            column += cells
            if row < headRows { head.rows[head.rows.count - 1].append(cells) }
        }

        private mutating func breakRow() {
            if row < headRows { head.rows.append([]) }
            (row, column) = (row + 1, 0)
        }

        /// As they are before something of so many cells, with its place the next one.
        func placing(_ cells: Int) -> Rows {
            var rows = self
            if drawnColumn + cells > drawnColumns {
                rows.end()
            } else if column + (splitsWide ? 1 : cells) > columns {
                (rows.row, rows.column) = (row + 1, 0)
            }
            return rows
        }
    }
}
