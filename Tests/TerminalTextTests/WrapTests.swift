import Testing

@testable import TerminalText

@Suite struct WrapTests {
    @Test(
        "a text is broken where its script allows",
        arguments: [
            ("the opening frame of the video", ["the opening", "frame of the", "video"]),
            ("", [""]), ("a\n\nb\n", ["a", "", "b"]), ("twelve cells", ["twelve cells"]), ("twelve cells \nx", ["twelve cells", "x"]),
            ("  indented as typed", ["  indented", "as typed"]), ("abcdefghijklmno", ["abcdefghijkl", "mno"]),
            ("一只黑色的小猫望着", ["一只黑色的小", "猫望着"]), ("一只黑色的猫，望着", ["一只黑色的", "猫，望着"]),
            ("一只黑色的“猫”", ["一只黑色的", "“猫”"]), ("video 一只黑色的小猫", ["video 一只黑", "色的小猫"]), ("क्ष्मक्ष्मक्ष्म", ["क्ष्मक्ष्मक्ष्म"]),
        ]
    )
    func wrap(_ text: String, _ lines: [String]) {
        #expect(text.wrapped(toWidth: 12) == lines)
    }

    @Test("the first line and the others have their own indents")
    func indents() {
        let lines = "seed  random seed of the video".wrapped(toWidth: 16, indent: 2, hanging: 8)
        #expect(lines == ["  seed  random", "        seed of", "        the", "        video"])
        #expect("a\n\nb".wrapped(toWidth: 16, indent: 2) == ["  a", "", "  b"])
        #expect("ab cd ef".wrapped(toWidth: .min, indent: .max) == ["     ab cd", "     ef"])
    }

    @Test("styles go on over a break")
    func styled() {
        let text = StyledText("one two ", .error) + StyledText("three", .accent)
        #expect(text.wrapped(toWidth: 10) == [StyledText("one two", .error), StyledText("three", .accent)])
    }

    @Test("no line exceeds the width, nothing is lost but blanks, and nothing would be escaped later")
    func properties() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            let text = Sanitizer.visible(random.text(upTo: 40)).split(separator: "\t").joined()
            let width = Int.random(in: 10...40, using: &random)
            let lines = text.wrapped(toWidth: width)
            guard lines.allSatisfy({ DisplayWidth.of($0) <= width && Sanitizer.hiddenCount(in: $0) == 0 }),
                inked(lines.joined()) == inked(text)
            else {
                Issue.record("\(width): \(text.unicodeScalars.map { String($0.value, radix: 16) })")
                continue
            }
        }
    }

    private func inked(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !" \n\u{200C}\u{200D}".unicodeScalars.contains($0) }
    }
}
