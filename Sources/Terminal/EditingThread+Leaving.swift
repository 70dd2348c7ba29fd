import CEditLine
import Glibc
import TerminalText
import Workers

/// Ways out of a line that is not at its end.
extension EditingThread {
    /// Ends the reading of the line, which goes whole to an editor. Its place on the screen is cleared: what comes next begins there.
    func endForEditor(_ line: [Unicode.Scalar], cursor: Int, reason: LineToEdit.Reason, isScript: Bool = false) -> CommandResult {
        let text = String(scalars: line)
        reading.ending = .edit(LineToEdit(text: text, cursor: cursor, reason: reason, isScript: isScript))
        removeHint()
        clearBlock(rowsAbove: layout(columns: drawnSize.columns).cursorRow)
        return .endOfInput
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
        stopJob()
        return resume()
    }

    func stopJob() {
        if let suspend = configuration.suspend { suspend() } else { ce_stop_job() }
        note(link.wake.drain())
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
