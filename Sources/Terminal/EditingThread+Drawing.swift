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
        guard let character, reading.posture.isPlain, reading.search == nil else { return false }
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
        reading.request.prompt = prompt
        drawPrompt()
    }

    /// Has libedit draw what stands before the line: the pattern of a search, or the prompt behind the help that stands there.
    func drawPrompt() {
        let short = StyledText(shownHint.short.isEmpty ? "" : shownHint.short + " ")
        let text = short + reading.request.prompt
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
}
