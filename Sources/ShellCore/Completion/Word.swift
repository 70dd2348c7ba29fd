/// The word under the cursor, with its quotes understood.
struct Word {
    /// What it says so far.
    let text: String
    /// Where it stands in the line.
    let range: Range<String.Index>
    /// Where it begins in Unicode scalars.
    let start: Int
    /// The quote that is open, if one is.
    let quote: Character?

    /// The last word of a line; empty behind a blank.
    init(endOf line: Substring, in whole: String) {
        var text = ""
        var quote: Character?
        var begin = line.startIndex
        var position = line.startIndex
        var openedBy: Character?
        while position < line.endIndex {
            let character = line[position]
            let next = line.index(after: position)
            if let open = quote {
                if character == open { quote = nil } else { text.append(character) }
            } else if character.isWhitespace {
                (text, begin, openedBy) = ("", next, nil)
            } else if character == "\\", next < line.endIndex {
                text.append(line[next])
                position = line.index(after: next)
                continue
            } else if character == "\"" || character == "'" {
                quote = character
                openedBy = character
            } else {
                text.append(character)
            }
            position = next
        }
        self.text = text
        self.quote = quote ?? openedBy
        range = begin..<line.endIndex
        start = whole.unicodeScalars.distance(from: whole.unicodeScalars.startIndex, to: begin)
    }

    /// Those that begin like the word, whatever the case.
    func completions(_ suggestions: [Suggestion], appendsSpace: Bool = true) -> Completions {
        let typed = text.lowercased()
        let fitting = suggestions.filter { $0.text.lowercased().hasPrefix(typed) }
        return Completions(start: start, suggestions: fitting.map { Suggestion(quoted($0.text), $0.meaning) }, appendsSpace: appendsSpace)
    }

    /// A text with the quotes that it needs, or that were begun.
    func quoted(_ text: String) -> String {
        guard quote != nil || text.contains(where: { $0.isWhitespace || "'\"\\".contains($0) }) else { return text }
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        // A folder's quote stays open, so that its entries can be completed.
        return text.hasSuffix("/") ? "\"" + escaped : "\"\(escaped)\""
    }
}
