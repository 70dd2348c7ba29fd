/// What layout never splits: a visible character of at most two cells.
///
/// A character wider than that, such as an Indic cluster of three consonants, comes as several, so that it fits any width from 2.
struct Cell {
    let text: String
    let width: Int

    /// The text without the joiners at its end, which would join nothing at the end of a line, and there be escaped.
    var atLineEnd: Substring {
        let scalars = text.unicodeScalars
        guard let last = scalars.lastIndex(where: { $0 != "\u{200C}" && $0 != "\u{200D}" }) else { return "" }
        return text[..<scalars.index(after: last)]
    }

    /// The parts of one character.
    static func parts(of character: Character) -> [Cell] {
        let width = DisplayWidth.of(character)
        guard width > 2 else { return [Cell(text: String(character), width: width)] }
        var parts: [String] = []
        for scalar in character.unicodeScalars {
            if DisplayWidth.of(scalar) == 0, let last = parts.popLast() {
                parts.append(last + String(Character(scalar)))
            } else {
                parts.append(String(Character(scalar)))
            }
        }
        return parts.map { Cell(text: $0, width: DisplayWidth.of($0)) }
    }
}

extension String {
    /// The cells of this text, found as they are asked for.
    var cells: some Sequence<Cell> { lazy.flatMap(Cell.parts) }
}
