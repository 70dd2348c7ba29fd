import ShellCore
import Testing

struct LexerTests {
    @Test(
        "arguments are cut at blanks, quotes and backslashes taken away",
        arguments: [
            ("", []), ("   ", []), ("a b", ["a", "b"]), ("  a\tb  ", ["a", "b"]), ("'a b' c", ["a b", "c"]),
            (#""a \"b\" \\""#, [#"a "b" \"#]),
            (#"a\ b"#, ["a b"]), (#"'a\b'"#, [#"a\b"#]), (#""a\b""#, [#"a\b"#]), (#"''"#, [""]), (#"a'b'"c""#, ["abc"]), (#"a\"#, [#"a\"#]),
            ("猫　狗", ["猫", "狗"]), ("--x=\"1 2\"", ["--x=1 2"]),
        ] as [(String, [String])]
    )
    func cuts(_ line: String, _ words: [String]) throws {
        #expect(try Lexer.tokens(in: line[...]).map(\.text) == words)
    }

    @Test("a quote without its partner is refused where it stands", arguments: [("a 'b", 2, "'"), ("\"", 0, "\""), ("猫 \"x\\\"", 2, "\"")])
    func refusesOpenQuotes(_ line: String, _ offset: Int, _ quote: Character) {
        let start = line.index(line.startIndex, offsetBy: offset)
        #expect(throws: Lexer.Fault.openQuote(quote, start..<line.index(after: start))) { try Lexer.tokens(in: line[...]) }
    }

    @Test("only what is unquoted is a flag")
    func tellsQuoted() throws {
        let tokens = try Lexer.tokens(in: #"& "&" --wait \--wait"#)
        #expect(tokens.map(\.text) == ["&", "&", "--wait", "--wait"])
        #expect(tokens.map(\.isQuoted) == [false, true, false, true])
    }

    @Test("what is quoted is read back as one argument, whatever it is")
    func quoteIsUndone() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let text = random.text(upTo: 12)
            let tokens = try Lexer.tokens(in: Lexer.quote(text)[...])
            try #require(tokens.count == 1, "\(text.debugDescription)")
            #expect(tokens[0].text.isSame(as: text), "\(text.debugDescription)")
        }
    }

    @Test(
        "a verbatim text loses the blanks around it and one matching pair of quotes",
        arguments: [
            ("  a b  ", "a b"), ("\"a b\"", "a b"), ("“a b”", "a b"), ("'a'", "'a'"), ("\"a\" and \"b\"", "\"a\" and \"b\""), ("\"", "\""),
            ("\"\"", ""), ("\"“a”\"", "“a”"), ("\"a”", "\"a”"), ("\" a \"", " a "), ("a\\nb", "a\\nb"),
        ]
    )
    func verbatim(_ typed: String, _ text: String) {
        #expect(Lexer.verbatim(typed[...]) == text)
    }

    @Test("what a verbatim text is quoted to is read back, if it can be quoted at all")
    func verbatimQuoteIsUndone() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<3000 {
            let text = random.text(upTo: 8)
            guard let quoted = Lexer.verbatimQuoted(text) else { continue }
            #expect(Lexer.verbatim(quoted[...]).isSame(as: text), "\(text.debugDescription)")
        }
    }

    @Test(
        "times are read",
        arguments: [("15s", 15_000), ("2m", 120_000), ("1h", 3_600_000), ("500ms", 500), ("7", 7_000), ("2M", 120_000)]
    )
    func readsTimes(_ text: String, _ milliseconds: Int) {
        #expect(DurationWords.parse(text) == .milliseconds(milliseconds))
    }

    @Test("what is no time is refused", arguments: ["", "s", "-1s", "1.5s", "9999999999999999999s", "9223372036854775807h", "101d", "1 s"])
    func refusesTimes(_ text: String) {
        #expect(DurationWords.parse(text) == nil)
    }
}
