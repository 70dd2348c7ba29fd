import Foundation
import Testing

@Suite("Keys at a terminal", .timeLimit(.minutes(5)))
struct KeyTests {
    private static let prompt = "flash 720P first,last? >"

    private func start(_ home: Home, _ more: [String: String] = [:]) throws -> TerminalProgram {
        let program = try TerminalProgram(home, ["-q"], environment: more)
        try program.waitForPrompt(Self.prompt)
        return program
    }

    private static let line = "set seed one two"

    /// Keys behind the line above, and what an X then makes of it.
    private static let keys: [(keys: [String], line: String)] = [
        (["\u{1B}[H", "\u{1B}OH", "\u{1B}[1~", "\u{1B}[7~", "\u{1B}[1;1H", "\u{1}"], "Xset seed one two"),
        (["\u{1}\u{1B}[F", "\u{1}\u{1B}OF", "\u{1}\u{1B}[4~", "\u{1}\u{1B}[8~", "\u{1}\u{5}"], "set seed one twoX"),
        (["\u{1B}[1;5D", "\u{1B}[1;3D", "\u{1B}b"], "set seed one Xtwo"),
        (["\u{1}\u{1B}[1;5C", "\u{1}\u{1B}[1;3C", "\u{1}\u{1B}f"], "setX seed one two"),
        (["\u{1}\u{1B}[3~"], "Xet seed one two"),
        (["\u{1B}[D", "\u{1B}OD"], "set seed one twXo"),
        // Function keys, pages, a mouse, a window that comes to the front: nothing of them is left.
        (
            [
                "\u{1B}OP", "\u{1B}[15~", "\u{1B}[24;5~", "\u{1B}[13;2~", "\u{1B}[[A", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[I",
                "\u{1B}[<0;3;4M",
            ],
            "set seed one twoX"
        ),
        // M-x is libedit's own command prompt elsewhere, ^Q and ^O a terminal's keys.
        (["\u{1B}x", "\u{11}", "\u{F}"], "set seed one twoX"),
    ]

    @Test("every encoding of a key does what the key does, and leaves no tail", arguments: keys)
    func decodes(_ keys: [String], _ line: String) throws {
        let program = try start(try Home())
        for key in keys {
            try program.type(Self.line + key + "X")
            try program.wait("\(key.debugDescription)") { $0.line == Self.prompt + " " + line }
            try program.type("\u{15}")
            try program.wait("the empty line") { $0.line == Self.prompt }
        }
    }

    @Test("Ctrl-S searches and stops no output")
    func searchesForward() throws {
        let program = try start(try Home())
        try program.type("seed=7\r")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{13}see")
        try program.wait("the find") { $0.last?.hasPrefix("(search)'see'") == true && $0.last?.hasSuffix("seed=7") == true }
        try program.type("\u{7}")
        try program.wait("the empty line") { $0.line == Self.prompt }
    }

    @Test("Alt-Enter is a line end within the text, and Enter runs all of it")
    func breaksLines() throws {
        let program = try start(try Home())
        try program.type("set prompt 一只\u{1B}\r小猫")
        try program.wait("both rows") { $0.last?.hasPrefix("小猫") == true }
        try program.type("\r")
        try program.wait(for: "5/800")
        try program.wait(for: "newlines became spaces")
    }

    @Test("Ctrl-_ takes back what was typed, and what was deleted")
    func takesBack() throws {
        let program = try start(try Home())
        try program.type("seed=7")
        try program.wait("the echo") { $0.line == Self.prompt + " seed=7" }
        try program.type("\u{15}")
        try program.wait("the empty line") { $0.line == Self.prompt }
        try program.type("\u{1F}")
        try program.wait("the line again") { $0.line == Self.prompt + " seed=7" }
        try program.type("\u{1F}")
        try program.wait("the line before it was typed") { $0.line == Self.prompt }
    }

    @Test("Tab goes on with an answer as behind set, and the help says what is wanted")
    func helpsWithAnswers() throws {
        let home = try Home()
        let head = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        try head.write(to: URL(fileURLWithPath: home.folder + "/black cat.png"))
        let program = try start(home)
        try program.type("set first\r")
        try program.wait("the question, and what it wants") { $0.line == "first >" && $0.last?.hasSuffix("URL or file") == true }
        try program.type("bl\t")
        try program.wait("the name") { $0.line == "first > black\\ cat.png" }
        try program.type("\r")
        try program.waitForPrompt("flash 720P last? >")
    }

    @Test("Tab knows what an alias stands for")
    func completesBehindAliases() throws {
        let program = try start(try Home())
        try program.type("alias tall set size\r")
        try program.waitForPrompt(Self.prompt)
        try program.type("tall 10\t")
        try program.wait("the size") { $0.line == Self.prompt + " tall 1080P" }
    }
}
