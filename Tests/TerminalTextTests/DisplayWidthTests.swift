import Testing

@testable import TerminalText

@Suite struct DisplayWidthTests {
    @Test(
        "a character takes the cells that a person sees",
        arguments: [
            ("", 0), ("a", 1), ("size 720P", 9), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0), ("\u{AD}", 1),
            ("猫", 2), ("一只黑色的小猫", 14), ("，", 2), ("Ａ", 2), ("ｱ", 1), ("ガ", 2), ("か\u{3099}", 2),
            ("\u{20000}", 2), ("\u{31350}", 2), ("\u{323AF}", 2), ("\u{3FFFD}", 2), ("\u{3FFFE}", 1),
            ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1161}", 0),
            ("…", 1), ("█", 1), ("°", 1), ("①", 1), ("Я", 1), ("ا\u{64E}", 1), ("ש", 1), ("क्ष", 2),
            ("🎬", 2), ("⌚", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("👍🏽", 2), ("☝🏽", 2), ("🏽", 2),
            ("👩‍👩‍👧", 2), ("👨🏻‍🚀", 2), ("🏳\u{FE0F}‍🌈", 2), ("🇨🇳", 2), ("🇨🇳🇩🇪", 4), ("🇨", 1), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
            ("\u{0}\u{1B}\u{7F}\u{9B}", 0), ("\r\n", 0),
        ]
    )
    func width(_ text: String, _ cells: Int) {
        #expect(DisplayWidth.of(text) == cells)
    }

    @Test("the wide ranges are sorted and disjoint, as the search expects")
    func rangesAreSorted() {
        for (left, right) in zip(WideRanges.ranges, WideRanges.ranges.dropFirst()) { #expect(left.upperBound < right.lowerBound) }
        for range in WideRanges.ranges {
            #expect(WideRanges.contain(range.lowerBound) && WideRanges.contain(range.upperBound))
        }
        #expect(!WideRanges.contain(0) && !WideRanges.contain(.max))
    }

    @Test("the layout cells of a text are its characters, and none is wider than two")
    func cells() {
        #expect("e\u{301}👩‍👩‍👧猫".cells.map(\.text) == ["e\u{301}", "👩‍👩‍👧", "猫"])
        #expect("क्ष्म".cells.map(\.text) == ["क्", "ष्", "म"])
    }
}
