/// The entries that a walk or search goes through, as they were when it began. They are counted from the newest, which is 0.
struct HistoryEntries: Sendable {
    /// This run's, newest first; what is among them is passed over in the log.
    private let recent: [[UInt8]]
    private let isRecent: Set<[UInt8]>
    private let log: HistoryLog
    private let kept: [Int]

    /// `recent` is in the order of use, repetitions included; `kept` names records of the log, newest first.
    init(recent: [String], log: HistoryLog = HistoryLog(), kept: [Int] = []) {
        var seen: Set<[UInt8]> = []
        self.recent = recent.reversed().map { Array($0.utf8) }.filter { seen.insert($0).inserted }
        (isRecent, self.log, self.kept) = (seen, log, kept)
    }

    /// A place where a pattern is found.
    struct Match: Equatable {
        /// Which entry.
        var position: Int
        /// Unicode scalars before the place.
        var cursor: Int
    }

    /// The text of an entry; empty beyond the oldest.
    func text(at position: Int) -> String { withText(at: position) { String(decoding: $0, as: UTF8.self) } ?? "" }

    /// The newest match at `position` or older.
    func older(from position: Int, _ pattern: HistoryPattern) -> Match? {
        first(of: pattern, in: max(0, position)..<max(0, position, recent.count + kept.count))
    }

    /// The oldest match at `position` or newer.
    func newer(from position: Int, _ pattern: HistoryPattern) -> Match? {
        first(of: pattern, in: (0..<max(0, min(position + 1, recent.count + kept.count))).reversed())
    }

    private func first(of pattern: HistoryPattern, in positions: some Sequence<Int>) -> Match? {
        for position in positions {
            let match: Match? =
                withText(at: position) { text in
                    guard let offset = pattern.offset(in: text) else { return nil }
                    if position >= recent.count, isRecent.contains(Array(text)) { return nil }
                    // Every scalar has one byte that is not a continuation.
                    return Match(position: position, cursor: text[..<offset].count { $0 & 0xC0 != 0x80 })
                } ?? nil
            if let match { return match }
        }
        return nil
    }

    private func withText<Result>(at position: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        if recent.indices.contains(position) { return recent[position].withUnsafeBytes(body) }
        guard kept.indices.contains(position - recent.count) else { return nil }
        return log.withText(at: kept[position - recent.count], body)
    }
}
