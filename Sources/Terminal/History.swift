import Glibc

/// A line of the history.
package struct HistoryEntry: Sendable, Hashable {
    /// What `!N` calls it by: its place among all lines ever kept in the file, from 1.
    package var number: Int
    /// When it was entered, in seconds since 1970.
    package var seconds: Int
    /// The profile it was typed in.
    package var label: String
    package var text: String

    package init(number: Int, seconds: Int, label: String, text: String) {
        self.number = number
        self.seconds = seconds
        self.label = label
        self.text = text
    }
}

/// The lines that Up goes through: those on disk, read when they are first needed, and those of this run.
struct History: Sendable {
    private let file: HistoryFile?
    private let label: String
    private let redact: @Sendable (String) -> String
    private var loaded: [String]?

    /// Why lines are no longer kept on disk; they are kept in memory all the same.
    private(set) var fault: HistoryFile.Fault?

    /// As many entries as are kept at hand.
    static let limit = 5000

    init(path: String?, label: String, redact: @escaping @Sendable (String) -> String) {
        file = path.map(HistoryFile.init)
        self.label = label
        self.redact = redact
    }

    /// All entries at hand, oldest first.
    mutating func entries() -> [String] {
        if let loaded { return loaded }
        var entries: [String] = []
        do { entries = try file?.newest(Self.limit) ?? [] } catch { fault = error }
        entries = entries.reduce(into: []) { kept, entry in
            if kept.last != entry { kept.append(entry) }
        }
        loaded = entries
        return entries
    }

    /// Keeps a line, with secrets taken out; one that is blank, begins with a space or repeats the last is not kept.
    /// With `onDisk` false it is there for this run only.
    mutating func record(_ line: String, onDisk: Bool = true) {
        let isBlank = line.allSatisfy(\.isWhitespace)
        guard !isBlank, line.first != " " else { return }
        let line = redact(line)
        var entries = entries()
        guard entries.last != line else { return }
        loaded = nil
        entries.append(line)
        if entries.count > Self.limit * 2 { entries.removeFirst(entries.count - Self.limit) }
        loaded = entries
        guard onDisk, fault == nil, let file else { return }
        do { try file.append(HistoryRecord(seconds: time(nil), label: label, text: line)) } catch { fault = error }
    }
}

/// A walk through the entries with Up and Down.
struct HistoryWalk {
    private var entries: [String] = []
    /// Which entry is shown; past the last, the line that was being typed.
    private var position = 0
    private var typed = ""

    /// The entry before; nil if there is none. `line` is what stands there now.
    mutating func back(from line: String, entries current: () -> [String]) -> String? {
        if position == entries.count {
            entries = current()
            position = entries.count
            typed = line
        }
        guard position > 0 else { return nil }
        position -= 1
        return entries[position]
    }

    /// The entry after, or the line that was being typed; nil if that is shown already.
    mutating func forward() -> String? {
        guard position < entries.count else { return nil }
        position += 1
        return position == entries.count ? typed : entries[position]
    }
}
