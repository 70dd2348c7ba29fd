import VideoAPI

/// The value that a cursor stands in, of a line that may still have open quotes.
struct OpenAssignment {
    let field: Field
    let text: String

    /// Nil where no value is under way.
    init?(in line: Substring, at cursor: String.Index) {
        if let read = try? AssignmentLine(line) {
            let under = read.assignments.last { $0.range.map { $0.lowerBound <= cursor && cursor <= $0.upperBound } ?? false }
            guard let under = under ?? Self.unclosed(read.assignments.last, in: line, at: cursor) else { return nil }
            (field, text) = (under.field, under.text ?? "")
            return
        }
        // A text wants quotes, or a name is not whole: the last `name=` before the cursor whose name is a field's, and not in quotes.
        let scalars = line.unicodeScalars
        var rest = scalars[..<min(max(cursor, scalars.startIndex), scalars.endIndex)]
        while let equals = rest.lastIndex(of: "=") {
            rest = scalars[..<equals]
            let start = rest.lastIndex { $0.properties.isWhitespace }.map(scalars.index(after:)) ?? scalars.startIndex
            guard let field = Field.typed(String(line[start..<equals])), (try? Lexer.tokens(in: line[..<start])) != nil else { continue }
            let value = line[scalars.index(after: equals)...]
            self.field = field
            text = value.hasPrefix("\"") || value.hasPrefix("'") ? String(value.dropFirst()) : Lexer.verbatim(value)
            return
        }
        return nil
    }

    /// A text that goes on behind the blank that was typed last: it is in no quotes, or in quotes that are still open.
    private static func unclosed(_ assignment: Assignment?, in line: Substring, at cursor: String.Index) -> Assignment? {
        guard let assignment, case .text = assignment.field.kind, let range = assignment.range, range.upperBound <= cursor,
            assignment.text == String(line[range].trimmingBlanks())
        else { return nil }
        return assignment
    }
}
