import TerminalText

/// Candidates laid out for the place above the line.
struct CandidateList {
    var rows: Int
    var columns: Int

    /// Rows of candidates, at most a third of the screen, none wider than it; the last row says how many are left out.
    func lay(_ candidates: [CompletionCandidate]) -> StyledText {
        let entries = candidates.map { (text: Sanitizer.oneLine($0.text), meaning: Sanitizer.oneLine($0.meaning)) }
        let room = max(1, rows / 3)
        return candidates.contains { !$0.meaning.isEmpty }
            ? layWithMeanings(entries, room: room) : layInColumns(entries.map(\.text), room: room)
    }

    private func layWithMeanings(_ entries: [(text: String, meaning: String)], room: Int) -> StyledText {
        let shown = entries.count <= room ? entries[...] : entries.prefix(max(1, room - 1))
        let indent = min(shown.map { DisplayWidth.of($0.text) }.max() ?? 0, columns / 2)
        var result = StyledText()
        for entry in shown {
            let row = StyledText(entry.text.cut(toWidth: indent).padded(toWidth: indent + 2), .accent) + StyledText(entry.meaning)
            result.append(row.cut(toWidth: columns - 1) + "\n")
        }
        return result + rest(entries.count - shown.count)
    }

    private func layInColumns(_ texts: [String], room: Int) -> StyledText {
        let cell = min((texts.map(DisplayWidth.of).max() ?? 0) + 2, max(2, columns - 1))
        let perRow = max(1, (columns - 1) / cell)
        let shown = texts.prefix(texts.count <= room * perRow ? texts.count : max(1, room - 1) * perRow)
        let height = (shown.count + perRow - 1) / perRow
        var result = StyledText()
        for row in 0..<height {
            // Down the columns, as in a dictionary.
            let cells = stride(from: row, to: shown.count, by: height).map { shown[$0].cut(toWidth: cell - 2).padded(toWidth: cell) }
            result.append(StyledText(cells.joined(), .accent) + "\n")
        }
        return result + rest(texts.count - shown.count)
    }

    private func rest(_ count: Int) -> StyledText {
        count > 0 ? StyledText("+\(count) more\n", .faint) : StyledText()
    }
}
