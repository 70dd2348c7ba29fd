import CEditLine
import Glibc
import TerminalText
import Workers

extension EditingThread {
    var isVi: Bool { editor.map(ce_is_vi) ?? false }

    /// The line as it stands in libedit's buffer; the cursor counts scalars.
    var line: (scalars: [Unicode.Scalar], cursor: Int) {
        guard let editor, let info = el_wline(editor)?.pointee, let start = info.buffer else { return ([], 0) }
        let characters = UnsafeBufferPointer(start: start, count: info.lastchar - start)
        return (characters.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) }, info.cursor - start)
    }

    /// Replaces the line; false without memory.
    func replaceLine(_ scalars: [Unicode.Scalar], cursor: Int) -> Bool {
        guard let editor else { return false }
        shortCount = 0
        return ce_replace_line(editor, wide(scalars), Int32(clamping: scalars.count), Int32(clamping: cursor)) == 0
    }

    /// Whether what libedit makes of this character can be drawn by shifting the rest of a row, of which only as much is written as changes. What
    /// libedit finds unchanged at a row's end may begin with a wide character's right half; so no character may be wide, now or before.
    func canShift(_ character: Unicode.Scalar?) -> Bool {
        guard let character, posture.isPlain, search == nil else { return false }
        guard (" "..."\u{7F}").contains(character) || character == "\u{08}" || character == PrivateKey.refresh.scalar else { return false }
        guard let editor, let info = el_wline(editor)?.pointee, let start = info.buffer else { return false }
        return UnsafeBufferPointer(start: start, count: info.lastchar - start).allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    func allowShifts(_ isAllowed: Bool) {
        guard let editor, isAllowed != allowsShifts else { return }
        allowsShifts = isAllowed
        ce_allow_shifts(editor, isAllowed)
    }

    /// Writes to the terminal in step with what libedit writes.
    func write(_ text: String) {
        guard let stream else { return }
        fputs(text, stream)
    }

    /// Has the terminal show all that was written so far.
    func flush() {
        if let stream { fflush(stream) }
        outlet.letOut()
    }

    /// Has the terminal show it when the thread waits for something, and not before.
    func hold() {
        if let stream { fflush(stream) }
        outlet.hold()
    }

    /// Has rows of the block end with line breaks of their own, with the cursor in the first column; 0 leaves rows to the terminal.
    func endRows(at columns: Int) {
        guard let stream else { return }
        ce_end_rows(stream, Int32(clamping: columns))
    }

    /// Prints what is waiting, if the cursor is where it may.
    func printNotices() {
        guard mayPrintNotices else { return }
        mayPrintNotices = false
        let notices = link.takeNotices()
        // Their rows are the terminal's to break anew.
        if !notices.isEmpty {
            endRows(at: 0)
            lostRows = LostRows()
        }
        defer { endRows(at: drawnSize.columns) }
        for notice in notices {
            let text = notice.rendered(colour: configuration.usesColour)
            write(text.hasSuffix("\n") ? text : text + "\n")
        }
        if let prompt = link.takePrompt() { show(prompt) }
        pace.note(at: .now)
    }

    /// Makes a text the line's prompt.
    func show(_ prompt: StyledText) {
        request.prompt = prompt
        drawPrompt()
    }

    /// Has libedit draw what stands before the line: the pattern of a search, or the prompt behind the help that stands there.
    func drawPrompt() {
        let short = StyledText(shownHint.short.isEmpty ? "" : shownHint.short + " ")
        let text = short + request.prompt
        shortCount = 0
        guard searchPrompt != nil || text != drawnPrompt else { return }
        prompt.fill(searchPrompt ?? PromptText.scalars(of: text, colour: configuration.usesColour))
        promptWidth = PromptText.width(of: text)
        drawnPrompt = searchPrompt == nil ? text : nil
    }

    /// Has the terminal show what follows all at once, if it knows how to.
    func beginUpdate() {
        guard isSynchronising, !isUpdating else { return }
        isUpdating = true
        write("\u{1B}[?2026h")
    }

    /// Lets the terminal show what was written.
    func endUpdate() {
        guard isUpdating else { return }
        isUpdating = false
        write("\u{1B}[?2026l")
        flush()
    }

    /// As many cells as libedit gives a character.
    var cellWidth: (Unicode.Scalar) -> Int {
        { Int(ce_cell_width(wchar_t(bitPattern: $0.value))) }
    }

    /// Where the block of prompt and line stands on a screen that is `columns` wide, below what was lost of it before.
    func layout(below lost: LostRows = LostRows(), columns: Int, splitsWide: Bool = false, headRows: Int = 0) -> LineLayout {
        let (scalars, cursor) = isHidden ? ([], 0) : line
        let search = isHidden ? [] : searchPrompt
        return LineLayout(
            below: lost,
            promptWidth: search == nil ? promptWidth : 0,
            line: (search ?? []) + scalars,
            cursor: (search?.count ?? 0) + cursor,
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

    /// Ends the reading of the line, which goes whole to an editor. Its place on the screen is cleared: what comes next begins there.
    func endForEditor(_ line: [Unicode.Scalar], cursor: Int, reason: LineToEdit.Reason, isScript: Bool = false) -> CommandResult {
        let text = String(scalars: line)
        ending = .edit(LineToEdit(text: text, cursor: cursor, reason: reason, isScript: isScript))
        removeHint()
        clearBlock(rowsAbove: layout(columns: drawnSize.columns).cursorRow)
        return .endOfInput
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

    /// Moves the cursor to the row below the line, and has what is there stay.
    func leaveBlock() {
        guard !isHidden else { return clearBlock(rowsAbove: 0) }
        removeHint()
        let layout = layout(columns: drawnSize.columns)
        write(String(repeating: "\n", count: layout.lastRow - layout.cursorRow + 1))
        flush()
    }

    /// ^Z: stops the job with the terminal as commands know it, and goes on with the line as it was.
    func suspend() -> CommandResult {
        guard let editor else { return .nothing }
        leaveBlock()
        write(PasteMarks.off)
        flush()
        ce_set_raw(editor, false)
        if let suspend = configuration.suspend { suspend() } else { ce_stop_job() }
        note(link.wake.drain())
        return resume()
    }

    /// After a stop: takes the terminal again and draws where the cursor is now.
    func resume() -> CommandResult {
        isResumed = false
        isResized = false
        resizing = Resizing(isMute: resizing.isMute)
        shownHint.right = nil
        lostRows = LostRows()
        guard let editor else { return .nothing }
        ce_set_raw(editor, false)
        ce_set_raw(editor, true)
        write("\r" + PasteMarks.on)
        el_resize(editor)
        drawnSize = TerminalSize(of: configuration.input)
        draw()
        return .nothing
    }
}
