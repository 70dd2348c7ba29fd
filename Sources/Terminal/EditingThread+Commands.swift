import CEditLine
import Glibc
import Synchronization
import TerminalText

extension EditingThread {
    /// ^D: the end on an empty line, else the character under the cursor goes.
    func endOrDelete() -> CommandResult {
        var (scalars, cursor) = line
        guard !scalars.isEmpty else {
            ending = .endOfInput
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
        guard let editor, !request.discardsTypeahead else { return .beep }
        let (scalars, cursor) = line
        guard fits(scalars[..<cursor] + ["\n"] + scalars[cursor...]) else { return .beep }
        return el_winsertstr(editor, wide("\n")) == 0 ? .refresh : .beep
    }

    /// Ctrl-_: the line as it was a step before.
    func undoTyping() -> CommandResult {
        guard let former = undo.back(from: line.scalars) else { return .beep }
        return replaceLine(former.scalars, cursor: former.cursor) ? .refresh : .beep
    }

    /// Ctrl-X Ctrl-E: on with the line in an editor. An answer to a question is no line to edit.
    func edit() -> CommandResult {
        guard request.keepsHistory else { return .beep }
        let (scalars, cursor) = line
        return endForEditor(scalars, cursor: cursor, reason: .asked, isScript: isScript)
    }

    /// Tab.
    func complete() -> CommandResult {
        let (scalars, cursor) = line
        let asked = CompletionRequest(line: String(String.UnicodeScalarView(scalars)), cursor: cursor)
        switch request.completion(asked).step(line: scalars, cursor: cursor) {
        case .nothing: return .beep
        case .replace(let line, let cursor): return putUp(line, cursor: cursor)
        case .list(let candidates):
            // It stands there already.
            if listed == asked { return .beep }
            listed = asked
            let size = TerminalSize(of: configuration.input)
            let list = CandidateList(rows: size.rows, columns: size.columns)
            link.addNotice(list.lay(candidates))
            mayPrintNotices = true
            return .redisplay
        }
    }

    /// Up: the entry before, whole.
    func historyBack() -> CommandResult {
        let typed = String(String.UnicodeScalarView(line.scalars))
        return show(walk.back(from: typed) { link.history.withLock { $0.entries() } })
    }

    /// Down: the entry after, and at last what was being typed.
    func historyForward() -> CommandResult { show(walk.forward()) }

    /// libedit's own searches walk the history by this.
    func stepThroughHistory(_ step: Int32) -> WideBuffer? {
        switch step {
        case H_FIRST:
            searchEntries = link.history.withLock { $0.entries() }
            searchPosition = searchEntries.count - 1
        case H_LAST: searchPosition = 0
        case H_NEXT: searchPosition -= 1
        case H_PREV: searchPosition += 1
        default: return nil
        }
        guard searchEntries.indices.contains(searchPosition) else { return nil }
        searched.fill(searchEntries[searchPosition].unicodeScalars)
        return searched
    }

    private func show(_ entry: String?) -> CommandResult {
        guard let entry else { return .beep }
        let scalars = Array(entry.unicodeScalars)
        noteRecall(of: scalars)
        return putUp(scalars, cursor: scalars.count)
    }

    /// Puts another line in the line's place; one that the screen cannot hold goes to an editor.
    func putUp(_ scalars: [Unicode.Scalar], cursor: Int) -> CommandResult {
        guard fits(scalars) else { return endForEditor(scalars, cursor: cursor, reason: .tooTall) }
        return replaceLine(scalars, cursor: cursor) ? .refresh : .beep
    }
}
