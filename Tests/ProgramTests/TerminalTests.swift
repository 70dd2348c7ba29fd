import Foundation
import Glibc
import Testing

@Suite("The program at a terminal", .timeLimit(.minutes(5)))
struct TerminalTests {
    private static let prompt = "flash 720P first,last? >"

    /// A program that has shown its first prompt.
    private func start(_ home: Home, _ more: [String: String] = [:], prompt: String = prompt) throws -> TerminalProgram {
        let program = try TerminalProgram(home, environment: more)
        try program.waitForPrompt(prompt)
        return program
    }

    @Test("it greets in one line, shows the prompt, and leaves with 0 on ^D, the terminal as it was")
    func comesAndGoes() throws {
        let program = try start(try Home())
        #expect(program.screen.text.first?.hasPrefix("tween 0.1 · profile local (embedded, offline)") == true)
        #expect(program.screen.text.count == 2)
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(program.isRestored)
    }

    @Test("Chinese is echoed, edited by the character, and taken as it was typed", arguments: [[:], ["LANG": "C", "LC_ALL": "C"]])
    func takesChinese(_ environment: [String: String]) throws {
        let program = try start(try Home(), environment)
        try program.type("set prompt 一只小猫猫")
        try program.wait("the echo") { $0.line == Self.prompt + " set prompt 一只小猫猫" }
        try program.type("\u{7F}")
        try program.wait("the deletion") { $0.line == Self.prompt + " set prompt 一只小猫" }
        try program.type("\r")
        try program.wait(for: "4/800")
        try program.waitForPrompt(Self.prompt)
    }

    @Test("Tab completes what is clear and lists what is not")
    func completes() throws {
        let program = try start(try Home())
        try program.type("set wat\t")
        try program.wait("the completion") { $0.line == Self.prompt + " set watermark" }
        try program.type("\u{15}")
        try program.wait("the empty line") { $0.line == Self.prompt }
        try program.type("size=\t\t")
        try program.wait("the list") { screen in
            ["480P", "720P", "1080P"].allSatisfy { size in screen.dropFirst(2).contains { $0.contains(size) } }
        }
    }

    @Test("Up brings back a line of an earlier run, and no secret is in the file")
    func remembers() throws {
        let home = try Home()
        let first = try start(home)
        try first.type("seed=7\r")
        try first.waitForPrompt(Self.prompt)
        try first.type("login sk-0123456789abcdef\r")
        try first.waitForPrompt(Self.prompt)
        try first.type("\u{4}")
        #expect(try first.waitForEnd() == 0)
        #expect(home.files().allSatisfy { $0.bytes.range(of: Data("sk-0123456789abcdef".utf8)) == nil })
        let second = try start(home)
        try second.type("\u{1B}[A\u{1B}[A")
        try second.wait("the old line") { $0.line == Self.prompt + " seed=7" }
    }

    @Test("^C drops the line and the shell stays")
    func dropsLine() throws {
        let program = try start(try Home())
        try program.type("set prompt half")
        try program.wait("the echo") { $0.line.hasSuffix("half") }
        try program.type("\u{3}")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{3}")
        try program.wait(for: "(Ctrl-D leaves)")
        try program.waitForPrompt(Self.prompt)
        try program.type("version\r")
        try program.wait(for: "tween 0.1.0")
    }

    @Test("^C works in a terminal that a script's background opened, where it was ignored at the start")
    func answersThoughIgnored() throws {
        let home = try Home()
        let environment = ["TWEEN": Program.path]
        let program = try TerminalProgram(home, ["-c", "trap '' INT; exec \"$TWEEN\" -q"], environment: environment, program: "/bin/sh")
        try program.waitForPrompt("flash 720P first,last? >")
        try program.type("sample\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("submit\r")
        try program.wait(for: "^C: leave it running")
        try program.type("\u{3}")
        try program.wait(for: "you will be told here")
    }

    @Test("^C while watching leaves the task running, and its end is told above the half-typed line")
    func detaches() throws {
        let home = try Home()
        let program = try start(home)
        try program.type("sample\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("size=480P\r")
        try program.waitForPrompt("flash 480P >")
        try program.type("submit\r")
        try program.wait(for: "^C: leave it running")
        try program.type("\u{3}")
        try program.wait(for: "you will be told here")
        try program.type("set prompt 一只")
        try program.wait("the notice above the line") { screen in
            screen.contains { $0.hasPrefix("[#1 succeeded in ") && $0.contains("./tween-0001.mp4") }
                && screen.line.hasSuffix("> set prompt 一只")
        }
        try program.type("小猫\r")
        try program.wait(for: "4/800")
        let film = FileManager.default.contents(atPath: home.folder + "/tween-0001.mp4")
        #expect(film?.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8) == true)
    }

    @Test("what is typed while a task is watched comes unseen, and stands at the next prompt")
    func hidesTypeahead() throws {
        let program = try start(try Home())
        try program.type("sample\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("submit\r")
        try program.wait(for: "^C: leave it running")
        try program.type("set seed 5")
        try program.wait("the prompt with it") { $0.last?.hasPrefix("flash 720P > set seed 5 ") == true }
        #expect(program.output.components(separatedBy: "set seed 5").count == 2)
        try program.type("\u{15}submit\r")
        try program.wait(for: "^C: leave it running")
        kill(program.child.pid, SIGTERM)
        let code = try program.waitForEnd()
        #expect(code == 128 + SIGTERM, "\(program.output)")
        #expect(program.isRestored)
    }

    @Test("a dumb terminal gets plain lines without escape sequences", arguments: ["dumb", "", "unknown"])
    func isPlainOnDumbTerminals(_ name: String) throws {
        let program = try start(try Home(), ["TERM": name])
        try program.type("set prompt 一只小猫\n")
        try program.wait(for: "4/800")
        try program.type("set siz 1080\n")
        try program.wait(for: "did you mean")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(!program.output.contains("\u{1B}"))
        // There is no Up here.
        #expect(!program.output.contains("Up"))
    }

    @Test("^C on a dumb terminal drops the line too")
    func dropsLineOnDumbTerminals() throws {
        let program = try start(try Home(), ["TERM": "dumb"])
        try program.type("set prompt half")
        try program.wait(for: "half")
        try program.type("\u{3}")
        try program.wait("a row of its own, and the prompt below") { $0.suffix(2) == ["(Ctrl-D leaves)", Self.prompt] }
        try program.type("version\n")
        try program.wait(for: "tween 0.1")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
    }

    @Test("a notice on a dumb terminal stands on rows of its own below what is typed, and the prompt below that")
    func tellsOnDumbTerminals() throws {
        let program = try start(try Home(), ["TERM": "dumb"])
        try program.type("sample\n")
        try program.waitForPrompt("flash 720P >")
        try program.type("size=480P\n")
        try program.waitForPrompt("flash 480P >")
        try program.type("submit &\n")
        try program.waitForPrompt("flash 480P (1) >")
        try program.type("set prompt half")
        try program.wait("the echo") { $0.contains("flash 480P (1) > set prompt half") }
        try program.wait("the notice, and the prompt") { screen in
            screen.contains { $0.hasPrefix("[#1 succeeded in") } && screen.last == "flash 480P >"
        }
        // The terminal has kept what was typed.
        try program.type("way\n")
        try program.wait(for: "7/800")
    }

    @Test("NO_COLOR takes away colour and nothing else")
    func hasNoColour() throws {
        let program = try start(try Home(), ["NO_COLOR": "1"])
        try program.type("show\r")
        try program.wait(for: "show missing")
        try program.waitForPrompt(Self.prompt)
        #expect(program.output.matches(of: /\u{1B}\[[0-9;]*m/).allSatisfy { $0.output == "\u{1B}[m" || $0.output == "\u{1B}[0m" })
    }

    @Test("a final signal ends it with 128 and its number, the terminal as it was", arguments: [SIGTERM, SIGHUP])
    func obeysSignals(_ signal: Int32) throws {
        let program = try start(try Home())
        try program.type("half a line")
        try program.wait("the echo") { $0.line.hasSuffix("half a line") }
        kill(program.child.pid, signal)
        #expect(try program.waitForEnd() == 128 + signal)
        #expect(program.isRestored)
    }
}
