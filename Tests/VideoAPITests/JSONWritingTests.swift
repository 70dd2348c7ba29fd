import Testing
import VideoAPI

@Suite("JSON is written")
struct JSONWritingTests {
    @Test("in the order in which it was made, on one line or indented")
    func layout() {
        let value: JSONValue = ["b": [1, .number(2.5, text: "2.5")], "a": [:], "c": []]
        #expect(value.text == #"{"b":[1,2.5],"a":{},"c":[]}"#)
        #expect(value.indented == "{\n  \"b\": [\n    1,\n    2.5\n  ],\n  \"a\": {},\n  \"c\": []\n}")
    }

    @Test(
        "with what turns or hides text escaped",
        arguments: [
            ("a\"b\\", #""a\"b\\""#), ("\n\r\t", #""\n\r\t""#), ("\u{1B}[0m", #""\u001b[0m""#), ("\u{7F}\u{9B}", #""\u007f\u009b""#),
            ("\u{202E}\u{200B}\u{61C}\u{FEFF}", #""\u202e\u200b\u061c\ufeff""#), ("\u{E0041}", #""\udb40\udc41""#),
            ("猫 👨‍👩‍👧 é", "\"猫 👨‍👩‍👧 é\""), ("plain", "\"plain\""),
        ]
    )
    func escapes(_ text: String, _ written: String) throws {
        #expect(JSONValue.string(text).text == written)
        #expect(try JSONValue(parsing: written.utf8) == .string(text))
    }
}
