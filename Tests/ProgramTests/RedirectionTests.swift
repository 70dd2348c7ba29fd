import Foundation
import Testing

@Suite("The program whose output goes elsewhere", .timeLimit(.minutes(5)))
struct RedirectionTests {
    private static let prompt = "flash 720P first,last? >"

    /// The program at a terminal, started by a shell with redirections.
    private func start(_ home: Home, _ words: String) throws -> TerminalProgram {
        try TerminalProgram(home, ["-c", "exec \"$0\" \(words)", Program.path], program: "/bin/sh")
    }

    @Test(
        "with the keyboard in, a file gets the answers, and the person the prompt",
        arguments: [("> out", "random\n"), ("--json > out", "{\"seed\":\"random\"}\n")]
    )
    func promptsElsewhere(_ words: String, _ answer: String) throws {
        let home = try Home()
        let program = try start(home, words)
        try program.waitForPrompt(Self.prompt)
        try program.type("show seed\r")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(!program.hasShown("Ctrl-D leaves"))
        #expect(try String(contentsOfFile: home.folder + "/out", encoding: .utf8) == answer)
    }

    @Test("where nobody would see a prompt there is none")
    func promptsNowhere() throws {
        let home = try Home()
        let program = try start(home, "> out 2> err")
        try program.type("show seed\r\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(try String(contentsOfFile: home.folder + "/out", encoding: .utf8) == "random\n")
        #expect(try String(contentsOfFile: home.folder + "/err", encoding: .utf8) == "")
    }

    @Test("a program that reads JSON from a terminal gets no banner")
    func noBannerInJSON() throws {
        let program = try start(try Home(), "--json")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(!program.hasShown("Ctrl-D leaves"))
    }
}
