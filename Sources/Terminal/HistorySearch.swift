/// A search through the history while its pattern is typed.
struct HistorySearch {
    enum Direction: Sendable { case older, newer }

    /// One state of pattern and find; taking back what was typed goes back to the one before.
    private struct Step {
        var pattern: [Unicode.Scalar] = []
        var match: HistoryEntries.Match?
        var isFailing = false
        /// Which way the last key went. From the line that is being typed, past the newest entry, there is but one.
        var direction = Direction.older

        /// Looks for the pattern from an entry on.
        mutating func look(from position: Int, in entries: HistoryEntries) {
            let pattern = HistoryPattern(searched: pattern)
            let found =
                switch direction {
                case .older: entries.older(from: position, pattern)
                case .newer: entries.newer(from: position, pattern)
                }
            isFailing = found == nil
            if let found { match = found }
        }
    }

    private let entries: HistoryEntries
    private let typed: EditedLine
    private let former: [Unicode.Scalar]
    private var steps = [Step()]

    /// Searches from the newest entry on. `typed` is the line that stands there; `former` the pattern of the search before.
    init(from typed: EditedLine, in entries: HistoryEntries, former: [Unicode.Scalar] = []) {
        (self.typed, self.entries, self.former) = (typed, entries, former)
    }

    var pattern: [Unicode.Scalar] { step.pattern }

    /// Whether there is no entry with the pattern in this direction; then the last find stays.
    var isFailing: Bool { step.isFailing }

    /// The line as it stands now: the find, with the cursor on it, or what was being typed.
    var line: EditedLine {
        guard let match = step.match else { return typed }
        return EditedLine(entries.text(at: match.position), cursor: match.cursor)
    }

    /// The line as it was before the search.
    var original: EditedLine { typed }

    /// A walk that goes on from the find.
    var walk: HistoryWalk { step.match.map { HistoryWalk(at: $0.position, of: entries, from: typed) } ?? HistoryWalk() }

    /// Adds to the pattern, and looks for the whole of it from the find on.
    mutating func add(_ text: [Unicode.Scalar]) {
        var next = step
        next.pattern += text
        next.look(from: next.match?.position ?? 0, in: entries)
        steps.append(next)
    }

    /// Goes to the next find; without a pattern, the one of the search before is taken up.
    mutating func next(_ direction: Direction) {
        guard !pattern.isEmpty else { return former.isEmpty ? () : add(former) }
        // Without a find nothing has the pattern.
        guard let position = step.match?.position else { return }
        var next = step
        next.direction = direction
        next.look(from: direction == .older ? position + 1 : position - 1, in: entries)
        steps[steps.count - 1] = next
    }

    /// Takes back what was added last, and goes to where the search was before. False if there is nothing to take back.
    mutating func takeBack() -> Bool {
        guard steps.count > 1 else { return false }
        steps.removeLast()
        return true
    }

    /// Takes the whole pattern back. False if there is none.
    mutating func clear() -> Bool {
        guard !pattern.isEmpty else { return false }
        steps = [Step()]
        return true
    }

    private var step: Step { steps.last ?? Step() }
}
