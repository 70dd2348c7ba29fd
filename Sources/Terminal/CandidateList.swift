import TerminalText

/// Candidates laid out for the place above the line.
struct CandidateList {
    var rows: Int
    var columns: Int
    /// Cells that a text takes.
    var width: (String) -> Int

    /// Rows of candidates, at most a third of the screen, none wider than it; the last row says how many are left out.
    func lay(_ candidates: [CompletionCandidate]) -> StyledText {
        let room = max(1, rows / 3)
        return candidates.contains { !$0.meaning.isEmpty } ? layWithMeanings(candidates, room: room) : layInColumns(candidates, room: room)
    }

    private func layWithMeanings(_ candidates: [CompletionCandidate], room: Int) -> StyledText {
        let shown = candidates.count <= room ? candidates[...] : candidates.prefix(max(1, room - 1))
        let indent = min(shown.map { width($0.text) }.max() ?? 0, columns / 2)
        var result = StyledText()
        for candidate in shown {
            let name = cut(candidate.text, to: candidate.meaning.isEmpty ? columns - 1 : indent)
            result.append(name, .accent)
            if !candidate.meaning.isEmpty {
                let gap = max(0, indent - width(name)) + 2
                result.append(String(repeating: " ", count: gap) + cut(candidate.meaning, to: columns - 1 - indent - 2))
            }
            result.append("\n")
        }
        return result + rest(candidates.count - shown.count)
    }

    private func layInColumns(_ candidates: [CompletionCandidate], room: Int) -> StyledText {
        let cell = min((candidates.map { width($0.text) }.max() ?? 0) + 2, max(2, columns - 1))
        let perRow = max(1, (columns - 1) / cell)
        let fits = candidates.count <= room * perRow
        let shown = candidates.prefix(fits ? candidates.count : max(1, room - 1) * perRow)
        let height = (shown.count + perRow - 1) / perRow
        var result = StyledText()
        for row in 0..<height {
            // Down the columns, as in a dictionary.
            for index in stride(from: row, to: shown.count, by: height) {
                let text = cut(shown[index].text, to: columns - 1)
                let isLast = index + height >= shown.count
                result.append(text, .accent)
                if !isLast { result.append(String(repeating: " ", count: max(0, cell - width(text)))) }
            }
            result.append("\n")
        }
        return result + rest(candidates.count - shown.count)
    }

    private func rest(_ count: Int) -> StyledText {
        count > 0 ? StyledText("+\(count) more\n", .faint) : StyledText()
    }

    private func cut(_ text: String, to limit: Int) -> String {
        guard width(text) > limit else { return text }
        var result = ""
        var used = 1
        for character in text {
            used += width(String(character))
            if used > limit { break }
            result.append(character)
        }
        return limit > 0 ? result + "…" : ""
    }
}
