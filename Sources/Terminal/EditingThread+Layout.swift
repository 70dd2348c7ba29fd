import CEditLine
import Glibc
import TerminalText
import Workers

/// Where the block of prompt and line stands on the screen, and what keeps it there.
extension EditingThread {
    /// As many cells as libedit gives a character.
    var cellWidth: (Unicode.Scalar) -> Int {
        { Int(ce_cell_width(wchar_t(bitPattern: $0.value))) }
    }

    /// Where the block of prompt and line stands on a screen that is `columns` wide, below what was lost of it before.
    func layout(below lost: LostRows = LostRows(), columns: Int, splitsWide: Bool = false, headRows: Int = 0) -> LineLayout {
        let (scalars, cursor) = isHidden ? ([], 0) : line
        let pattern = isHidden ? [] : searchPrompt
        return LineLayout(
            below: lost,
            promptWidth: pattern == nil ? promptWidth : 0,
            line: (pattern ?? []) + scalars,
            cursor: (pattern?.count ?? 0) + cursor,
            drawnColumns: drawnSize.columns,
            columns: columns,
            splitsWide: splitsWide,
            headRows: headRows,
            width: cellWidth
        )
    }

    /// Whether libedit can show a line: past the window's height, less a row for a notice and one for the counter, its picture is wrong.
    func fits(_ line: some Collection<Unicode.Scalar>) -> Bool {
        let layout = LineLayout(
            promptWidth: promptWidth,
            line: line,
            cursor: 0,
            drawnColumns: drawnSize.columns,
            columns: drawnSize.columns,
            width: cellWidth
        )
        let free = max(0, drawnSize.rows - 3) - layout.lastRow
        // However it grows, a character takes no more than a row.
        shortCount = line.count + free
        return free >= 0
    }

    /// Whether the line fits by its mere number of characters, so that nothing has to be measured at each key.
    func isShort(adding count: Int) -> Bool {
        guard let editor, let info = el_wline(editor)?.pointee, let start = info.buffer else { return true }
        return info.lastchar - start + count <= shortCount
    }

    /// Clears the screen from the block's first row on, with the cursor so many rows below it, as far as the screen goes.
    func clearBlock(rowsAbove: Int) {
        // The row is cleared for itself so that tmux forgets that it runs on in the next. The blank keeps the cursor from the screen's very first
        // place, from where tmux takes clearing for leave to keep it all in its scrollback.
        write("\r" + (rowsAbove > 0 ? "\u{1B}[\(rowsAbove)A" : "") + "\u{1B}[2K \u{1B}[J\r")
    }

    /// Makes sure of the cells that it depends on where a terminal moves the cursor for a new width: the ends of the rows above it, and its own
    /// cell. libedit leaves blanks at a row's end out or not, as it comes, and some terminals do not count them there unless they have a style.
    func fillGaps() {
        let block = layout(columns: drawnSize.columns)
        let isAtEnd = block.cursorRow == block.lastRow && line.cursor >= line.scalars.count
        var text = ""
        var row = block.cursorRow
        let style = configuration.usesColour ? "1;90" : "1"
        for gap in block.gaps {
            text += "\u{1B}[\(abs(row - gap.row))\(row > gap.row ? "A" : "B")\u{1B}[\(gap.column + 1)G"
            text += "\u{1B}[\(style)m" + String(repeating: " ", count: drawnSize.columns - gap.column) + "\u{1B}[m"
            row = gap.row
        }
        if row < block.cursorRow { text += "\u{1B}[\(block.cursorRow - row)B" }
        let column = "\u{1B}[\(block.cursorColumn + 1)G"
        if !block.gaps.isEmpty { text += column }
        if isAtEnd { text += " " + column }
        write(text)
    }
}
