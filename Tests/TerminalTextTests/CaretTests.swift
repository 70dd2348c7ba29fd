import Testing

@testable import TerminalText

@Suite struct CaretTests {
    @Test(
        "carets stand under the place, by display width",
        arguments: [
            ("set siz 1080", 4..<7, ["  set siz 1080", "      ^^^"]),
            ("seed=99999999999", 5..<16, ["  seed=99999999999", "       ^^^^^^^^^^^"]),
            ("set 大小 1080", 4..<6, ["  set 大小 1080", "      ^^^^"]),
            ("prompt=猫 siz=1", 9..<12, ["  prompt=猫 siz=1", "            ^^^"]),
            ("a 👩‍👩‍👧 b", 8..<9, ["  a 👩‍👩‍👧 b", "       ^"]), ("a 👩‍👩‍👧 b", 3..<4, ["  a 👩‍👩‍👧 b", "    ^^"]),
            ("set\tsiz", 4..<7, ["  set siz", "      ^^^"]), ("a\u{1B}b", 2..<3, ["  a\\u{1b}b", "         ^"]),
            ("a\u{1B}b", 1..<2, ["  a\\u{1b}b", "   ^^^^^^"]), ("set size", 8..<8, ["  set size", "          ^"]),
            ("", 0..<0, ["  ", "  ^"]),
            ("set size", 4..<4, ["  set size", "      ^"]), ("set", 70..<90, ["  set", "     ^"]), ("set", -4..<1, ["  set", "  ^"]),
        ]
    )
    func place(_ line: String, _ range: Range<Int>, _ shown: [String]) {
        #expect(Caret.lines(line, marking: range, width: 80).map(\.plain) == shown)
    }

    @Test("the label follows the carets, or stands below where there is no room")
    func label() {
        let label: StyledText = "did you mean \"size\"?"
        #expect(
            Caret.lines("set siz 1080", marking: 4..<7, width: 40, label: label).map(\.plain) == [
                "  set siz 1080", "      ^^^ did you mean \"size\"?",
            ]
        )
        #expect(
            Caret.lines("set siz 1080", marking: 4..<7, width: 24, label: label).map(\.plain) == [
                "  set siz 1080", "      ^^^", "  did you mean \"size\"?",
            ]
        )
    }

    @Test("the carets are an error, the line and the label keep their styles")
    func styles() {
        let lines = Caret.lines("siz", marking: 0..<3, width: 40, label: StyledText("try: size", .faint))
        #expect(lines == ["  siz", "  " + StyledText("^^^", .error) + " " + StyledText("try: size", .faint)])
    }

    @Test("a long line is shown round the place")
    func window() {
        let line = String(repeating: "黑", count: 40) + "siz" + String(repeating: "白", count: 40)
        #expect(Caret.lines(line, marking: 40..<43, width: 21).map(\.plain) == ["  …黑黑黑黑siz白白白…", "           ^^^"])
        #expect(Caret.lines(line, marking: 0..<1, width: 21).map(\.plain) == ["  黑黑黑黑黑黑黑黑…", "  ^^"])
        #expect(Caret.lines(line, marking: 0..<83, width: 12).map(\.plain) == ["  黑黑黑黑…", "  ^^^^^^^^"])
        #expect(Caret.lines(line, marking: 83..<83, width: 12).map(\.plain) == ["  …白白白", "         ^"])
    }

    @Test("a range may be given in the line's own indices")
    func indices() throws {
        let line = "set 大小 1080"
        let range = try #require(line.firstRange(of: "大小"))
        #expect(Caret.lines(line, marking: range, width: 80) == Caret.lines(line, marking: 4..<6, width: 80))
    }

    @Test("no line exceeds the width, the carets stand inside")
    func properties() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<3_000 {
            let text = random.text(upTo: 40)
            let lower = Int.random(in: 0...40, using: &random)
            let width = Int.random(in: 10...60, using: &random)
            let range = lower..<lower + Int.random(in: 0...10, using: &random)
            let lines = Caret.lines(text, marking: range, width: width, label: "here")
            guard lines.allSatisfy({ $0.width <= width && Sanitizer.hiddenCount(in: $0.plain) == 0 }), lines[1].plain.contains("^") else {
                Issue.record("\(width) \(range): \(text.unicodeScalars.map { String($0.value, radix: 16) })")
                continue
            }
        }
    }
}
