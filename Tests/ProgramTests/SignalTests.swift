import Glibc
import Testing

@Suite("Signals and poor terminals", .timeLimit(.minutes(5)))
struct SignalTests {
    private static let prompt = "flash 720P first,last? >"

    private func start(_ home: Home, _ more: [String: String] = [:]) throws -> TerminalProgram {
        let program = try TerminalProgram(home, ["-q"], environment: more)
        try program.waitForPrompt(Self.prompt)
        return program
    }

    @Test("^\\ ends it with 131, the terminal as it was, whatever was typed")
    func quits() throws {
        let program = try start(try Home())
        try program.type("half")
        try program.wait("the echo") { $0.line == Self.prompt + " half" }
        try program.type("\u{1C}")
        #expect(try program.waitForEnd() == 128 + SIGQUIT)
        #expect(program.isRestored)
    }

    @Test(
        "a final signal while something is asked, or watched, ends it with the terminal as it was",
        arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGXCPU]
    )
    func endsAnywhere(_ signal: Int32) throws {
        let program = try start(try Home())
        try program.type("set first\r")
        try program.wait("the question") { $0.line == "first >" }
        kill(program.child.pid, signal)
        #expect(try program.waitForEnd() == 128 + signal)
        #expect(program.isRestored)
    }

    @Test("a storm of signals leaves the line and the cursor")
    func survivesStorm() throws {
        let program = try start(try Home())
        try program.type("set prompt 一只小猫\u{1B}[D")
        try program.wait("the echo") { $0.last?.hasPrefix(Self.prompt + " set prompt 一只小猫") == true }
        let signals =
            [SIGWINCH, SIGCONT, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT]
            + [__libc_current_sigrtmin(), __libc_current_sigrtmax()]
        for _ in 0..<50 { for signal in signals { kill(program.child.pid, signal) } }
        try program.type("黑")
        try program.wait("the character at the cursor") { $0.last?.hasPrefix(Self.prompt + " set prompt 一只小黑猫") == true }
        try program.type("\r")
        try program.wait(for: "5/800")
    }

    @Test("^Z and fg under bash keep what was half typed, cursor and all")
    func suspends() throws {
        let environment = ["PS1": "outer$ ", "TWEEN": Program.path]
        let shell = try TerminalProgram(try Home(), ["--norc", "--noprofile", "-i"], environment: environment, program: "/bin/bash")
        try shell.wait(for: "outer$ ")
        try shell.type("\"$TWEEN\" -q\r")
        try shell.waitForPrompt(Self.prompt)
        try shell.type("set prompt 一只小猫\u{1B}[D")
        try shell.wait("the echo") { $0.last?.hasPrefix(Self.prompt + " set prompt 一只小猫") == true }
        try shell.type("\u{1A}")
        try shell.wait(for: "Stopped")
        try shell.wait(for: "outer$ ")
        try shell.type("fg\r")
        try shell.wait("the line again") { $0.last?.hasPrefix(Self.prompt + " set prompt 一只小猫") == true }
        try shell.type("黑\r")
        try shell.wait(for: "5/800")
    }

    @Test("^Z stops a shell that edits nothing, its pipe with it, and fg shows the prompt again", arguments: ["", " | cat"])
    func suspendsPlainly(_ pipe: String) throws {
        let environment = ["PS1": "outer$ ", "TWEEN": Program.path]
        let shell = try TerminalProgram(try Home(), ["--norc", "--noprofile", "-i"], environment: environment, program: "/bin/bash")
        try shell.wait(for: "outer$ ")
        try shell.type("TERM=dumb \"$TWEEN\" -q\(pipe)\r")
        try shell.waitForPrompt(Self.prompt)
        for _ in 1...2 {
            try shell.type("half\u{1A}")
            try shell.wait(for: "Stopped")
            try shell.wait(for: "outer$ ")
            try shell.type("fg\r")
            try shell.waitForPrompt(Self.prompt)
        }
        // Of a question, too.
        try shell.type("set first\n")
        try shell.waitForPrompt("first >")
        try shell.type("\u{1A}")
        try shell.wait(for: "outer$ ")
        try shell.type("fg\r")
        try shell.waitForPrompt("first >")
    }

    @Test("an interrupt from elsewhere drops the line as ^C does, and says how to leave only if nothing stood in it")
    func heedsInterrupts() throws {
        let program = try start(try Home())
        try program.type("half")
        try program.wait("the echo") { $0.line == Self.prompt + " half" }
        kill(program.child.pid, SIGINT)
        try program.waitForPrompt(Self.prompt)
        try program.type("version\r")
        try program.wait(for: "tween 0.1")
        #expect(!program.hasShown("(Ctrl-D leaves)"))
        try program.waitForPrompt(Self.prompt)
        kill(program.child.pid, SIGINT)
        try program.wait(for: "(Ctrl-D leaves)")
    }

    @Test("an unknown terminal edits nothing, says nothing of it, and takes lines", arguments: ["nonsense", "emacs"])
    func takesUnknownTerminals(_ name: String) throws {
        let program = try start(try Home(), ["TERM": name])
        try program.type("set prompt 一只小猫\n")
        try program.wait(for: "4/800")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(!program.hasShown("\u{1B}"))
    }

    @Test("lines written at once without paste marks are all run, none lost")
    func takesTypeahead() throws {
        let program = try start(try Home())
        try program.type((1...40).map { "seed=\($0)\r" }.joined() + "set prompt the end\r")
        try program.wait("the last lines") { $0.contains("seed  39 → 40") && $0.contains("prompt  7/800") }
    }

    @Test("notify bell rings when a task of the prompt's back ends, and only if it took its time")
    func keepsQuiet() throws {
        let program = try start(try Home())
        try program.type("notify bell\r")
        try program.wait(for: "bell")
        try program.waitForPrompt(Self.prompt)
        try program.type("sample\r")
        try program.waitForPrompt("flash 720P >")
        try program.type("size=480P\r")
        try program.waitForPrompt("flash 480P >")
        try program.type("submit &\r")
        try program.wait("the end of the task") { screen in screen.contains { $0.hasPrefix("[#1 succeeded in") } }
        #expect(!program.hasShown("\u{7}"))
    }
}
