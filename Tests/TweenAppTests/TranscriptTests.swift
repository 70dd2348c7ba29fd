import Foundation
import Testing

@testable import TweenApp

@Suite("Whole sessions")
struct TranscriptTests {
    @Test("a session goes as its transcript says", arguments: Transcript.names)
    func replays(_ name: String) throws {
        let url = Transcript.folder.appendingPathComponent("\(name).transcript")
        let text = try String(contentsOf: url, encoding: .utf8)
        let (lines, faults) = try replay(text)
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
        // With TWEEN_RECORD set the transcripts are written anew, to be read before they are committed.
        if ProcessInfo.processInfo.environment["TWEEN_RECORD"] != nil {
            try (lines.joined(separator: "\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
        } else {
            expectEqual(lines, Transcript(text).lines)
        }
    }

    @Test("there are transcripts to replay")
    func findsTranscripts() { #expect(Transcript.names.count >= 15) }

    @Test("the session that the README shows goes as it says there")
    func replaysReadme() throws {
        let url = Transcript.folder.appendingPathComponent("../../README.md").standardized
        let page = try #require(try? String(contentsOf: url, encoding: .utf8), "there is no README.md")
        let session = try #require(Transcript.session(inPage: page), "README.md has no block that begins with ```session")
        let (lines, faults) = try replay(session)
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
        if ProcessInfo.processInfo.environment["TWEEN_RECORD"] != nil {
            try page.replacingOccurrences(of: session, with: lines.joined(separator: "\n")).write(
                to: url,
                atomically: true,
                encoding: .utf8
            )
        } else {
            expectEqual(lines, Transcript(session).lines)
        }
    }

    private func replay(_ text: String) throws -> (lines: [String], faults: [String]) {
        let replay = try Replay(Transcript(text))
        replay.play()
        return (replay.lines, replay.faults)
    }

    private func expectEqual(_ actual: [String], _ expected: [String]) {
        let expected = expected.last == "" ? Array(expected.dropLast()) : expected
        #expect(actual == expected, "\n\(difference(from: expected, to: actual))")
    }

    /// The lines that differ, `-` as written, `+` as it went, each with the line before.
    private func difference(from expected: [String], to actual: [String]) -> String {
        let changes = actual.difference(from: expected)
        return changes.map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, 0, "\(offset + 1) - \(line)")
            case .insert(let offset, let line, _): (offset, 1, "\(offset + 1) + \(line)")
            }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2).joined(separator: "\n")
    }
}
