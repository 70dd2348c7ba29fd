/// Makes what cannot be seen visible, so that text from a server, a file or a paste can neither steer the terminal nor hide anything.
///
/// Escaped as `\u{1b}`: controls but LF and TAB (so CR, ESC, DEL and C1 too), bidi controls, zero-width and other default-ignorable
/// scalars, tags, line and paragraph separators, format characters without a shape, noncharacters. What belongs where it stands stays;
/// `ScalarContext` says when. The result is for the eye: it cannot be turned back, since `\u{1b}` may also have been typed.
package enum Sanitizer {
    /// The text with everything invisible escaped. A text without any is returned as it is; a second pass changes nothing.
    package static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.isInvisible) else { return text }
        let context = ScalarContext(text)
        var result = ""
        for index in context.indices { result += context.shown(at: index) }
        return result
    }

    /// The visible text in one row, for table cells and notices: a line break is shown as ↵, a tab as a space.
    package static func oneLine(_ text: String) -> String {
        let visible = visible(text)
        guard visible.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return visible }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: visible.unicodeScalars.lazy.map(\.onOneLine))
        return String(result)
    }

    /// How many scalars ``visible(_:)`` would escape, for "contains 2 invisible characters".
    package static func hiddenCount(in text: String) -> Int {
        guard text.unicodeScalars.contains(where: \.isInvisible) else { return 0 }
        let context = ScalarContext(text)
        return context.indices.count(where: context.escapes(at:))
    }
}

extension Unicode.Scalar {
    /// Shows nothing by itself, or steers what stands round it. LF and TAB are let through.
    fileprivate var isSteering: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: !isVisibleFormat
        default: properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
        }
    }

    /// Must be escaped unless its neighbours give it a meaning. The first two rows spare common text the look at its properties.
    var isInvisible: Bool {
        switch value {
        case 0x20...0x7E, 0x09, 0x0A: false
        case 0x3165...0xFDCF: false
        default: isSteering
        }
    }

    /// This scalar in a text that must stay in one row.
    var onOneLine: Unicode.Scalar {
        switch self {
        case "\n": "↵"
        case "\t": " "
        default: self
        }
    }
}
