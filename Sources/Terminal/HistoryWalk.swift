/// A line and the place in it, in Unicode scalars.
struct EditedLine: Equatable {
    var scalars: [Unicode.Scalar]
    var cursor: Int

    /// A text with the cursor at its end, or where it is said to be.
    init(_ text: String, cursor: Int? = nil) {
        scalars = Array(text.unicodeScalars)
        self.cursor = cursor ?? scalars.count
    }

    init(scalars: [Unicode.Scalar], cursor: Int) { (self.scalars, self.cursor) = (scalars, cursor) }
}

/// A walk through the entries with Up and Down, whole entries at a time.
///
/// With text before the cursor, the walk stops only at entries that begin with it, as in fish and zsh, and with the cursor at their end.
/// Past the newest, the line that was being typed comes back with its cursor. Whoever changes what is shown begins a new walk from there.
struct HistoryWalk {
    private var entries = HistoryEntries(recent: [])
    private var typed = EditedLine("")
    private var pattern = HistoryPattern.beginning([])
    /// Which entry is shown; nil is the line that was being typed.
    private var position: Int?
    private var shown: [Unicode.Scalar] = []

    /// A walk that has not begun.
    init() {}

    /// A walk through all entries that stands at one of them, come from `typed`.
    init(at position: Int, of entries: HistoryEntries, from typed: EditedLine) {
        (self.entries, self.typed, self.position) = (entries, typed, position)
        shown = Array(entries.text(at: position).unicodeScalars)
    }

    /// The entry before; nil if there is none. `line` is what stands there now.
    mutating func back(from line: EditedLine, entries current: () -> HistoryEntries) -> EditedLine? {
        if position == nil || line.scalars != shown {
            (entries, typed, position) = (current(), line, nil)
            pattern = HistoryPattern(beginning: line.scalars.prefix(line.cursor))
        }
        var next = position.map { $0 + 1 } ?? 0
        while let match = entries.older(from: next, pattern) {
            if let entry = step(to: match) { return entry }
            next = match.position + 1
        }
        return nil
    }

    /// The entry after, or the line that was being typed; nil if that is shown already.
    mutating func forward(from line: EditedLine) -> EditedLine? {
        guard let position, line.scalars == shown else { return nil }
        var next = position - 1
        while let match = entries.newer(from: next, pattern) {
            if let entry = step(to: match) { return entry }
            next = match.position - 1
        }
        self.position = nil
        return typed
    }

    /// Shows an entry, unless it is what was being typed anyway.
    private mutating func step(to match: HistoryEntries.Match) -> EditedLine? {
        let entry = EditedLine(entries.text(at: match.position))
        guard entry.scalars != typed.scalars else { return nil }
        (position, shown) = (match.position, entry.scalars)
        return entry
    }
}
