import VideoAPI

/// A text that is given line by line: `set prompt <<END`, the text, `END`.
package struct OpenText: Sendable, Hashable {
    /// The line that began it.
    let opening: String
    /// The field's name as it was typed.
    let field: String
    /// The line that ends it.
    package let end: String
    /// Where it was begun, when that was in a script.
    var place: ScriptPlace?
    private(set) var lines: [String] = []

    /// Recognises the beginning: `set`, a field that takes text, and `<<` with a word behind it.
    init?(opening line: String) {
        let words = line[...].trimmingBlanks().split(maxSplits: 3, whereSeparator: \.isWhitespace)
        guard words.count == 3, words[0].lowercased() == "set", words[2].hasPrefix("<<") else { return nil }
        let end = words[2].dropFirst(2)
        guard end.first?.isLetter == true, end.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        guard let field = Field.typed(String(words[1])), case .text = field.kind else { return nil }
        opening = line
        self.field = String(words[1])
        self.end = String(end)
    }

    /// Takes the next line; true when it was the last, which is not a part of the text.
    mutating func take(_ line: String) -> Bool {
        guard line[...].trimmingBlanks() != end else { return true }
        lines.append(line)
        return false
    }

    /// What was given, its lines as they are.
    var text: String { lines.joined(separator: "\n") }

    /// What it sets.
    var assignments: [Assignment] {
        get throws(ShellError) { [Assignment(field: try Field.expected(named: field[...]), text: text, range: nil)] }
    }

    /// All of it as a script has it.
    var script: String { ([opening] + lines + [end]).joined(separator: "\n") }
}
