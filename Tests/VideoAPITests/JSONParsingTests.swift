import Testing
import VideoAPI

@Suite("JSON is read")
struct JSONParsingTests {
    @Test(
        "to the letter in both modes",
        arguments: [
            ("null", .null),
            (" \t\r\n true ", true),
            ("false", false),
            ("0", 0),
            ("-0", 0),
            ("-12", -12),
            ("9223372036854775807", .integer(.max)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808, text: "9223372036854775808")),
            ("-9223372036854775808", .integer(.min)),
            ("5.0", .number(5, text: "5.0")),
            ("1e3", .number(1000, text: "1e3")),
            ("-1.25E-2", .number(-0.0125, text: "-1.25E-2")),
            ("1E+2", .number(100, text: "1E+2")),
            ("1e999", .number(.infinity, text: "1e999")),
            ("\"\"", ""),
            ("\"猫 😀\"", "猫 😀"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u4E2D""#, "Aé中"),
            (#""\ud83D\uDE00!""#, "😀!"),
            (#""\u0000""#, "\0"),
            (#""a\u002Fb\\c""#, "a/b\\c"),
            ("[]", []),
            ("[ 1 , [ ] , { } ]", [1, [], [:]]),
            ("{}", [:]),
            (#"{"b":1,"a":{"c":[true,null]}}"#, ["b": 1, "a": ["c": [true, .null]]]),
            (#"{"":0}"#, ["": 0]),
            ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        ] as [(String, JSONValue)]
    )
    func reads(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: text.utf8) == value)
        #expect(try JSONValue(parsing: text.utf8, mode: .tolerant) == value)
    }

    @Test(
        "up to its first fault, which is placed",
        arguments: [
            ("", 0, .unexpectedEnd),
            ("   ", 3, .unexpectedEnd),
            ("nul", 3, .unexpectedEnd),
            ("nulL", 3, .unexpectedByte),
            ("True", 0, .unexpectedByte),
            ("NaN", 0, .unexpectedByte),
            ("Infinity", 0, .unexpectedByte),
            ("+1", 0, .unexpectedByte),
            (".5", 0, .unexpectedByte),
            ("01", 1, .trailing),
            ("-", 1, .unexpectedEnd),
            ("-a", 1, .badNumber),
            ("1.", 2, .unexpectedEnd),
            ("1.e5", 2, .badNumber),
            ("1e", 2, .unexpectedEnd),
            ("1e+", 3, .unexpectedEnd),
            ("0x10", 1, .trailing),
            ("1 2", 2, .trailing),
            ("{} x", 3, .trailing),
            ("[1,]", 3, .unexpectedByte),
            ("[,1]", 1, .unexpectedByte),
            ("[1 2]", 3, .unexpectedByte),
            ("[1", 2, .unexpectedEnd),
            ("[1}", 2, .unexpectedByte),
            ("{", 1, .unexpectedEnd),
            (#"{"a"}"#, 4, .unexpectedByte),
            (#"{"a":}"#, 5, .unexpectedByte),
            (#"{"a":1,}"#, 7, .unexpectedByte),
            (#"{"a":1"#, 6, .unexpectedEnd),
            ("{a:1}", 1, .unexpectedByte),
            ("{1:1}", 1, .unexpectedByte),
            ("'a'", 0, .unexpectedByte),
            ("\"abc", 4, .unexpectedEnd),
            (#""abc\"#, 5, .unexpectedEnd),
            (#""\x41""#, 1, .badEscape),
            (#""\u12"#, 5, .unexpectedEnd),
            (#""\u12G4""#, 1, .badEscape),
            ("\"a\nb\"", 2, .control),
            ("\"\\t\u{1}\"", 3, .control),
            ("// no\n1", 0, .unexpectedByte),
            ("\u{A0}1", 0, .unexpectedByte),
        ] as [(String, Int, JSONFault.Reason)]
    )
    func refuses(_ text: String, _ offset: Int, _ reason: JSONFault.Reason) {
        for mode in [JSONMode.strict, .tolerant] {
            #expect(throws: JSONFault(at: offset, reason)) { try JSONValue(parsing: text.utf8, mode: mode) }
        }
    }

    @Test(
        "strictly or tolerantly where bytes are no text",
        arguments: [
            (Array(#""\uD800""#.utf8), 1, .loneSurrogate, "\u{FFFD}"),
            (Array(#""ab\uDC00c""#.utf8), 3, .loneSurrogate, "ab\u{FFFD}c"),
            (Array(#""\uD800\uD83D\uDE00""#.utf8), 1, .loneSurrogate, "\u{FFFD}😀"),
            (Array(#""\uD800\n""#.utf8), 1, .loneSurrogate, "\u{FFFD}\n"),
            (Array(#""\uD800A""#.utf8), 1, .loneSurrogate, "\u{FFFD}A"),
            ([0x22, 0xFF, 0x22], 1, .badUTF8, "\u{FFFD}"),
            ([0x22, 0x61, 0xC3, 0x22], 2, .badUTF8, "a\u{FFFD}"),
            // An overlong slash, and a surrogate that was encoded.
            ([0x22, 0x61, 0xC0, 0xAF, 0x22], 2, .badUTF8, "a\u{FFFD}\u{FFFD}"),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1, .badUTF8, "\u{FFFD}\u{FFFD}\u{FFFD}"),
            // With an escape elsewhere in the string, the place is still that of the document.
            ([0x22, 0x5C, 0x6E, 0xE4, 0xB8, 0xAD, 0xFE, 0x22], 6, .badUTF8, "\n中\u{FFFD}"),
        ] as [([UInt8], Int, JSONFault.Reason, String)]
    )
    func repairs(_ bytes: [UInt8], _ offset: Int, _ reason: JSONFault.Reason, _ repaired: String) throws {
        #expect(throws: JSONFault(at: offset, reason)) { try JSONValue(parsing: bytes) }
        #expect(try JSONValue(parsing: bytes, mode: .tolerant) == .string(repaired))
    }

    @Test("a byte order mark is skipped only tolerantly")
    func byteOrderMark() throws {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("[1]".utf8)
        #expect(throws: JSONFault(at: 0, .unexpectedByte)) { try JSONValue(parsing: bytes) }
        #expect(try JSONValue(parsing: bytes, mode: .tolerant) == [1])
    }

    @Test("a key that stands twice means its last value")
    func duplicateKeys() throws {
        let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#.utf8)
        #expect(value["a"] == 3)
        #expect(value.members?.count == 3)
    }

    @Test("64 levels are read, and one more is not", arguments: [("[", "]"), (#"{"a":"#, "}")])
    func depth(_ open: String, _ close: String) throws {
        let nested = { (depth: Int) in String(repeating: open, count: depth) + "0" + String(repeating: close, count: depth) }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(64).utf8) }
        #expect(throws: JSONFault(at: open.utf8.count * 64, .tooDeep)) { try JSONValue(parsing: nested(65).utf8) }
        #expect(throws: JSONFault.self) { try JSONValue(parsing: String(repeating: open, count: 1_000_000).utf8, mode: .tolerant) }
    }

    @Test("a body with two pictures of ten MiB comes back as it went out")
    func largeBody() throws {
        let picture = Fixture.dataURL(byteCount: PictureFormat.byteLimit)
        let body: JSONValue = ["images": .array([.string(picture), .string(picture)]), "seed": 1]
        #expect(try JSONValue(parsing: body.text.utf8) == body)
    }

    @Test("a slice is read like an array of its own")
    func slice() throws {
        let bytes = Array("xx[1,\"a\"]yy".utf8)[2..<9]
        #expect(try JSONValue(parsing: bytes) == [1, "a"])
    }
}
