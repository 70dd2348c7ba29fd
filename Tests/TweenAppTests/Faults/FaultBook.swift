import Foundation
import Synchronization
import Testing

/// A page of `Tests/FaultTables`: for each row of a table, under its name, what came of it.
struct FaultBook: Sendable {
    let name: String
    /// In the order in which they are written down.
    let rows: [FaultCase]

    private static let lock = Mutex(())
    private static let isRecording = ProcessInfo.processInfo.environment["TWEEN_RECORD"] != nil

    private var url: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("FaultTables/\(name).txt")
    }

    /// The names that have a story.
    var names: [String] { stories().map(\.name) }

    /// Plays a row and holds it against what is written; with TWEEN_RECORD set, it is written anew, to be read.
    func play(_ row: FaultCase) async throws -> FaultStory {
        let story = try await FaultStory.play(row)
        guard !Self.isRecording else {
            try Self.lock.withLock { _ in try record(story.lines, of: row.name) }
            return story
        }
        let expected = stories().first { $0.name == row.name }?.lines ?? []
        #expect(story.lines == expected, "\n\(story.lines.joined(separator: "\n"))\ninstead of\n\(expected.joined(separator: "\n"))")
        return story
    }

    private func stories() -> [(name: String, lines: [String])] {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
        var stories: [(name: String, lines: [String])] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("## ") {
                stories.append((String(line.dropFirst(3)), []))
            } else if !stories.isEmpty, !line.isEmpty {
                stories[stories.count - 1].lines.append(line)
            }
        }
        return stories
    }

    private func record(_ lines: [String], of name: String) throws {
        var stories = Dictionary(stories().map { ($0.name, $0.lines) }) { first, _ in first }
        stories[name] = lines.filter { !$0.isEmpty }
        let text = rows.compactMap { row in stories[row.name].map { (["## " + row.name] + $0).joined(separator: "\n") } }
        try (text.joined(separator: "\n\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
    }
}

extension FaultStory {
    /// Plays a row on a thread of its own.
    static func play(_ row: FaultCase) async throws -> FaultStory {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try FaultStory(row) }) }
        }
    }
}
