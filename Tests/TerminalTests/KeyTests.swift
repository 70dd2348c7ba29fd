import Testing

@testable import Terminal

@Suite
struct KeyTests {
    private func decode(_ bytes: some Sequence<UInt8>, timingOut: Bool = false) -> [InputEvent] {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        for byte in bytes { decoder.feed(byte, into: &events) }
        if timingOut { decoder.timeOut(into: &events) }
        return events
    }

    @Test(
        "what a terminal reports or answers leaves no tail",
        arguments: [
            // Focus, cursor place, kinds of terminal, modes, sizes.
            "[I", "[O", "[12;40R", "[?1;2c", "[>41;354;0c", "[?2026;2$y", "[12;2$y", "[8;24;80t", "[?62;4c", "[0n", "[?997;1n",
            // A mouse, in the four encodings that there are.
            "[M !!", "[M#zz", "[M\u{20}\u{7F}\u{7F}", "[<0;10;5M", "[<0;10;5m", "[32;10;5M",
            // Colours, titles, clipboards, capabilities, pictures.
            "]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "]10;rgb:ff/ff/ff\u{07}", "]52;c;aGVsbG8=\u{07}", "]lMy title\u{1B}\\", "P1$r0m\u{1B}\\",
            "P>|xterm(390)\u{1B}\\", "_Gi=31;OK\u{1B}\\", "^private\u{1B}\\", "Xstring\u{1B}\\", "]0;猫\u{07}",
            // Releases of keys, and keys that have no character.
            "[97;1:3u", "[57441;2u", "[57358u", "[97;9u", "[27;5;0~",
        ]
    )
    func reports(_ sequence: String) {
        #expect(decode("a\u{1B}\(sequence)b".utf8) == [.scalar("a"), .scalar("b")])
    }

    @Test(
        "keys that are reported by number are those keys",
        arguments: [
            ("[13u", .scalar("\r")), ("[13;2u", .key(.newline)), ("[13;3u", .key(.newline)), ("[27;2;13~", .key(.newline)),
            ("[27;5;13~", .key(.newline)), ("[13;65u", .scalar("\r")),
            ("[27u", .key(.escape)), ("[9u", .scalar("\t")), ("[9;2u", .key(.backTab)), ("[127u", .scalar("\u{7F}")),
            ("[127;3u", .alt("\u{7F}")), ("[127;5u", .alt("\u{7F}")), ("[99;5u", .scalar("\u{03}")), ("[27;5;99~", .scalar("\u{03}")),
            ("[47;5u", .scalar("\u{1F}")), ("[92;5u", .scalar("\u{1C}")), ("[91;5u", .key(.escape)), ("[98;3u", .alt("b")),
            ("[97;4u", .alt("A")), ("[97;2u", .scalar("A")), ("[97u", .scalar("a")), ("[97:65;1:1u", .scalar("a")),
            ("[233u", .scalar("é")), ("[233;3u", .scalar("é")), ("[29483u", .scalar("猫")),
        ] as [(String, InputEvent)]
    )
    func numbered(_ sequence: String, _ event: InputEvent) {
        #expect(decode("\u{1B}\(sequence)x".utf8) == [event, .scalar("x")])
    }

    @Test(
        "modified keys are the same from xterm, rxvt and the console",
        arguments: [
            (["[1;5D", "[1;3D", "[1;6D", "Od", "\u{1B}[D", "\u{1B}OD", "O5D"], Key.wordLeft),
            (["[1;5C", "[1;3C", "Oc", "\u{1B}[C"], .wordRight),
            (["[1;2D", "[D", "OD"], .left), (["[1;5A", "[1;2A", "[a", "Oa", "\u{1B}[A"], .up),
            (["[3;5~", "[3;3~", "[3^", "\u{1B}[3~", "[3@"], .deleteWord), (["[3~", "[3;2~", "[3$"], .delete),
            (["[H", "OH", "[1~", "[7~", "[1;5H", "[1;2H", "[7^", "[7$"], .home),
            (["[F", "OF", "[4~", "[8~", "[1;5F", "[8^", "[8$"], .end),
        ]
    )
    func modified(_ sequences: [String], _ key: Key) {
        for sequence in sequences { #expect(decode("\u{1B}\(sequence)x".utf8) == [.key(key), .scalar("x")], "\(sequence)") }
    }

    @Test("the number pad is characters")
    func numberPad() {
        #expect(decode("\u{1B}Op\u{1B}Oy\u{1B}Oj\u{1B}Ol\u{1B}OX\u{1B}OM".utf8) == "09*,=\r".unicodeScalars.map { .scalar($0) })
    }

    @Test(
        "what opens an answer is a key with Alt if nothing follows, or something that no answer holds",
        arguments: [
            ("]", [.alt("]")]), ("P", [.alt("P")]), ("_\r", [.alt("_"), .scalar("\r")]), ("X\u{1B}[A", [.alt("X"), .key(.up)]),
            ("]11;rgb\u{03}x", [.scalar("\u{03}"), .scalar("x")]), ("]11;rgb\u{1B}[Ax", [.key(.up), .scalar("x")]), ("]11;rgb", []),
            ("]11;\u{1B}", []), ("[M!", []),
        ] as [(String, [InputEvent])]
    )
    func openers(_ typed: String, _ events: [InputEvent]) {
        #expect(decode("\u{1B}\(typed)".utf8, timingOut: true) == events)
    }

    @Test("a run of typing is one step back, and the cursor is where it was; a hundred steps are kept")
    func undoSteps() {
        var undo = UndoStack()
        func line(_ text: String, _ cursor: Int? = nil) -> UndoStack.Line {
            let scalars = Array(text.unicodeScalars)
            return (scalars, cursor ?? scalars.count)
        }
        for text in ["", "a", "ab"] { undo.note(.typing, before: line(text)) }
        for text in ["abc", "ab"] { undo.note(.erasing, before: line(text)) }
        undo.note(.other, before: line("a"))
        undo.note(.other, before: line("a", 0))
        undo.note(.typing, before: line("a", 0))
        var steps: [String] = []
        var now = Array("xa".unicodeScalars)
        while let former = undo.back(from: now) {
            steps.append("\(String(String.UnicodeScalarView(former.scalars)))@\(former.cursor)")
            now = former.scalars
        }
        #expect(steps == ["a@0", "abc@3", "@0"])
        for number in 0..<300 { undo.note(.other, before: line("\(number)")) }
        var count = 0
        while let former = undo.back(from: now) { (now, count) = (former.scalars, count + 1) }
        #expect(count == UndoStack.limit)
        #expect(String(String.UnicodeScalarView(now)) == "200")
    }

    @Test("accents join what stands before them, wherever the seam is")
    func composition() {
        // As far as this test needs it.
        let compose: (String) -> String = { $0 == "cafe\u{301}" ? "café" : $0 == "e\u{301}x" ? "éx" : $0 }
        func insert(_ text: String, _ line: String, _ cursor: Int) -> String {
            let new = ComposedLine(
                inserting: Array(text.unicodeScalars),
                into: Array(line.unicodeScalars),
                at: cursor,
                compose: compose
            )
            // Strings are equal in all their forms, so their scalars are compared.
            return new.scalars.map { $0.escaped(asASCII: true) }.joined() + "@\(new.cursor)"
        }
        #expect(insert("\u{301}", "cafe noir", 4) == "caf\\u{00E9} noir@4")
        #expect(insert("e", "\u{301}x", 0) == "\\u{00E9}x@1")
        #expect(insert("ab", "xy", 1) == "xaby@3")
        #expect(insert("a", "", 7) == "a@1")
    }
}
