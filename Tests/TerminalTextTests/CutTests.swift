import Testing

@testable import TerminalText

@Suite struct CutTests {
    @Test(
        "a text is cut at a character, with an ellipsis inside the width",
        arguments: [
            ("kitten", 6, "kitten"), ("kitten", 5, "kitt…"), ("kitten", 1, "…"), ("kitten", 0, ""), ("kitten", -3, ""), ("", 0, ""),
            ("黑色的小猫", 10, "黑色的小猫"), ("黑色的小猫", 9, "黑色的小…"), ("黑色的小猫", 8, "黑色的…"), ("黑色", 2, "…"),
            ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"), ("👩‍👩‍👧👩‍👩‍👧", 2, "…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("می‌خواهم", 3, "می…"),
        ]
    )
    func cut(_ text: String, _ width: Int, _ shown: String) {
        #expect(Array(text.cut(toWidth: width).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test("an ellipsis may be another, or none")
    func ellipsis() {
        #expect("kitten".cut(toWidth: 5, ellipsis: "...") == "ki...")
        #expect("kitten".cut(toWidth: 2, ellipsis: "...") == "ki")
        #expect("kitten".cut(toWidth: 5, ellipsis: "") == "kitte")
    }

    @Test("padding counts cells, on either side")
    func padding() {
        #expect("猫".padded(toWidth: 4) == "猫  ")
        #expect("猫".padded(toWidth: 4, alignment: .trailing) == "  猫")
        #expect("kitten".padded(toWidth: 4) == "kitten")
    }

    @Test("a cut text keeps its styles")
    func styled() {
        let text = StyledText("size ", .accent) + StyledText("720P", .error)
        #expect(text.cut(toWidth: 7) == StyledText("size ", .accent) + StyledText("7…", .error))
        #expect(text.cut(toWidth: 9) == text)
        #expect(text.cut(toWidth: 0) == StyledText())
    }

    @Test("a cut never exceeds its width, and leaves nothing that would be escaped later")
    func properties() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<10_000 {
            let text = Sanitizer.oneLine(random.text(upTo: 16))
            let width = Int.random(in: 0...30, using: &random)
            let cut = text.cut(toWidth: width)
            guard DisplayWidth.of(cut) <= width, Sanitizer.hiddenCount(in: cut) == 0,
                cut == text || cut.dropLast().unicodeScalars.elementsEqual(text.unicodeScalars.prefix(cut.dropLast().unicodeScalars.count))
            else {
                Issue.record("\(width): \(text.unicodeScalars.map { String($0.value, radix: 16) })")
                continue
            }
        }
    }
}
