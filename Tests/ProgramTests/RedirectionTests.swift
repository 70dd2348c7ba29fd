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

    @Test(
        "what can't be written is told once, and ends a script with 8",
        arguments: [
            ("-c 'show seed' -c 'save kept' > /dev/full", "No space left on device"),
            ("--json -c 'show seed' -c 'save kept' > /dev/full", "No space left on device"),
            ("-c 'show seed' -c 'save kept' >&-", "Bad file descriptor"),
        ]
    )
    func tellsLostOutput(_ words: String, _ reason: String) throws {
        let home = try Home()
        let run = try home.run(["-c", "exec \"$0\" \(words)", Program.path], program: "/bin/sh")
        #expect(run.diagnostics == "error: what was printed could not be written: \(reason)\n")
        #expect(run.code == 8)
        #expect(!home.files().contains { $0.path.contains("kept") })
    }

    @Test("so it is with what the command line asks for", arguments: ["--help", "--version", "help serve"])
    func tellsLostHelp(_ words: String) throws {
        let run = try Home().run(["-c", "exec \"$0\" \(words) > /dev/full", Program.path], program: "/bin/sh")
        #expect(run.diagnostics == "error: what was printed could not be written: No space left on device\n")
        #expect(run.code == 8)
    }

    @Test("output that is lost does not hide what went wrong before, and --keep-going goes on")
    func keepsGoing() throws {
        let home = try Home()
        let words = "--keep-going -c 'set seed -1' -c 'show seed' -c show -c 'save kept' > /dev/full"
        let run = try home.run(["-c", "exec \"$0\" \(words)", Program.path], program: "/bin/sh")
        #expect(run.diagnostics.components(separatedBy: "could not be written").count == 2)
        #expect(run.code == 2)
        #expect(home.files().contains { $0.path.contains("kept") })
    }
}
