/// Finds where lines end, greedily.
struct LineBreaker {
    let cells: [Cell]

    /// The lines as ranges of UTF-8 offsets, without line breaks and blanks at their ends.
    func lines(first: Int, rest: Int) -> [Range<Int>] {
        var offsets = [0]
        for cell in cells { offsets.append(offsets[offsets.count - 1] + cell.text.utf8.count) }
        var lines: [Range<Int>] = []
        var start = 0
        while start < cells.count {
            let line = line(from: start, room: max(2, lines.isEmpty ? first : rest))
            let end = line.end > start ? offsets[line.end - 1] + cells[line.end - 1].atLineEnd.utf8.count : offsets[start]
            lines.append(offsets[start]..<end)
            start = line.next
        }
        return lines
    }
}

extension LineBreaker {
    private typealias Line = (end: Int, next: Int)

    private func line(from start: Int, room: Int) -> Line {
        var used = 0
        var hasInk = false
        var lastChance: Line?
        for index in start..<cells.count {
            let cell = cells[index]
            if cell.isNewline { return (trimmed(start..<index), index + 1) }
            if hasInk, mayBreak(before: index) { lastChance = (trimmed(start..<index), index) }
            used += cell.width
            if used > room, index > start {
                if cell.isBlank, hasInk { return (trimmed(start..<index), afterBlanks(index)) }
                return lastChance ?? (index, index)
            }
            hasInk = hasInk || !cell.isBlank
        }
        return (trimmed(start..<cells.count), cells.count)
    }

    private func mayBreak(before index: Int) -> Bool {
        let (left, right) = (cells[index - 1], cells[index])
        if right.isBlank { return false }
        if left.isBlank { return true }
        return (left.width == 2 || right.width == 2) && !right.mustNotBegin && !left.mustNotEnd
    }

    private func trimmed(_ range: Range<Int>) -> Int {
        cells[range].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? range.lowerBound
    }

    /// Where the next line begins after blanks that did not fit; a line break right behind them is the same break.
    private func afterBlanks(_ index: Int) -> Int {
        guard let next = cells[index...].firstIndex(where: { !$0.isBlank }) else { return cells.count }
        return cells[next].isNewline ? next + 1 : next
    }
}

extension Cell {
    fileprivate var isNewline: Bool { text == "\n" || text == "\r\n" }

    fileprivate var isBlank: Bool { text == " " || text == "\t" }

    /// Closing marks, which stay with what they close.
    fileprivate var mustNotBegin: Bool { Self.closing.contains(text) }

    /// Opening marks, which stay with what they open.
    fileprivate var mustNotEnd: Bool { Self.opening.contains(text) }

    private static let closing = Set("，。、；：！？）」』】》〉］｝”’…—～·％,.;:!?)]}\"'%ーぁぃぅぇぉっゃゅょァィゥェォッャュョ".map(String.init))
    private static let opening = Set("（「『【《〈［｛“‘([{".map(String.init))
}
