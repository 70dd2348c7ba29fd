import TerminalText
import VideoAPI

/// A text that runs over its limit.
struct Overrun: Sendable, Hashable {
    private let text: String
    private let limit: Int
    private let count: Int

    /// Nil for a problem of another kind.
    init?(_ problem: Problem) {
        guard case .tooLong(let text, let count, let limit) = problem.reason else { return nil }
        self.text = text
        self.limit = limit
        self.count = count
    }

    /// The text around its limit, with a mark where it runs over, in about one line of a terminal.
    func line(columns: Int) -> StyledText {
        let scalars = Array(text.unicodeScalars)
        let mark = Self.mark(count - limit)
        let room = max(4, (columns - DisplayWidth.of(mark) - 4) / 2)
        let over = min(limit, scalars.count)
        var before = Self.text(scalars[max(0, over - room)..<over])[...]
        while DisplayWidth.of(before) > room { before.removeFirst() }
        let after = Self.text(scalars[over..<min(over + room + 1, scalars.count)]).cut(toWidth: room)
        var line = StyledText("  …\(before)")
        line.append(mark, .error)
        line.append(after, .faint)
        return line
    }

    /// A whole text with the mark in it, for an editor; it runs over its limit.
    static func marked(_ text: String, limit: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count > limit else { return text }
        let (kept, over) = (String.UnicodeScalarView(scalars[..<limit]), String.UnicodeScalarView(scalars[limit...]))
        return String(kept) + mark(scalars.count - limit) + String(over)
    }

    /// The mark that stands in a text, if one does.
    static func mark(in text: String) -> String? {
        var rest = text[...]
        while let start = rest.firstIndex(of: "⟨") {
            rest = rest[start...].dropFirst()
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if let count = Int(digits), text[start...].hasPrefix(mark(count)) { return mark(count) }
        }
        return nil
    }

    private static func mark(_ excess: Int) -> String { "⟨\(Phrase.count(excess, "character")) too many from here⟩" }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        Sanitizer.oneLine(String(String.UnicodeScalarView(scalars)))
    }
}
