import Testing

@testable import VideoAPI

@Suite("Composed text")
struct TextLimitTests {
    @Test(
        "a text is in NFC, scalar by scalar",
        arguments: [
            ("cat", "cat"), ("e\u{301}", "\u{E9}"), ("\u{1100}\u{1161}", "\u{AC00}"), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
            // A syllable and its final consonant, as when both were typed one after the other.
            ("\u{D558}\u{11AB}", "\u{D55C}"), ("a\u{D558}\u{11AB}\u{AE00}b", "a\u{D55C}\u{AE00}b"),
            ("\u{D558}\u{11A8}\u{11C2}", "\u{D559}\u{11C2}"),
            // What is next to the jamo that join, and joins nothing.
            ("\u{D55C}\u{11AB}", "\u{D55C}\u{11AB}"), ("\u{AC00}\u{11A7}", "\u{AC00}\u{11A7}"), ("\u{AC00}\u{11C3}", "\u{AC00}\u{11C3}"),
            ("\u{1103}\u{116F}\u{11A7}x", "\u{B46C}\u{11A7}x"), ("\u{1100} \u{1161}", "\u{1100} \u{1161}"),
            ("\u{1113}\u{1161}", "\u{1113}\u{1161}"),
            ("\u{D7A3}\u{301}\u{11A8}", "\u{D7A3}\u{301}\u{11A8}"),
            // Marks come in the order of their classes.
            ("\u{C2F2}\u{368}\u{951}\u{F75}", "\u{C2F2}\u{F71}\u{F74}\u{368}\u{951}"), ("a\u{301}\u{323}", "\u{1EA1}\u{301}"),
        ]
    )
    func composes(_ text: String, _ composed: String) {
        #expect(Array(TextLimit.normalised(text).unicodeScalars) == Array(composed.unicodeScalars))
    }

    @Test("every syllable is put together from its jamo, at once and one by one")
    func composesSyllables() {
        for syllable in 0xAC00...0xD7A3 {
            let place = syllable - 0xAC00
            let (leading, vowel, final) = (0x1100 + place / 588, 0x1161 + place % 588 / 28, 0x11A7 + place % 28)
            let jamo = ([leading, vowel] + (final == 0x11A7 ? [] : [final])).compactMap(Unicode.Scalar.init).map { String($0) }
            #expect(TextLimit.normalised(jamo.joined()).unicodeScalars.map { Int($0.value) } == [syllable])
            #expect(jamo.reduce("") { TextLimit.normalised($0 + $1) }.unicodeScalars.map { Int($0.value) } == [syllable])
        }
    }
}
