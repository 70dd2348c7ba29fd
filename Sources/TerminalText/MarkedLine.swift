/// A line as it is shown, in cells, and which of them a message is about.
struct MarkedLine {
    private let cells: [Cell]
    /// Never empty.
    let marked: Range<Int>

    init(_ source: String, marking scalars: Range<Int>) {
        let context = ScalarContext(source)
        let wanted = scalars.clamped(to: context.indices)
        var visible = String.UnicodeScalarView()
        var bounds: [Int] = []
        for index in context.indices {
            bounds.append(visible.count)
            visible.append(contentsOf: context.shown(at: index).unicodeScalars.map(\.onOneLine))
        }
        bounds.append(visible.count)
        self.init(visible: String(visible), marking: bounds[wanted.lowerBound]..<bounds[wanted.upperBound])
    }

    private init(visible: String, marking scalars: Range<Int>) {
        var cells = Array(visible.cells)
        var first: Int?
        var end = 0
        var offset = 0
        for (index, cell) in cells.enumerated() {
            if offset < scalars.upperBound { end = index + 1 }
            offset += cell.text.unicodeScalars.count
            if first == nil, offset > scalars.lowerBound { first = index }
        }
        if first == nil { cells.append(Cell(text: "", width: 1)) }  // the place behind the last character
        let lower = first ?? cells.count - 1
        self.cells = cells
        marked = lower..<max(lower + 1, end)
    }

    func width(of range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.width } }

    /// The cells that fit into `width`, two of it kept for ellipses: the marked ones first, then as much as can be on both sides.
    func window(width: Int) -> Range<Int> {
        if self.width(of: cells.indices) <= width { return cells.indices }
        var free = width - 2
        var (lower, upper) = (marked.lowerBound, marked.lowerBound)
        while upper < marked.upperBound, cells[upper].width <= free {
            free -= cells[upper].width
            upper += 1
        }
        while true {
            let grown = (lower, upper)
            if lower > 0, cells[lower - 1].width <= free {
                lower -= 1
                free -= cells[lower].width
            }
            if upper < cells.count, cells[upper].width <= free {
                free -= cells[upper].width
                upper += 1
            }
            if grown == (lower, upper) { return lower..<upper }
        }
    }

    /// The text of a window, with an ellipsis where something is left out.
    func text(in window: Range<Int>) -> String {
        let cut = window.upperBound < cells.count
        let body = cells[window].dropLast().map(\.text).joined() + (cells[window].last.map { cut ? String($0.atLineEnd) : $0.text } ?? "")
        return (window.lowerBound > 0 ? "…" : "") + body + (cut ? "…" : "")
    }
}
