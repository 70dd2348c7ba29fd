import CEditLine
import Glibc
import Synchronization
import TerminalText

extension EditingThread {
    /// ^D: the end on an empty line, else the character under the cursor goes.
    func endOrDelete() -> CommandResult {
        var (scalars, cursor) = line
        guard !scalars.isEmpty else {
            reading.ending = .endOfInput
            write("\n")
            return .endOfInput
        }
        guard cursor < scalars.count else { return .beep }
        scalars.remove(at: cursor)
        return replaceLine(scalars, cursor: cursor) ? .refresh : .beep
    }

    /// End. In vi's insert mode libedit's own stops before the last character.
    func moveToEnd() -> CommandResult {
        guard let editor else { return .nothing }
        let (scalars, cursor) = line
        el_cursor(editor, Int32(clamping: scalars.count - cursor))
        return .refresh
    }

    /// Has the line be drawn to its end with `^C` after it, before it is dropped.
    func markInterrupt() -> CommandResult {
        let scalars = line.scalars + ["^", "C"]
        return replaceLine(scalars, cursor: scalars.count) ? .refresh : .nothing
    }

    /// Enter with a key held: a line end that belongs to the text.
    func insertNewline() -> CommandResult {
        guard let editor, !reading.request.discardsTypeahead else { return .beep }
        let (scalars, cursor) = line
        guard fits(scalars[..<cursor] + ["\n"] + scalars[cursor...]) else { return .beep }
        return el_winsertstr(editor, wide("\n")) == 0 ? .refresh : .beep
    }

    /// Ctrl-_: the line as it was a step before.
    func undoTyping() -> CommandResult {
        guard let former = reading.undo.back(from: line.scalars) else { return .beep }
        return replaceLine(former.scalars, cursor: former.cursor) ? .refresh : .beep
    }

    /// Ctrl-X Ctrl-E: on with the line in an editor. An answer to a question is no line to edit.
    func edit() -> CommandResult {
        guard reading.request.keepsHistory else { return .beep }
        let (scalars, cursor) = line
        return endForEditor(scalars, cursor: cursor, reason: .asked, isScript: reading.isScript)
    }

    /// Tab.
    func complete() -> CommandResult {
        let (scalars, cursor) = line
        let asked = CompletionRequest(line: String(scalars: scalars), cursor: cursor)
        let answer = reading.request.completion(asked)
        switch answer.step(line: scalars, cursor: cursor) {
        case .nothing: return .beep
        case .replace(let line, let cursor): return putUp(line, cursor: cursor)
        case .list(let candidates):
            // It stands there already.
            if reading.listed == asked { return .beep }
            reading.listed = asked
            let size = TerminalSize(of: configuration.input)
            let list = CandidateList(rows: size.rows, columns: size.columns)
            link.addNotice(list.lay(candidates, unavailable: answer.unavailable))
            mayPrintNotices = true
            return .redisplay
        }
    }

    /// Puts another line in the line's place; one that the screen cannot hold goes to an editor.
    func putUp(_ scalars: [Unicode.Scalar], cursor: Int) -> CommandResult {
        guard fits(scalars) else { return endForEditor(scalars, cursor: cursor, reason: .tooTall) }
        return replaceLine(scalars, cursor: cursor) ? .refresh : .beep
    }
}
