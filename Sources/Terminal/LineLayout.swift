/// Where libedit puts prompt and line on the screen.
struct LineLayout: Equatable {
    /// Rows count from the prompt's.
    private(set) var cursorRow = 0
    private(set) var cursorColumn = 0
    private(set) var lastRow = 0
    private(set) var lastColumn = 0

    /// Lays out `line` after a prompt of `promptWidth` cells on a terminal that had `drawnColumns` when it was drawn, and now has `columns`.
    /// A terminal breaks what was drawn anew at its new width, the blanks included with which libedit filled rows that had no room for a wide character.
    init(
        promptWidth: Int,
        line: some Collection<Unicode.Scalar>,
        cursor: Int,
        drawnColumns: Int,
        columns: Int,
        width: (Unicode.Scalar) -> Int
    ) {
        var drawn = Rows(columns: drawnColumns)
        var shown = Rows(columns: columns)
        func put(_ cells: Int) {
            while drawn.column + cells > drawn.columns, drawn.column > 0 {
                drawn.put(1)
                shown.put(1)
            }
            drawn.put(cells)
            shown.put(cells)
        }
        for _ in 0..<promptWidth { put(1) }
        for (index, scalar) in line.enumerated() {
            if index == cursor { (cursorRow, cursorColumn) = (shown.row, shown.column) }
            switch scalar {
            case "\n":
                drawn.breakLine()
                shown.breakLine()
            case "\t":
                repeat { put(1) } while drawn.column % 8 != 0
            case " "..."~": put(1)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                put(1)
                put(1)
            default: put(width(scalar))
            }
        }
        (lastRow, lastColumn) = (shown.row, shown.column)
        if cursor >= line.count { (cursorRow, cursorColumn) = (lastRow, lastColumn) }
    }

    private struct Rows {
        let columns: Int
        var row = 0
        var column = 0

        init(columns: Int) { self.columns = max(2, columns) }

        mutating func put(_ cells: Int) {
            if column + cells > columns { breakLine() }
            column += cells
            if column >= columns { breakLine() }
        }

        mutating func breakLine() {
            row += 1
            column = 0
        }
    }
}
