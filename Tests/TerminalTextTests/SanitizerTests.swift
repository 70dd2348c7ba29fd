import Testing

@testable import TerminalText

@Suite struct SanitizerTests {
    @Test(
        "what cannot be seen is shown",
        arguments: [
            ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{1B}]52;c;eA==\u{7}", "\\u{1b}]52;c;eA==\\u{7}"), ("a\rb", "a\\u{d}b"),
            ("a\r\nb", "a\\u{d}\nb"),
            ("\u{0}\u{8}\u{7F}", "\\u{0}\\u{8}\\u{7f}"), ("\u{9B}31m", "\\u{9b}31m"), ("\u{85}", "\\u{85}"),
            ("\u{202E}gpj.exe", "\\u{202e}gpj.exe"), ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"), ("\u{61C}\u{200E}", "\\u{61c}\\u{200e}"),
            ("a\u{200B}b", "a\\u{200b}b"), ("a\u{200C}", "a\\u{200c}"), ("a\u{200D}b", "a\\u{200d}b"), ("\u{2060}", "\\u{2060}"),
            ("a\u{AD}b", "a\\u{ad}b"), ("a\u{34F}b", "a\\u{34f}b"), ("\u{FEFF}a", "\\u{feff}a"), ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
            ("\u{3164}\u{115F}\u{1160}\u{FFA0}", "\\u{3164}\\u{115f}\\u{1160}\\u{ffa0}"),
            ("\u{FFF9}\u{FFFA}\u{FFFB}", "\\u{fff9}\\u{fffa}\\u{fffb}"),
            ("a\u{FE0F}", "a\\u{fe0f}"), ("1\u{FE0F}", "1\\u{fe0f}"), ("猫\u{E0100}", "猫\\u{e0100}"),
            ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}\\u{fe0f}"),
            ("👩\u{200D}", "👩\\u{200d}"), ("👩\u{200D}a", "👩\\u{200d}a"), ("👩\u{200D}\u{200D}👧", "👩\\u{200d}\\u{200d}👧"),
            ("a\u{E0061}", "a\\u{e0061}"), ("🏴\u{E0061}", "🏴\\u{e0061}"), ("🏴\u{E0061}\u{E007F}", "🏴\\u{e0061}\\u{e007f}"),
            ("\u{3164}\u{200C}a", "\\u{3164}\\u{200c}a"), ("\u{13430}", "\\u{13430}"),
        ]
    )
    func escapes(_ text: String, _ shown: String) {
        #expect(Array(Sanitizer.visible(text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test(
        "writing that people use is left as it is",
        arguments: [
            "", "plain\ttext\n", "一只黑色的小猫好奇地望着天空，镜头…", "مرحبا بالعالم", "می‌خواهم", "שָׁלוֹם", "Việt cafe\u{301}", "한국어", "हिन्दी",
            "ශ්\u{200D}රී", "👩‍👩‍👧‍👦 👨🏻‍🚀", "🏳\u{FE0F}‍🌈 ❤\u{FE0F}‍🔥 ⌚\u{FE0E} 1\u{FE0F}\u{20E3}",
            "🇨🇳 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "\u{600}1", "\u{20000}\u{31350}", "→ ░█ “x”", "\u{E0B0}",
        ]
    )
    func keeps(_ text: String) {
        #expect(Array(Sanitizer.visible(text).utf8) == Array(text.utf8))
        #expect(Sanitizer.hiddenCount(in: text) == 0)
    }

    @Test("noncharacters are shown", arguments: [0xFDD0, 0xFFFE, 0x10FFFF] as [UInt32])
    func noncharacters(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(Sanitizer.visible("a" + String(Character(scalar))) == "a\\u{\(String(value, radix: 16))}")
    }

    @Test("a run of tags too long for a flag is shown")
    func longTags() {
        let tags = String(repeating: "\u{E0061}", count: 7)
        #expect(Sanitizer.hiddenCount(in: "🏴\(tags)\u{E007F}") == 8)
        #expect(Sanitizer.hiddenCount(in: "🏴\(tags.unicodeScalars.dropFirst().map { String($0) }.joined())\u{E007F}") == 0)
    }

    @Test("one line shows where lines end")
    func oneLine() {
        #expect(Sanitizer.oneLine("a\n\tb\u{1B}") == "a↵ b\\u{1b}")
        #expect(Sanitizer.oneLine("猫") == "猫")
    }

    @Test("invisible characters are counted one by one")
    func count() {
        #expect(Sanitizer.hiddenCount(in: "a\u{200B}b\u{202E}👩‍👧") == 2)
    }

    @Test("any text becomes visible, once and for all")
    func properties() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<10_000 {
            let text = random.text(upTo: 24)
            let visible = Sanitizer.visible(text)
            guard Array(visible.utf8) == Array(Sanitizer.visible(visible).utf8), visible.unicodeScalars.allSatisfy(\.mayReachTerminal),
                (Sanitizer.hiddenCount(in: text) == 0) == (visible == text)
            else {
                Issue.record("\(text.unicodeScalars.map { String($0.value, radix: 16) })")
                continue
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var mayReachTerminal: Bool {
        if self == "\n" || self == "\t" { return true }
        return properties.generalCategory != .control && !(0x202A...0x202E).contains(value) && !(0x2066...0x2069).contains(value)
    }
}
