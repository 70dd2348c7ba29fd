import CEditLine
import Glibc
import TerminalText

/// ^R and ^S. The keys of a search do not reach libedit: each is taken on its way, and libedit is given the key that draws the outcome.
/// So it never waits in the middle of a command of its own, and notices are printed as ever.
extension EditingThread {
    /// ^R and ^S, which begin alike, and vi's `/` and `?`, after which Enter ends the search and does not run the find.
    func beginSearch(key: UInt32) -> CommandResult {
        searchRunsOnEnter = key != UInt32(UInt8(ascii: "/")) && key != UInt32(UInt8(ascii: "?"))
        reading.search = HistorySearch(from: editedLine, in: historyEntries(), former: formerPattern, compose: configuration.compose)
        noteRecall(of: [])
        drawPrompt()
        return .refresh
    }

    /// Takes an event that belongs to a search. False if there is none, or the event is told of above the line.
    func deliverToSearch(_ event: InputEvent) -> Bool {
        guard var search = reading.search, !event.isRefused else { return false }
        let answer = search.take(event, runsOnEnter: searchRunsOnEnter)
        if !search.pattern.isEmpty { formerPattern = search.pattern }
        switch answer {
        case .goesOn: reading.search = search
        case .refused:
            write("\u{07}")
            flush()
            return true
        case .left: endSearch(with: search.original, walk: HistoryWalk())
        case .accepted: endSearch(with: search.line, walk: search.walk)
        case .acceptedThen(let event):
            endSearch(with: search.line, walk: search.walk)
            deliver(event)
        }
        reading.outgoing.insert(PrivateKey.drawSearch.scalar, at: 0)
        return true
    }

    /// Draws the find under the search's prompt; after the search, the line that it left under the line's own.
    func drawSearch() -> CommandResult {
        drawPrompt()
        guard let search = reading.search else {
            defer { reading.searchResult = nil }
            return recall(reading.searchResult)
        }
        var found = search.line
        // Of a find that the screen can't hold the beginning is enough to know it by.
        if !fits(found.scalars) { found = EditedLine(scalars: found.scalars.prefix(drawnSize.columns) + ["…"], cursor: 0) }
        return replaceLine(found.scalars, cursor: found.cursor) ? .refresh : .beep
    }

    /// The prompt of a search, one cell or two for each scalar; nil if there is none.
    var searchPrompt: [Unicode.Scalar]? {
        guard let search = reading.search else { return nil }
        let head = search.isFailing ? "(no match)'" : "(search)'"
        return Array(head.unicodeScalars) + shown(search.pattern) + Array("': ".unicodeScalars)
    }

    /// A pattern in one row, at most half a screen of its end.
    private func shown(_ pattern: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let text = Sanitizer.oneLine(String(scalars: pattern)).unicodeScalars
        // libedit writes what has no width over what follows.
        let cells = text.map { ($0, cellWidth($0)) }.filter { $0.1 > 0 }
        var room = drawnSize.columns / 2
        let end = cells.reversed().prefix { cell in
            room -= cell.1
            return room >= 0
        }
        return (end.count < cells.count ? ["…"] : []) + end.reversed().map { $0.0 }
    }

    private func endSearch(with line: EditedLine, walk: HistoryWalk) {
        (reading.search, reading.searchResult, reading.walk) = (nil, line, walk)
    }
}
