import VideoAPI

/// The user's own words on a task.
enum TaskNote {
    /// In Unicode scalars after NFC.
    static let limit = 500

    /// Reads a note: NFC, newlines as single blanks; nil for an empty one, which takes the note away.
    ///
    /// - Throws: for one that is too long, and for a NUL.
    static func read(_ typed: Substring) throws(ShellError) -> String? {
        let range = typed.startIndex..<typed.endIndex
        let text = settled(typed)
        let count = TextLimit.count(text)
        guard count <= limit else { throw ShellError(.noteTooLong(count: count, limit: limit), at: range) }
        guard !text.unicodeScalars.contains("\0") else { throw ShellError(.noteHasNUL, at: range) }
        return text.isEmpty ? nil : text
    }

    /// The text that would be kept.
    static func settled(_ typed: Substring) -> String {
        let lines = Lexer.verbatim(typed.trimmingBlanks()).split(whereSeparator: \.isNewline).map { $0.trimmingBlanks() }
        return TextLimit.normalised(lines.joined(separator: " "))
    }
}
