import Testing
import VideoAPI

@testable import Journal

@Suite("Searching")
struct SearchingTests {
    @Test(
        "texts are cut into words: lower case, no accents, scripts without spaces one by one",
        arguments: [
            ("Kittens, 2 of them!", "kittens 2 of them"), ("Café ÅNGSTRÖM naïve", "cafe angstrom naive"), ("一只小猫sleeps", "一 只 小 猫 sleeps"),
            ("カタカナｶﾅ", "カ タ カ ナ カ ナ"), ("ＡＢＣ１２", "abc12"), ("고양이", "고 양 이"), ("𠀀𠀁", "𠀀 𠀁"), ("แมว", "แ ม ว"), ("🐈‍⬛ cat", "🐈 ⬛ cat"),
            ("кошка Ёлка", "кошка елка"), ("cat's half-open 50%", "cat s half open 50"), ("a\u{0}b\tc", "a b c"), ("，。！\"*", ""), ("", ""),
        ]
    )
    func words(_ text: String, _ words: String) {
        #expect(SearchWords.indexed(text) == words)
    }

    private static let prompts = [
        "Two Kittens wake up in a café", "一只小猫在雨中奔跑", "猫和小狗", "half-open window, 50% grey", "a fox AND a hen NEAR prompt:x",
    ]

    private func found(_ query: String, limit: Int = 20) throws -> [Int] {
        let journal = try Place().open()
        for prompt in Self.prompts { _ = try journal.begin(.sample(prompt: prompt)) }
        return try journal.search(query, limit: limit).map(\.number.rawValue)
    }

    @Test(
        "a Latin word is found by its beginning, a Chinese one anywhere, several in any order",
        arguments: [
            ("kitten", [1]), ("KITTENS", [1]), ("itten", []), ("cafe", [1]), ("CAFÉ", [1]), ("wake kitten", [1]), ("kitten fox", []),
            ("小猫", [2]),
            ("猫", [3, 2]), ("猫小", []), ("猫和", [3]), ("雨 小猫", [2]), ("half-open", [4]), ("open-half", []), ("a", [5, 1]), ("zebra", []),
        ] as [(String, [Int])]
    )
    func finds(_ query: String, _ numbers: [Int]) throws {
        #expect(try found(query) == numbers)
    }

    @Test(
        "what means something to SQL or to the index is text",
        arguments: [
            ("%", []), ("_", []), ("*", []), ("\"", []), ("", []), ("  ", []), ("50%", [4]), ("kit*", [1]), ("\"kittens", [1]),
            ("fox OR kitten", []),
            ("AND", [5]), ("NEAR(fox hen)", []), ("near hen", [5]), ("prompt:x", [5]), ("prompt:kittens", []), ("-fox", [5]), ("^two", [1]),
            ("' OR 1=1 --", []), ("fox\u{0}", [5]), ("kitten)", [1]), ("{prompt}", [5]),
        ] as [(String, [Int])]
    )
    func queryIsText(_ query: String, _ numbers: [Int]) throws {
        #expect(try found(query) == numbers)
    }

    @Test("a query of any length is answered")
    func longQuery() throws {
        #expect(try found(String(repeating: "kitten ", count: 9_000)) == [1])
        #expect(try found(String(repeating: "猫", count: 20_000)).isEmpty)
    }

    @Test("the newest come first, as many as are wanted")
    func limit() throws {
        #expect(try found("猫", limit: 1) == [3])
        #expect(try found("猫", limit: 0).isEmpty)
        #expect(try found("猫", limit: -1).isEmpty)
    }

    @Test("negative prompt, note and tags are found too, and no more once they are changed")
    func marks() throws {
        let journal = try Place().open()
        var new = NewTask.sample(prompt: "a fox")
        new.draft = ["prompt": "a fox", "negative": "blurry"]
        let number = try journal.begin(new).number
        func finds(_ query: String) throws -> Bool { try journal.search(query, limit: 9).map(\.number) == [number] }
        #expect(try finds("blur"))
        _ = try journal.note(number, "给妈妈看")
        _ = try journal.tag(number, adding: ["spring reel", "客户"])
        #expect(try finds("妈妈"))
        #expect(try finds("spring 客户 fox"))
        #expect(try !finds("fox给"), "words of two texts don't make one")
        _ = try journal.note(number, "too dark")
        _ = try journal.tag(number, removing: ["spring reel"])
        #expect(try finds("dark"))
        #expect(try !finds("妈妈"))
        #expect(try !finds("spring"))
        #expect(try finds("客户"))
    }
}
