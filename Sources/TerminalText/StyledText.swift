/// What a piece of text is, from which a terminal chooses how it looks.
package enum Style: CaseIterable, Sendable, Hashable {
    case plain
    /// Headings, and what a person should see first.
    case strong
    /// Hints, defaults, what is less important.
    case faint
    case error
    case warning
    case success
    /// Words that can be typed as they stand: fields, commands, values.
    case accent
}

/// Text with styles as a value. It holds no escape sequence, and one that is in its text never reaches a terminal as such.
package struct StyledText: Sendable, Hashable {
    /// A run of text in one style.
    package struct Span: Sendable, Hashable {
        package var text: String
        package var style: Style
    }

    /// The runs, in order; none is empty.
    package private(set) var spans: [Span]

    /// Text in one style.
    package init(_ text: String = "", _ style: Style = .plain) {
        spans = text.isEmpty ? [] : [Span(text: text, style: style)]
    }

    /// The text without its styles.
    package var plain: String { spans.map(\.text).joined() }

    package var isEmpty: Bool { spans.isEmpty }

    /// Adds text at the end.
    package mutating func append(_ text: String, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        if let last = spans.last, last.style == style {
            spans[spans.count - 1].text += text
        } else {
            spans.append(Span(text: text, style: style))
        }
    }

    /// Adds another text at the end.
    package mutating func append(_ other: StyledText) {
        for span in other.spans { append(span.text, span.style) }
    }

    package static func + (a: StyledText, b: StyledText) -> StyledText {
        var sum = a
        sum.append(b)
        return sum
    }
}

extension StyledText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}
