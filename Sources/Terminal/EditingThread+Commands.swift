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

    /// Puts in what was pasted, or what the line begins with.
    func insertPending() -> CommandResult {
        guard let editor, !pendingInsert.isEmpty else { return .nothing }
        defer { pendingInsert = [] }
        return el_winsertstr(editor, wide(pendingInsert)) == 0 ? .refresh : .beep
    }

    /// Tab.
    func complete() -> CommandResult {
        let (scalars, cursor) = line
        let asked = CompletionRequest(line: String(String.UnicodeScalarView(scalars)), cursor: cursor)
        switch request.completion(asked).step(line: scalars, cursor: cursor) {
        case .nothing: return .beep
        case .replace(let line, let cursor): return replaceLine(line, cursor: cursor) ? .refresh : .beep
        case .list(let candidates):
            let size = TerminalSize(of: configuration.input)
            let list = CandidateList(rows: size.rows, columns: size.columns)
            link.addNotice(list.lay(candidates))
            mayPrintNotices = true
            return .redisplay
        }
    }
}
