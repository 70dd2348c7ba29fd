import CEditLine
import Synchronization

extension EditingThread {
    /// Up: the entry before, whole.
    func historyBack() -> CommandResult {
        // A walk of its own: the entries depend on the line's request, which is not to be read while a part of the same value changes.
        var walk = reading.walk
        let recalled = walk.back(from: editedLine) { historyEntries() }
        reading.walk = walk
        return recall(recalled)
    }

    /// Down: the entry after, and at last what was being typed.
    func historyForward() -> CommandResult { recall(reading.walk.forward(from: editedLine)) }

    /// The entries as they are now.
    func historyEntries() -> HistoryEntries { link.history.withLock { $0.entries(scope: reading.request.historyScope) } }

    /// The line as it stands.
    var editedLine: EditedLine {
        let (scalars, cursor) = line
        return EditedLine(scalars: scalars, cursor: cursor)
    }

    /// Puts a line in the place of what stands there; one that the screen can't hold goes to an editor.
    func recall(_ recalled: EditedLine?) -> CommandResult {
        guard let recalled else { return .beep }
        noteRecall(of: recalled.scalars)
        return putUp(recalled.scalars, cursor: recalled.cursor)
    }

    /// libedit's own commands, which `.editrc` may bind, walk the history by this. What it returns stays until the next call.
    func stepThroughHistory(_ step: Int32) -> WideBuffer? {
        let everything = HistoryPattern.beginning([])
        let match: HistoryEntries.Match?
        switch step {
        case H_FIRST:
            stepped = (historyEntries(), 0)
            match = stepped.entries.older(from: 0, everything)
        case H_LAST: match = stepped.entries.newer(from: .max - 1, everything)
        case H_NEXT: match = stepped.entries.older(from: stepped.position + 1, everything)
        case H_PREV: match = stepped.entries.newer(from: stepped.position - 1, everything)
        default: return nil
        }
        guard let match else { return nil }
        stepped.position = match.position
        searched.fill(stepped.entries.text(at: match.position).unicodeScalars)
        return searched
    }
}
