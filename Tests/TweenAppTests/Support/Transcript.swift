import Foundation
import VideoAPI

@testable import TweenApp

/// A session as it looks on a terminal, in a text file.
///
/// Lines that begin with `#:` direct the scripted world, `$ tween …` starts a shell, a line with a prompt is what is typed at it
/// (`⏎` in it makes it a paste of several lines, `^X^E` at its end sends it to the editor), and everything else is what the shell
/// answers. In a pipe, what goes to standard error begins with `2> `.
struct Transcript {
    enum Step: Hashable {
        case shell(String)
        case directive(String)
        /// What is typed at a prompt.
        case typed(String)
    }

    let lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What drives the session, each with its line's number from 0.
    var steps: [(line: Int, step: Step)] {
        var isScript = false
        // The lines of a paste are shown once more as they are run.
        var pasted: ArraySlice<String> = []
        return lines.enumerated().compactMap { number, line in
            if line.hasPrefix("#: ") {
                pasted = []
                return (number, .directive(String(line.dropFirst(3))))
            }
            if line.hasPrefix("$ tween") {
                isScript = words(of: line).contains { ["-c", "-f", "<"].contains($0) }
                return (number, .shell(String(line.dropFirst(2))))
            }
            // An echoed command looks like a typed one; of a call of several rows only the first has a prompt.
            guard !isScript, let typed = Self.typed(line) else {
                if line == pasted.first { pasted.removeFirst() }
                return nil
            }
            if typed == pasted.first {
                pasted.removeFirst()
                return nil
            }
            let lines = typed.split(separator: "⏎", omittingEmptySubsequences: false).map(String.init)
            if lines.count > 1 {
                // A command that is one, however many lines it has, is not shown again.
                let next = number + 1 < self.lines.count ? Self.typed(self.lines[number + 1]) : nil
                pasted = next == lines.first ? lines[...] : []
            }
            return (number, .typed(typed))
        }
    }

    /// What stands behind a prompt; nil for a line without one.
    private static func typed(_ line: String) -> String? {
        let draft = /^(?:[a-z]+ )?(?:flash|plus) [0-9]+P[^>]* > ?(.*)$/
        let question =
            /^(?:[a-z]+ > |type yes to send (?:it|all [0-9]+): |key for [a-z]+ \(not shown\): |keep its key [^:]*: |[A-Z]+> |.*Enter (?:runs|imports) .*, \^C drops (?:it|them) )(.*)$/
        if let match = line.wholeMatch(of: draft) { return String(match.1) }
        return line.wholeMatch(of: question).map { String($0.1) }
    }

    /// Whether the live line is shown at the moments when something changes.
    var showsLiveLine: Bool { lines.contains { $0.contains("^C: leave it running") || $0.contains("^C: stop submitting") } }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Transcripts")

    /// The names of all transcripts.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".transcript") }.map { String($0.dropLast(".transcript".count)) }.sorted()
    }()

    /// The first block that is fenced as a session in a page.
    static func session(inPage text: String) -> String? {
        guard let start = text.range(of: "```session\n"), let end = text[start.upperBound...].range(of: "\n```") else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }
}

/// Words of a line, those in single quotes as one.
func words(of line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
        if index % 2 == 1 { words.append(String(part)) } else { words += part.split(separator: " ").map(String.init) }
    }
    return words
}
