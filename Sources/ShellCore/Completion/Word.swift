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

    /// Whether a quote was begun in it.
    var isQuoted: Bool { quote != nil }

    /// The last word of a line, cut as ``Lexer`` cuts; empty behind a blank.
    init(endOf line: Substring, in whole: String) {
        let scalars = line.unicodeScalars
        var text = String.UnicodeScalarView()
        var open: Unicode.Scalar?
        var openedBy: Unicode.Scalar?
        var begin = line.startIndex
        var position = line.startIndex
        while position < scalars.endIndex {
            let scalar = scalars[position]
            position = scalars.index(after: position)
            let next = position < scalars.endIndex ? scalars[position] : nil
            if scalar == "\\", let next, open == nil || open == "\"" && (next == "\"" || next == "\\") {
                text.append(next)
                position = scalars.index(after: position)
            } else if scalar == open {
                open = nil
            } else if open != nil {
                text.append(scalar)
            } else if scalar.properties.isWhitespace {
                text.removeAll()
                (begin, openedBy) = (position, nil)
            } else if scalar == "\"" || scalar == "'" {
                (open, openedBy) = (scalar, scalar)
            } else {
                text.append(scalar)
            }
        }
        self.text = String(text)
        quote = openedBy.map(Character.init)
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
        // `--wait` and `&` are offered as what they are.
        let written = quote == nil ? fitting : fitting.map { Suggestion(quoted($0.text), $0.meaning) }
        return Completions(start: start, suggestions: written, appendsSpace: appendsSpace)
    }

    /// A path as the line has to have it: with backslashes where it needs them, or in the quotes that were begun.
    /// Those of a folder stay open, so that its entries can be completed.
    func path(_ text: String) -> String {
        guard quote == nil else { return text.hasSuffix("/") ? String(quoted(text).dropLast()) : quoted(text) }
        if text == "&" { return "\\&" }
        var escaped = String.UnicodeScalarView()
        if text.utf8.first == UInt8(ascii: "-") { escaped.append("\\") }
        for scalar in text.unicodeScalars {
            if scalar == "'" || scalar == "\"" || scalar == "\\" || scalar.properties.isWhitespace { escaped.append("\\") }
            escaped.append(scalar)
        }
        // A `;` at the end of a word is taken for the end of a command.
        if text.utf8.last == UInt8(ascii: ";") { escaped.insert("\\", at: escaped.index(before: escaped.endIndex)) }
        return String(escaped)
    }

    /// A text in quotes, whether it needs them or not.
    private func quoted(_ text: String) -> String {
        let quoted = Lexer.quote(text)
        return quoted == text ? "\"\(text)\"" : quoted
    }
}
