import Testing

@testable import Terminal

@Suite
struct InputDecoderTests {
    private func decode(_ bytes: some Sequence<UInt8>, timingOut: Bool = false) -> [InputEvent] {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        for byte in bytes { decoder.feed(byte, into: &events) }
        if timingOut { decoder.timeOut(into: &events) }
        return events
    }

    @Test(
        "a key is the same in all its encodings",
        arguments: [
            (["[A", "OA", "[1;2A", "[1;5A", "[a"], Key.up), (["[B", "OB"], .down), (["[C", "OC", "[1;2C"], .right), (["[D", "OD"], .left),
            (["[H", "OH", "[1~", "[7~", "[1;5H", "[7$", "[7^"], .home), (["[F", "OF", "[4~", "[8~"], .end),
            (["[2~"], .insert), (["[3~"], .delete), (["[3;5~", "[3;3~", "[3^"], .deleteWord), (["[5~"], .pageUp), (["[6~"], .pageDown),
            (["[1;5C", "[1;3C", "[1;7C", "Oc", "O5C", "\u{1B}[C", "\u{1B}OC"], .wordRight),
            (["[1;5D", "[1;3D", "Od", "\u{1B}[D"], .wordLeft),
            (["[Z"], .backTab), (["OP", "[11~", "[[A", "[1;2P"], .function(1)), (["OS", "[14~", "[[D"], .function(4)),
            (["[15~", "[[E", "[15;5~"], .function(5)), (["[24~"], .function(12)),
        ]
    )
    func encodings(_ sequences: [String], _ key: Key) {
        for sequence in sequences { #expect(decode("\u{1B}\(sequence)x".utf8) == [.key(key), .scalar("x")]) }
    }

    @Test(
        "an unknown sequence is swallowed whole",
        arguments: [
            "[99~", "[?1;2c", "[>0;276;0c", "[12;40R", "[I", "[O", "[1;5u", "[27;5;1~", "[999999999999999999999~",
            "[1;9999999999999999999C",
            "Oz", "[[Z", "[;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;m", "[4 q",
        ]
    )
    func unknownSequences(_ sequence: String) {
        let events = decode("\u{1B}\(sequence)x".utf8)
        #expect(events.last == .scalar("x"))
        #expect(events.count == 1 || events == [.key(.right), .scalar("x")])
    }

    @Test("Alt comes as ESC and the character", arguments: [("b", "b"), ("\r", "\r"), ("}", "}")] as [(String, Unicode.Scalar)])
    func alt(_ typed: String, _ scalar: Unicode.Scalar) {
        #expect(decode("\u{1B}\(typed)x".utf8) == [.alt(scalar), .scalar("x")])
    }

    @Test(
        "what stays incomplete is an ESC, an Alt key, or given up",
        arguments: [
            ("\u{1B}", [.key(.escape)]), ("\u{1B}\u{1B}", [.key(.escape)]), ("\u{1B}[", [.alt("[")]), ("\u{1B}O", [.alt("O")]),
            ("\u{1B}[1;", []),
            ("\u{1B}[200~half", [.paste("half")]), ("", []),
        ] as [(String, [InputEvent])]
    )
    func timeOuts(_ typed: String, _ events: [InputEvent]) {
        #expect(decode(typed.utf8, timingOut: true) == events)
    }

    @Test("a sequence that is broken off is left behind, and what broke it counts")
    func brokenSequences() {
        #expect(decode("\u{1B}[1\u{03}x".utf8) == [.scalar("\u{03}"), .scalar("x")])
        #expect(decode("\u{1B}[1\u{1B}[A".utf8) == [.key(.up)])
        #expect(decode("\u{1B}[猫".utf8) == [.scalar("猫")])
        #expect(decode("\u{1B}猫".utf8) == [.scalar("猫")])
    }

    @Test("every scalar comes through, but for NUL and the C1 controls")
    func scalars() {
        for text in ["aé猫🎬\u{10FFFF}\u{E000}\u{D7FF}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{A0}\u{AD}", "\r\n\t\u{01}\u{7F}"] {
            #expect(decode(text.utf8) == text.unicodeScalars.map { .scalar($0) })
        }
        #expect(decode("a\u{0}\u{85}b".utf8) == [.scalar("a"), .refused(.null), .refused(.control("\u{85}")), .scalar("b")])
    }

    @Test(
        "what is not UTF-8 is refused by name, and the next character is not lost",
        arguments: [
            ([0xFF], [0xFF]), ([0x80], [0x80]), ([0xC0, 0x80], [0xC0, 0x80]), ([0xC3], [0xC3]), ([0xE7, 0x8C], [0xE7]),
            ([0xE0, 0x80, 0x80], [0xE0, 0x80, 0x80]),
            ([0xED, 0xA0, 0x80], [0xED, 0xA0, 0x80]), ([0xF4, 0x90, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80]), ([0xF0, 0x9F, 0x8E], [0xF0]),
            ([0xF8], [0xF8]),
        ] as [([UInt8], [UInt8])]
    )
    func notUTF8(_ bytes: [UInt8], _ refused: [UInt8]) {
        #expect(decode(bytes + Array("x".utf8)) == refused.map { .refused(.notUTF8($0)) } + [.scalar("x")])
        #expect(UTF8Assembler.fault(in: Array("ab猫".utf8) + bytes + Array("x".utf8)) == 5)
    }

    @Test(
        "a paste is one text, its line ends are newlines, and control characters go",
        arguments: [
            ("one", "one"), ("one\rtwo\r\nthree\n", "one\ntwo\nthree"), ("a\tb\u{1B}[2Jc\u{07}\u{7F}\u{9B}", "a\tbc"), ("", ""),
            ("\r\r", ""), ("set a\rset b\r\n\u{1B}[31m\tc\r", "set a\nset b\n\tc"),
            ("猫\u{1B}[200~", "猫"),
        ]
    )
    func paste(_ pasted: String, _ text: String) {
        #expect(decode("\u{1B}[200~\(pasted)\u{1B}[201~x".utf8) == [.paste(text), .scalar("x")])
    }

    @Test("a paste that is no text is refused whole, with its place")
    func badPaste() {
        let begin = Array("\u{1B}[200~".utf8)
        let end = Array("\u{1B}[201~x".utf8)
        #expect(decode(begin + [0x61, 0xE9, 0x62] + end) == [.refused(.pasteNotUTF8(byte: 2)), .scalar("x")])
        #expect(decode(begin + [0x61, 0x00] + end) == [.refused(.pasteHasNull(byte: 2)), .scalar("x")])
        #expect(decode(begin + Array(repeating: 0x61, count: 3_000_000) + end) == [.refused(.pasteTooLong), .scalar("x")])
        #expect(
            decode(begin + Array(repeating: 0x61, count: LineLimit.bytes) + end).first
                == .paste(String(repeating: "a", count: LineLimit.bytes))
        )
    }

    @Test("no bytes whatever trap, and what follows a pause is read")
    func noise() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<40).map { _ in
                [0x1B, UInt8(ascii: "["), UInt8(ascii: "2"), UInt8(ascii: "~"), UInt8.random(in: 0...255, using: &random)].randomElement(
                    using: &random
                ) ?? 0
            }
            var decoder = InputDecoder()
            var events: [InputEvent] = []
            for byte in bytes { decoder.feed(byte, into: &events) }
            decoder.timeOut(into: &events)
            #expect(decoder.patience == nil)
            events = []
            decoder.feed(UInt8(ascii: "x"), into: &events)
            #expect(events == [.scalar("x")], "after \(bytes)")
        }
    }
}
