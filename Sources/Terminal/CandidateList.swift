import TerminalText

/// Candidates laid out for the place above the line.
struct CandidateList {
    var rows: Int
    var columns: Int

    private struct Entry {
        let text: String
        let meaning: String
        let isAvailable: Bool

        init(_ candidate: CompletionCandidate, isAvailable: Bool) {
            text = Sanitizer.oneLine(candidate.text)
            meaning = Sanitizer.oneLine(candidate.meaning)
            self.isAvailable = isAvailable
        }

        /// A row of both, the text in so many cells.
        func row(_ indent: Int) -> StyledText {
            StyledText(text.cut(toWidth: indent).padded(toWidth: indent + 2), isAvailable ? .accent : .faint)
                + StyledText(meaning, isAvailable ? .plain : .faint)
        }
    }

    /// Rows of candidates, at most a third of the screen, none wider than it; the last row says how many are left out.
    /// What is not available stands at the end, faint.
    func lay(_ candidates: [CompletionCandidate], unavailable: [CompletionCandidate] = []) -> StyledText {
        let entries = candidates.map { Entry($0, isAvailable: true) } + unavailable.map { Entry($0, isAvailable: false) }
        let room = max(1, rows / 3)
        return entries.contains { !$0.meaning.isEmpty }
            ? layWithMeanings(entries, room: room) : layInColumns(entries.map(\.text), room: room)
    }

    private func layWithMeanings(_ entries: [Entry], room: Int) -> StyledText {
        let shown = entries.count <= room ? entries[...] : entries.prefix(max(1, room - 1))
        let indent = min(shown.map { DisplayWidth.of($0.text) }.max() ?? 0, columns / 2)
        var result = StyledText()
        for entry in shown { result.append(entry.row(indent).cut(toWidth: columns - 1) + "\n") }
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
