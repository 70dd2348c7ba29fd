/// A line as the interpreter will read it: what an answer answers stands before it, and an alias is what it stands for.
struct ReadLine {
    let text: String
    /// How many Unicode scalars a place is further on in it than in the line that was typed.
    let shift: Int

    /// - Parameter lead: what stands before the line, unseen.
    init(_ line: String, behind lead: String = "", in session: Session) {
        let whole = lead + line
        let text = whole[...].drop(while: \.isWhitespace)
        let word = text.firstWord
        // While the word itself is typed it may become another one.
        guard word.endIndex < text.endIndex, !AssignmentLine.begins(text), let expansion = session.settings.aliases[String(word)] else {
            self.text = whole
            shift = lead.unicodeScalars.count
            return
        }
        self.text = whole[..<text.startIndex] + expansion + text[word.endIndex...]
        shift = lead.unicodeScalars.count + expansion.unicodeScalars.count - word.unicodeScalars.count
    }
}
