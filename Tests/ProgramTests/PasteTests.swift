import Foundation
import Glibc
import Testing

@Suite("Pastes at a terminal", .timeLimit(.minutes(5)))
struct PasteTests {
    private static let prompt = "flash 720P first,last? >"

    private func start(_ home: Home, _ more: [String: String] = [:], columns: Int = 100, rows: Int = 24) throws -> TerminalProgram {
        let program = try TerminalProgram(home, ["-q"], environment: more, columns: columns, rows: rows)
        try program.waitForPrompt(Self.prompt)
        return program
    }

    @Test("a paste on an empty line waits for Enter, then runs line by line, each shown with its prompt")
    func runsAfterEnter() throws {
        let program = try start(try Home())
        try program.paste("seed=7\nsize=480P\n")
        try program.wait("both rows") { $0.last == "size=480P" }
        #expect(!program.hasShown("random → 7"))
        try program.type("\r")
        try program.waitForPrompt("flash 480P first,last? >")
        #expect(
            program.screen.text.suffix(5).dropLast() == [
                Self.prompt + " seed=7", "seed  random → 7", Self.prompt + " size=480P", "size  720P → 480P",
            ]
        )
    }

    @Test("the first line that fails ends a paste; the rest is told, and Up brings it back as a paste")
    func stopsAtError() throws {
        let program = try start(try Home())
        try program.paste("seed=7\nsiz=480P\nseed=8\nextend=off")
        try program.wait("the rows") { $0.last == "extend=off" }
        try program.type("\r")
        try program.wait(for: "paste:2: error: no field \"siz\"")
        try program.wait(for: "2 lines were not run")
        try program.waitForPrompt(Self.prompt)
        #expect(!program.hasShown("7 → 8"))
        try program.type("\u{1B}[A")
        try program.wait("the corrected line") { $0.last == Self.prompt + " size=480P" }
        try program.type("\u{15}\u{1B}[A\u{1B}[A")
        try program.wait("the rest") { $0.last == "extend=off" }
        try program.type("\r")
        try program.wait(for: "7 → 8")
        try program.wait(for: "on → off")
    }

    @Test("a paste into a begun line is text, and its newlines become spaces, which is said")
    func isText() throws {
        let program = try start(try Home())
        try program.type("set prompt ")
        try program.paste("一只\n小猫\t\u{1B}[31mred\u{1B}[0m")
        try program.wait("the rows") { $0.last?.hasPrefix("小猫") == true }
        try program.type("\r")
        try program.wait(for: "newlines became spaces")
        try program.waitForPrompt(Self.prompt)
        try program.type("show prompt\r")
        try program.wait("the prompt as it was taken") {
            $0.contains { $0.contains("一只 小猫") && $0.contains("red") && !$0.contains("[31m") }
        }
    }

    @Test("a text of several lines within a paste ends where its END stands")
    func takesTexts() throws {
        let program = try start(try Home())
        try program.paste("set prompt <<END\n一只\n小猫\nEND\nsize=480P")
        try program.wait("the rows") { $0.last == "size=480P" }
        try program.type("\r")
        try program.wait(for: "5/800")
        try program.waitForPrompt("flash 480P first,last? >")
    }

    @Test("the call of the API's page becomes the draft, and no key of it is kept anywhere")
    func importsCall() throws {
        let home = try Home()
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let call = try String(contentsOf: path.appendingPathComponent("Fixtures/create-call.txt"), encoding: .utf8)
        let program = try start(home)
        try program.paste(call.replacingOccurrences(of: "<token>", with: "sk-0123456789abcdef0123"))
        try program.wait("the call") { $0.joined().contains("prompt_extend") }
        try program.type("\r")
        try program.wait(for: "https://example.com/first-frame.png")
        try program.wait(for: "keep its key for profile hosted")
        try program.type("no\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(home.files().allSatisfy { $0.bytes.range(of: Data("sk-0123456789abcdef".utf8)) == nil })
    }

    @Test("5,000 characters are there at once, and taken whole")
    func takesLongPastes() throws {
        let program = try start(try Home(), columns: 200, rows: 60)
        try program.type("set negative ")
        try program.paste(String(repeating: "夜", count: 5000))
        try program.wait("the last row") { $0.joined().count { $0 == "夜" } == 5000 }
        try program.type("\r")
        try program.wait(for: "negative has 5000 characters, limit 500")
    }
}
