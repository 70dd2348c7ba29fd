import Glibc

/// A line of the history.
package struct HistoryEntry: Sendable, Hashable {
    /// What `!N` calls it by: its place among all records of the file, from 1. It stays until the file is written anew.
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
    private struct Line: Sendable, Equatable {
        var text: String
        /// Nil belongs to every profile.
        var label: String?
        var isOnDisk: Bool
    }

    private var appender: HistoryAppender?
    private let redact: @Sendable (String) -> String
    /// This run's lines, oldest first.
    private var recent: [Line] = []
    /// What is on disk; what should be, if it can't be written to.
    private var log: HistoryLog?
    private var mark: HistoryFile.Mark?
    /// For each scope, the log's records that are an entry.
    private var entriesOfLog: [String?: [Int]] = [:]

    /// Why lines are no longer kept on disk; they are kept in memory all the same.
    private(set) var fault: HistoryFile.Fault?
    /// The same in words, with what to do.
    var faultWords: String? { fault.flatMap { fault in appender?.file.words(fault) } }

    /// As many entries as are kept.
    static let limit = 100_000

    init(path: String?, redact: @escaping @Sendable (String) -> String) {
        appender = path.map { HistoryAppender(HistoryFile(path: $0)) }
        self.redact = redact
    }

    /// What Up and the searches go through: each text once, in the order of last use, this run's after what was on disk.
    mutating func entries(scope: String?) -> HistoryEntries {
        let log = loadedLog()
        let kept = entriesOfLog[scope] ?? log.newest(Self.limit, label: scope)
        entriesOfLog[scope] = kept
        let lines = recent.filter { scope == nil || $0.label == nil || $0.label == scope }
        return HistoryEntries(recent: lines.map(\.text), log: log, kept: kept)
    }

    /// Keeps a line, with secrets taken out; one that is blank, begins with a space or repeats the last is not kept.
    /// With `onDisk` false it is there for this run only.
    mutating func record(_ text: String, label: String?, onDisk: Bool = true) {
        let isBlank = text.allSatisfy(\.isWhitespace)
        guard !isBlank, text.first != " " else { return }
        let line = Line(text: redact(text), label: label, isOnDisk: onDisk)
        guard recent.last != line else { return }
        recent.append(line)
        if onDisk { save(HistoryRecord(seconds: time(nil), label: label ?? "", text: line.text)) }
    }

    /// The entries of one label or all, oldest first, at most the newest `limit`; other shells' are among them.
    mutating func listing(label: String?, limit: Int) -> [HistoryEntry] {
        let log = currentLog()
        return log.newest(max(0, limit), label: label).reversed().map { Self.entry(at: $0, of: log) }
    }

    /// Has the file written anew if this run has seen it to be long for what it holds.
    mutating func tidy() {
        guard let log, let file = appender?.file, fault == nil else { return }
        guard HistoryFile.isWorthCompacting(records: log.count, kept: log.newestOfEachLabel(Self.limit).count) else { return }
        do { try file.compact(limit: Self.limit) } catch { fault = error }
    }

    private static func entry(at index: Int, of log: HistoryLog) -> HistoryEntry {
        let record = log.record(at: index)
        return HistoryEntry(number: index + 1, seconds: record.seconds, label: record.label, text: record.text)
    }

    private mutating func save(_ record: HistoryRecord) {
        if appender != nil, fault == nil {
            do throws(HistoryFile.Fault) {
                try appender?.append(record)
                return
            } catch {
                fault = error
            }
        }
        var log = loadedLog()
        self.log = nil
        log.add(record)
        self.log = log
        entriesOfLog = [:]
    }

    /// The log as it was first read, or last brought up to date.
    private mutating func loadedLog() -> HistoryLog {
        if let log { return log }
        log = HistoryLog()
        readOn()
        return log ?? HistoryLog()
    }

    /// The log with what this shell and others have added since.
    private mutating func currentLog() -> HistoryLog {
        if log != nil, fault == nil { readOn() }
        return loadedLog()
    }

    private mutating func readOn() {
        guard let file = appender?.file else { return }
        do {
            let reading = try file.read(after: mark)
            mark = reading.mark
            if reading.isContinued, reading.lines.isEmpty { return }
            entriesOfLog = [:]
            if !reading.isContinued { log = HistoryLog() }
            log?.add(lines: reading.lines)
        } catch {
            fault = error
        }
    }
}
