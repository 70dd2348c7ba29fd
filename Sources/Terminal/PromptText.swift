import TerminalText

/// A prompt as libedit takes it.
enum PromptText {
    /// Stands on both sides of a part that takes no room.
    static let mark: Unicode.Scalar = "\u{01}"

    /// The prompt's characters, with colour changes between marks. All are printable ASCII: what is not is shown as an escape.
    static func scalars(of prompt: StyledText, colour: Bool) -> [Unicode.Scalar] {
        let cells = plainCells(of: prompt)
        guard colour else { return cells.map(\.scalar) }
        var result: [Unicode.Scalar] = []
        var current = Style.plain
        for (index, cell) in cells.enumerated() {
            // libedit ties a colour change to the character after it and loses one at the end: so the last character is plain.
            let style = index == cells.count - 1 ? .plain : cell.style
            if style != current {
                result.append(mark)
                let off = current == .plain || style == .plain ? "" : Style.plain.escape
                result += (off + style.escape).unicodeScalars
                result.append(mark)
                current = style
            }
            result.append(cell.scalar)
        }
        return result
    }

    /// How many cells the prompt takes.
    static func width(of prompt: StyledText) -> Int { plainCells(of: prompt).count }

    private static func plainCells(of prompt: StyledText) -> [(scalar: Unicode.Scalar, style: Style)] {
        prompt.spans.flatMap { span in
            span.text.unicodeScalars.flatMap { scalar -> [(scalar: Unicode.Scalar, style: Style)] in
                let shown = (" "..."~").contains(scalar) ? [scalar] : Array("\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
                return shown.map { ($0, span.style) }
            }
        }
    }
}
