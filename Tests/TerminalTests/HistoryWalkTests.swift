import Testing

@testable import Terminal

@Suite
struct HistoryWalkTests {
    /// Plays a script: `<` is Up, `>` is Down, anything else is what the line is made. A `|` is the cursor, at the end if there is none.
    private func play(_ script: [String], entries: [String]) -> [String] {
        let entries = HistoryEntries(recent: entries)
        var walk = HistoryWalk()
        var line = EditedLine("")
        return script.map { step in
            let next: EditedLine?
            switch step {
            case "<": next = walk.back(from: line) { entries }
            case ">": next = walk.forward(from: line)
            default:
                let parts = step.split(separator: "|", omittingEmptySubsequences: false)
                next = EditedLine(parts.joined(), cursor: parts[0].unicodeScalars.count)
            }
            guard let next else { return "-" }
            line = next
            let text = String(String.UnicodeScalarView(line.scalars))
            return line.cursor == line.scalars.count
                ? text
                : String(String.UnicodeScalarView(line.scalars[..<line.cursor])) + "|"
                    + String(String.UnicodeScalarView(line.scalars[line.cursor...]))
        }
    }

    private static let entries = ["set prompt 猫", "show", "set seed 7", "two\nrows", "check"]

    @Test(
        "Up and Down show",
        arguments: [
            (["<", "<", "<", ">", ">", ">"], ["check", "two\nrows", "set seed 7", "two\nrows", "check", ""]),
            (["<", "<", "<", "<", "<", "<"], ["check", "two\nrows", "set seed 7", "show", "set prompt 猫", "-"]),
            ([">"], ["-"]),
            // The text before the cursor limits the walk, and comes back as it was.
            (["set", "<", "<", "<", ">", ">", ">"], ["set", "set seed 7", "set prompt 猫", "-", "set seed 7", "set", "-"]),
            (["s|ubmit", "<", "<", ">", ">"], ["s|ubmit", "set seed 7", "show", "set seed 7", "s|ubmit"]),
            (["|half", "<", ">"], ["|half", "check", "|half"]),
            (["set prompt 猫 x", "<"], ["set prompt 猫 x", "-"]),
            (["SET", "<"], ["SET", "-"]),
            // An entry that stands there already is passed over.
            (["check|", "<"], ["check", "-"]), (["|check", "<"], ["|check", "two\nrows"]),
            // What is shown and then changed is a line that is being typed.
            (["<", "set s", "<", ">", "<"], ["check", "set s", "set seed 7", "set s", "set seed 7"]),
            (["<", "check|x", ">"], ["check", "check|x", "-"]),
        ]
    )
    func walks(_ script: [String], _ expected: [String]) {
        #expect(play(script, entries: Self.entries) == expected)
    }

    @Test("a walk goes on from an entry that a search found")
    func fromFind() {
        let entries = HistoryEntries(recent: Self.entries)
        var walk = HistoryWalk(at: 2, of: entries, from: EditedLine("half"))
        #expect(walk.back(from: EditedLine("set seed 7", cursor: 4)) { entries } == EditedLine("show"))
        #expect(walk.forward(from: EditedLine("show")) == EditedLine("set seed 7"))
    }
}
