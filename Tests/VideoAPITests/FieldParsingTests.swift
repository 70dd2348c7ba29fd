import Testing
import VideoAPI

@Suite("A field takes")
struct FieldParsingTests {
    @Test(
        "what is legal",
        arguments: [
            (.model, "wan2.2-kf2v-flash", .model(.flash)), (.model, "flash", .model(.flash)), (.model, "FLASH", .model(.flash)),
            (.model, "wan2.1-kf2v-plus", .model(.plus)), (.model, "plus", .model(.plus)), (.model, "wanx2.1-kf2v-plus", .model(.plus)),
            (.size, "480P", .size(.p480)), (.size, "720p", .size(.p720)), (.size, "720", .size(.p720)), (.size, "1080P", .size(.p1080)),
            (.seconds, "5", .fixed("5")),
            (.extend, "on", .flag(true)), (.extend, "YES", .flag(true)), (.extend, "true", .flag(true)), (.extend, "1", .flag(true)),
            (.watermark, "off", .flag(false)), (.watermark, "No", .flag(false)), (.watermark, "false", .flag(false)),
            (.watermark, "0", .flag(false)),
            (.seed, "0", .seed(.value(0))), (.seed, "2147483647", .seed(.value(2_147_483_647))), (.seed, "007", .seed(.value(7))),
            (.seed, "random", .seed(.random)), (.seed, "KEEP", .seed(.keep)), (.seed, "server", .seed(.server)),
            (.prompt, "", .text("")), (.prompt, "一只黑猫", .text("一只黑猫")), (.prompt, "e\u{301}", .text("\u{E9}")),
            (.negative, "blurry", .text("blurry")),
            (.first, "https://example.com/a.png", .image(.address("https://example.com/a.png"))),
            (.last, "HTTP://example.com/a.png", .image(.address("HTTP://example.com/a.png"))),
        ] as [(FieldName, String, FieldValue)]
    )
    func takes(_ name: FieldName, _ text: String, _ value: FieldValue) throws {
        #expect(try Field.named(name).parse(text) == .value(value))
    }

    private static let models = ["wan2.2-kf2v-flash", "wan2.1-kf2v-plus"]
    private static let sizes = ["480P", "720P", "1080P"]

    @Test(
        "nothing else, and says what is legal and what was probably meant",
        arguments: [
            (.model, "flsh", .unknownWord(given: "flsh", legal: models, nearest: "wan2.2-kf2v-flash")),
            (.model, "wan2.2-kf2v-plus", .unknownWord(given: "wan2.2-kf2v-plus", legal: models, nearest: "wan2.1-kf2v-plus")),
            (.model, "sora", .unknownWord(given: "sora", legal: models, nearest: nil)),
            (.model, "", .unknownWord(given: "", legal: models, nearest: nil)),
            (.size, "729P", .unknownWord(given: "729P", legal: sizes, nearest: "720P")),
            (.size, "1000", .unknownWord(given: "1000", legal: sizes, nearest: "1080P")),
            (.size, "2160p", .unknownWord(given: "2160p", legal: sizes, nearest: "1080P")),
            (.size, "99999999999999999999", .unknownWord(given: "99999999999999999999", legal: sizes, nearest: nil)),
            (.size, "huge", .unknownWord(given: "huge", legal: sizes, nearest: nil)),
            (.seconds, "10", .fixed(given: "10", value: "5")), (.seconds, "5.0", .fixed(given: "5.0", value: "5")),
            (.seconds, "５", .fixed(given: "５", value: "5")), (.seconds, "", .fixed(given: "", value: "5")),
            (.extend, "maybe", .notFlag(given: "maybe")), (.watermark, "2", .notFlag(given: "2")), (.watermark, "", .notFlag(given: "")),
            (.prompt, "a\0b", .nul(offset: 1)), (.negative, "é\0", .nul(offset: 1)),
        ] as [(FieldName, String, Problem.Reason)]
    )
    func refuses(_ name: FieldName, _ text: String, _ reason: Problem.Reason) {
        #expect(throws: Problem(name, reason)) { try Field.named(name).parse(text) }
    }

    @Test(
        "no seed outside its range, and no other spelling of a number",
        arguments: [
            "-1", "2147483648", "1.5", "1e3", "abc", "+5", "０", "٣", "", " 5", "5 ", "0x10", "5,000", "99999999999999999999999", "-0",
            "5\u{301}",
        ]
    )
    func refusesSeed(_ text: String) {
        #expect(throws: Problem(.seed, .notSeed(given: text, range: 0...2_147_483_647))) { try Field.named(.seed).parse(text) }
    }

    /// One unit, and how many scalars of it NFC leaves.
    @Test(
        "a text up to its limit, counted in scalars after NFC",
        arguments: [
            ("a", 1), ("中", 1), ("😀", 1), ("👨‍👩‍👧", 5), ("🇩🇪", 2), ("e\u{301}", 1), ("x\u{301}", 2), ("\u{1100}\u{1161}", 1), ("\u{212B}", 1),
            ("\u{958}", 2), ("\r\n", 2),
        ],
        [(FieldName.prompt, 800), (.negative, 500)]
    )
    func limits(_ unit: (text: String, scalars: Int), _ field: (name: FieldName, limit: Int)) throws {
        let fitting = field.limit / unit.scalars
        let padding = String(repeating: "a", count: field.limit - fitting * unit.scalars)
        let longest = String(repeating: unit.text, count: fitting) + padding
        guard case .value(.text(let kept)) = try Field.named(field.name).parse(longest) else {
            Issue.record("no text came out")
            return
        }
        #expect(TextLimit.count(kept) == field.limit)
        #expect(
            throws: Problem(field.name, .tooLong(text: TextLimit.normalised(longest + "a"), count: field.limit + 1, limit: field.limit))
        ) {
            try Field.named(field.name).parse(longest + "a")
        }
    }

    @Test("by name, by wire name and by alias, in any case")
    func names() {
        let spellings: [(String, FieldName)] = [
            ("prompt", .prompt), ("TEXT", .prompt), ("negative_prompt", .negative), ("neg", .negative), ("prompt_extend", .extend),
            ("images", .first), ("images[1]", .last), ("resolution", .size), ("duration", .seconds), ("Seed", .seed),
        ]
        for (text, name) in spellings { #expect(Field.typed(text)?.name == name, "\(text)") }
        #expect(Field.typed("colour") == nil)
    }

    @Test("its own example and its default", arguments: Field.all)
    func examples(_ field: Field) throws {
        #expect(throws: Never.self) { try field.parse(field.example) }
        if let word = field.defaultWord { #expect(throws: Never.self) { try field.parse(word) } }
        #expect(Draft().effective(field.name)?.typed == field.defaultWord)
    }

    @Test("no name twice")
    func namesAreUnique() {
        let names = Field.all.flatMap { [$0.name.rawValue] + $0.aliases }
        #expect(Set(names).count == names.count)
    }
}
