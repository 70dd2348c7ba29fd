/// As much of a VT100 as it takes to know what stands on the rows.
struct ScreenModel {
    private var rows: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private var columns: Int
    /// Where the cursor goes back to.
    private var kept = (row: 0, column: 0)

    init(columns: Int) { self.columns = columns }

    /// The rows, without blanks at their ends and without empty rows at the end.
    var text: [String] {
        var lines = rows.map { row -> String in
            // The second half of a wide character is an empty cell.
            var line = String(row.filter { $0 != "\0" })
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Where the cursor stands.
    var cursor: (row: Int, column: Int) { (row, column) }

    mutating func resize(columns: Int) { self.columns = columns }

    mutating func show(_ output: String) {
        var rest = output.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": feed()
            case "\u{8}": column = max(0, column - 1)
            case "\u{7}": break
            case "\u{1B}": escape(&rest)
            default: put(Character(scalar))
            }
        }
    }

    private mutating func feed() {
        row += 1
        if row == rows.count { rows.append([]) }
    }

    private mutating func put(_ character: Character) {
        let isWide = character.unicodeScalars.contains { (0x1100...0x115F).contains($0.value) || (0x2E80...0xFF60).contains($0.value) }
        if column + (isWide ? 2 : 1) > columns {
            column = 0
            feed()
        }
        set(character)
        if isWide { set("\0") }
    }

    private mutating func set(_ character: Character) {
        while rows[row].count <= column { rows[row].append(" ") }
        rows[row][column] = character
        column += 1
    }

    private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
        switch rest.popFirst() {
        case "[": break
        case "7": return kept = (row, column)
        case "8": return (row, column) = kept
        // An operating system's command ends with BEL or ST.
        case "]":
            while let scalar = rest.popFirst(), scalar != "\u{7}" { if scalar == "\u{1B}" { return _ = rest.popFirst() } }
            return
        default: return
        }
        var digits = ""
        while let scalar = rest.popFirst() {
            guard (0x40...0x7E).contains(scalar.value) else {
                digits.unicodeScalars.append(scalar)
                continue
            }
            return control(scalar, Int(digits) ?? 0)
        }
    }

    private mutating func control(_ command: Unicode.Scalar, _ number: Int) {
        let count = max(1, number)
        switch command {
        case "A": row = max(0, row - count)
        case "B": for _ in 0..<count { feed() }
        case "C": column = min(columns - 1, column + count)
        case "D": column = max(0, column - count)
        case "G": column = count - 1
        case "K": if column < rows[row].count { rows[row].removeSubrange(column...) }
        case "J":
            if column < rows[row].count { rows[row].removeSubrange(column...) }
            rows.removeSubrange((row + 1)...)
        case "P": if column < rows[row].count { rows[row].removeSubrange(column..<min(rows[row].count, column + count)) }
        case "@": if column < rows[row].count { rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column) }
        default: break
        }
    }
}
