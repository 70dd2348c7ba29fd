import TerminalText

/// As much of a terminal as libedit and we use.
struct ScreenModel {
    /// What becomes of lines when the width changes.
    enum Kind: CaseIterable {
        /// They are broken anew, as by tmux and most.
        case reflowing
        /// They stay where they are, and are cut, as by xterm.
        case keeping
        /// They are broken anew, and what no longer fits above the blank rows at the bottom goes to a scrollback, from which a taller window
        /// takes it back.
        case tmux
        /// Likewise; and a row of the scrollback that was broken goes on in the first row of the screen, even if that was written anew.
        case vte
        /// Likewise for all rows, but for those put in; without regard to wide characters, or to blanks without a style at a row's end.
        case screen

        var hasScrollback: Bool { [.tmux, .vte, .screen].contains(self) }
    }

    private struct Row {
        /// One text for each cell; the right half of a wide character is empty.
        var cells: [String] = []
        /// The text runs on in the next row.
        var isWrapped = false
    }

    private var lines: [Row] = [Row()]
    /// The lines above the screen.
    private var scrollback = 0
    private(set) var row = 0
    private(set) var column = 0
    private var height: Int
    private(set) var width: Int
    /// The last column was written, and the next character goes to the next row.
    private var isAtMargin = false
    /// A row that is full goes on in the next one.
    private var wraps = true
    private var partial: [UInt8] = []
    private(set) var unknown: [String] = []
    /// What the terminal answers to questions, until it is taken.
    var answers = ""
    private var saved = (row: 0, column: 0)
    private var isStyled = false
    /// How often several changes were shown at once.
    private(set) var updates = 0
    /// The last that came was the cell under the cursor, which the editor makes sure of before it waits for keys.
    private(set) var isSettled = false
    private var isAfterBlank = false
    /// A blank with a style.
    private static let styledBlank = "\u{E000}"
    private let kind: Kind

    init(rows: Int, columns: Int, kind: Kind = .reflowing) { (height, width, self.kind) = (rows, columns, kind) }

    /// The lines, those of the scrollback first, without blanks at their ends and blank lines at the end.
    var text: [String] { Self.text(of: lines[...]) }

    /// Those of them that are on the screen.
    var visible: [String] { Self.text(of: lines.dropFirst(scrollback)) }

    private static func text(of rows: ArraySlice<Row>) -> [String] {
        var text = rows.map { row -> String in
            let line = row.cells.map { $0 == styledBlank ? " " : $0 }.joined()
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        while text.last == "" { text.removeLast() }
        return text
    }

    mutating func feed(_ bytes: [UInt8]) {
        var input = partial + bytes
        partial = []
        // A sequence or character that is cut off waits for the rest.
        if let escape = input.lastIndex(of: 0x1B), !Self.isWhole(input[escape...]) {
            partial = Array(input[escape...])
            input.removeSubrange(escape...)
        } else if let lead = input.lastIndex(where: { $0 >= 0xC0 }), input.count - lead < Self.length(input[lead]) {
            partial = Array(input[lead...])
            input.removeSubrange(lead...)
        }
        var rest = String(decoding: input, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar != "\u{1B}" { isSettled = false }
            switch scalar {
            case "\u{1B}": sequence(&rest)
            case "\r": (column, isAtMargin) = (0, false)
            case "\n": newLine()
            case "\u{08}": (column, isAtMargin) = (max(0, column - 1), false)
            case "\u{07}", "\0": break
            default: put(scalar)
            }
        }
    }

    mutating func resize(rows: Int, columns: Int) {
        switch kind {
        case .reflowing: reflow(rows: rows, columns: columns)
        case .tmux, .vte, .screen:
            setHeight(rows)
            let blanks = scrollback + height - lines.count
            reflow(rows: rows, columns: columns)
            scrollback = max(0, lines.count + blanks - height)
            if row < scrollback { (row, column) = (scrollback, 0) }
        case .keeping:
            (height, width, isAtMargin) = (rows, columns, false)
            for index in lines.indices {
                lines[index].cells = Array(lines[index].cells.prefix(columns))
                lines[index].isWrapped = false
            }
            column = min(column, columns - 1)
        }
    }

    private mutating func setHeight(_ rows: Int) {
        let blanks = max(0, scrollback + height - lines.count)
        scrollback += rows < height ? max(0, height - rows - blanks) : -min(scrollback, rows - height)
        height = rows
    }

    private mutating func reflow(rows: Int, columns: Int) {
        // Logical lines are broken anew; the cursor stays with its character.
        var logical: [[String]] = [[]]
        var place = (line: 0, offset: 0)
        for (index, line) in lines.enumerated() {
            if index == row { place = (logical.count - 1, logical[logical.count - 1].count + column) }
            let isTrimmed = kind == .screen && !line.isWrapped
            let end = isTrimmed ? (line.cells.lastIndex { $0 != " " } ?? -1) + 1 : line.cells.count
            logical[logical.count - 1] += line.cells[..<max(end, index == row ? min(column + 1, line.cells.count) : 0)]
            if !line.isWrapped { logical.append([]) }
        }
        if logical.count > 1 { logical.removeLast() }
        (height, width, lines) = (rows, columns, [])
        for (index, cells) in logical.enumerated() {
            var current = Row()
            for (offset, cell) in cells.enumerated() {
                let isWide = kind != .screen && offset + 1 < cells.count && cells[offset + 1].isEmpty
                if current.cells.count + (isWide ? 2 : 1) > width, !cell.isEmpty || kind == .screen {
                    current.isWrapped = true
                    lines.append(current)
                    current = Row()
                }
                if place == (index, offset) { (row, column) = (lines.count, current.cells.count) }
                current.cells.append(cell)
            }
            if place.line == index, place.offset >= cells.count {
                (row, column) = (lines.count, min(width - 1, current.cells.count + place.offset - cells.count))
            }
            lines.append(current)
        }
        isAtMargin = false
    }

    private static func isWhole(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 2 else { return false }
        guard bytes[bytes.startIndex + 1] == UInt8(ascii: "[") else { return true }
        return bytes.dropFirst(2).contains { (0x40...0x7E).contains($0) }
    }

    private static func length(_ lead: UInt8) -> Int { lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2 }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let cells = DisplayWidth.of(scalar)
        isAfterBlank = scalar == " " && !isStyled
        guard cells > 0 else { return join(scalar) }
        if !wraps {
            (column, isAtMargin) = (min(column, width - cells), false)
        } else if isAtMargin || column + cells > width {
            lines[row].isWrapped = true
            newLine()
            column = 0
        }
        pad(to: column + cells)
        lines[row].cells[column] = scalar == " " && isStyled ? Self.styledBlank : String(scalar)
        if cells == 2 { lines[row].cells[column + 1] = "" }
        column += cells
        isAtMargin = column >= width
        if isAtMargin { column = width - 1 }
    }

    /// A mark without width goes to the character before it.
    private mutating func join(_ scalar: Unicode.Scalar) {
        let last = isAtMargin ? column : column - 1
        guard lines[row].cells.indices.contains(last) else { return }
        lines[row].cells[lines[row].cells[last].isEmpty ? last - 1 : last].unicodeScalars.append(scalar)
    }

    private mutating func newLine() {
        isAtMargin = false
        row += 1
        if row == lines.count { lines.append(Row()) }
        if kind.hasScrollback, row == scrollback + height { scrollback += 1 }
    }

    private mutating func pad(to count: Int) {
        while lines[row].cells.count < count { lines[row].cells.append(" ") }
    }

    private mutating func sequence(_ rest: inout Substring.UnicodeScalarView) {
        switch rest.popFirst() {
        case "[": break
        case "7": return saved = (row, column)
        case "8":
            (row, column) = saved
            isAtMargin = false
            return
        case let other:
            unknown.append(other.map { String($0) } ?? "")
            return
        }
        var parameters = ""
        while let scalar = rest.popFirst() {
            guard (0x40...0x7E).contains(scalar.value) else {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            return control(scalar, parameters)
        }
    }

    private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
        let count = max(1, Int(parameters) ?? 1)
        isAtMargin = false
        isSettled = final == "G" && isAfterBlank
        isAfterBlank = false
        switch final {
        case "A": row = max(scrollback, row - count)
        case "B": row = min(lines.count - 1, row + count)
        case "C": column = min(width - 1, column + count)
        case "D": column = max(0, column - count)
        case "G": column = min(width - 1, count - 1)
        case "K":
            eraseLine()
            if kind == .tmux, parameters == "2", row > 0 { lines[row - 1].isWrapped = false }
        case "H" where parameters.isEmpty: (row, column) = (scrollback, 0)
        case "J" where parameters == "2": lines = lines[..<scrollback] + Array(repeating: Row(), count: row - scrollback + 1)
        case "J" where parameters == "3": break
        case "J":
            eraseLine()
            for index in lines.indices.dropFirst(row + 1) { lines[index] = Row(isWrapped: kind == .screen && lines[index].isWrapped) }
            if kind != .screen { lines.removeSubrange((row + 1)...) }
        case "L": lines[row...] = [Row()]
        case "P":
            pad(to: column)
            lines[row].cells.removeSubrange(column..<min(lines[row].cells.count, column + count))
        case "@":
            pad(to: column)
            lines[row].cells.insert(contentsOf: Array(repeating: " ", count: count), at: column)
            lines[row].cells = Array(lines[row].cells.prefix(width))
        case "m": isStyled = !parameters.isEmpty && parameters != "0"
        case "n" where parameters == "6": answers += "\u{1B}[\(row - scrollback + 1);\(column + 1)R"
        case "c" where parameters == ">": answers += "\u{1B}[>\(identity)c"
        case "h" where parameters == "?7": wraps = true
        case "l" where parameters == "?7": wraps = false
        case "h" where parameters.hasPrefix("?"): break
        case "l" where parameters == "?2026": updates += 1
        case "l" where parameters.hasPrefix("?"): break
        default: unknown.append("\(parameters)\(final)")
        }
    }

    private var identity: String {
        switch kind {
        case .reflowing, .tmux: "84;0;0"
        case .keeping: "41;370;0"
        case .vte: "65;7006;1"
        case .screen: "83;40900;0"
        }
    }

    private mutating func eraseLine() {
        if lines[row].cells.count > column { lines[row].cells.removeSubrange(column...) }
        if kind != .screen { lines[row].isWrapped = false }
    }
}
