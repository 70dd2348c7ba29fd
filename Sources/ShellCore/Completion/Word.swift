/// The word under the cursor, with its quotes understood.
struct Word {
    /// What it says so far.
    let text: String
    /// Where it stands in the line.
    let range: Range<String.Index>
    /// Where it begins in Unicode scalars.
    let start: Int
    /// The quote that was begun, if one was.
    private let quote: Character?

    /// The last word of a line; empty behind a blank.
    init(endOf line: Substring, in whole: String) {
        var text = ""
        var open: Character?
        var openedBy: Character?
        var begin = line.startIndex
        var position = line.startIndex
        while position < line.endIndex {
            let character = line[position]
            position = line.index(after: position)
            if character == "\\", open != "'", position < line.endIndex {
                text.append(line[position])
                position = line.index(after: position)
            } else if character == open {
                open = nil
            } else if open != nil {
                text.append(character)
            } else if character.isWhitespace {
                (text, begin, openedBy) = ("", position, nil)
            } else if character == "\"" || character == "'" {
                (open, openedBy) = (character, character)
            } else {
                text.append(character)
            }
        }
        self.text = text
        quote = openedBy
        range = begin..<line.endIndex
        start = whole.unicodeScalars.distance(from: whole.startIndex, to: begin)
    }

    private init(text: String, start: Int, quote: Character?) {
        self.text = text
        self.start = start
        self.quote = quote
        range = text.startIndex..<text.endIndex
    }

    /// The part of the word from a place on, such as the value behind an equals sign.
    func part(from index: String.Index) -> Word {
        Word(text: String(text[index...]), start: start + text[..<index].unicodeScalars.count, quote: quote)
    }

    /// Those that begin like the word, whatever the case.
    func completions(_ suggestions: [Suggestion], appendsSpace: Bool = true) -> Completions {
        let typed = text.lowercased()
        let fitting = suggestions.filter { $0.text.lowercased().hasPrefix(typed) }
        return Completions(start: start, suggestions: fitting.map { Suggestion(quoted($0.text), $0.meaning) }, appendsSpace: appendsSpace)
    }

    /// A text with the quotes that it needs, or that were begun.
    private func quoted(_ text: String) -> String {
        let plain = Lexer.quote(text)
        // `--wait` and `&` are offered as what they are.
        let isWord = !text.contains { $0.isWhitespace || "'\"\\".contains($0) }
        guard quote != nil || !isWord else { return text }
        let whole = plain == text ? "\"\(text)\"" : plain
        // A folder's quote stays open, so that its entries can be completed.
        return text.hasSuffix("/") ? String(whole.dropLast()) : whole
    }
}
