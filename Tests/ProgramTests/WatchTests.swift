import Foundation
import Glibc
import Testing

@Suite("Watching at a terminal", .timeLimit(.minutes(5)))
struct WatchTests {
    private static let hint = "^C: leave it running"

    /// A shell whose first task never ends, and is watched.
    private func watch(_ service: PaidService, _ environment: [String: String] = [:]) throws -> TerminalProgram {
        let home = try Home()
        let setUp = try home.run(["-c", "profile add mine \(service.url)", "-c", "config set confirm off"])
        guard setUp.code == 0 else { throw HarnessFault(setUp.diagnostics) }
        let program = try TerminalProgram(home, ["-q", "--profile", "mine"], environment: PaidService.key.merging(environment) { $1 })
        try program.waitForPrompt("mine flash 720P first,last? >")
        try program.type("set images https://example.com/a.png https://example.com/b.png\r")
        try program.waitForPrompt("mine flash 720P >")
        try program.type("set prompt a kitten\r")
        try program.waitForPrompt("mine flash 720P >")
        try program.type("submit\r")
        try program.wait(for: environment["TERM"] == nil ? Self.hint : "#1 submitted")
        return program
    }

    @Test("^D twice leaves what is watched, and not the shell")
    func leavesOnce() throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service)
        try program.type("\u{4}\u{4}")
        try program.waitForPrompt("mine flash 720P (1) >")
        try program.type("seed=5\r")
        try program.wait("the next line, run") { $0.contains { $0.hasPrefix("seed  random → 5") } }
    }

    @Test("what is typed while nothing moves stands at the prompt, and not in front of what is told", arguments: ["\u{4}", "\u{3}"])
    func hidesTypeahead(_ key: String) throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service)
        try program.type("\u{4}")
        try program.waitForPrompt("mine flash 720P (1) >")
        try program.type("wait 1\r")
        try program.wait(for: "\u{1B}[?2004l")
        try program.waitForNoEcho()
        try program.type("half" + key)
        try program.wait("the word in a row of its own") { $0.filter { $0.hasPrefix("#1 still") }.count == 2 }
        // With ^C the terminal drops what was typed.
        try program.wait("the prompt") { $0.last == "mine flash 720P (1) >" + (key == "\u{4}" ? " half" : "") }
        try program.type("\u{15}exit\r")
        #expect(try program.waitForEnd() == 0)
        #expect(program.isRestored)
    }

    @Test("on a dumb terminal, which shows ^C, the word stands below that")
    func tellsBelowKeys() throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service, ["TERM": "dumb"])
        try program.type("\u{3}")
        try program.wait("the word in a row of its own") { $0.contains { $0.hasPrefix("#1 still") } }
        try program.waitForPrompt("mine flash 720P (1) >")
    }

    @Test("on a dumb terminal ^D while something is watched does nothing, then or later")
    func dropsEnds() throws {
        let program = try TerminalProgram(try Home(), ["-q"], environment: ["TERM": "dumb"])
        try program.waitForPrompt("flash 720P first,last? >")
        try program.type("sample\n")
        try program.waitForPrompt("flash 720P >")
        try program.type("submit\n")
        try program.wait(for: "#1 submitted")
        try program.type("\u{4}")
        try program.waitForPrompt("flash 720P >")
        try program.type("version\n")
        try program.wait(for: "tween 0.1")
        try program.waitForPrompt("flash 720P >")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
    }

    @Test("^D leaves the task running, as ^C does, and the shell stays; without a live line, too")
    func leaves() throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service)
        try program.type("\u{4}")
        try program.wait(for: "you will be told here")
        try program.waitForPrompt("mine flash 720P (1) >")
        try program.type("wait 1\r")
        // Now the terminal is in charge of lines.
        try program.wait(for: "\u{1B}[?2004l")
        try program.type("\u{4}")
        try program.wait(for: "you will be told here")
        try program.waitForPrompt("mine flash 720P (1) >")
        try program.type("exit\r")
        #expect(try program.waitForEnd() == 0)
        #expect(program.isRestored)
    }

    @Test("what is typed before ^D is for the prompt, and a question hears nothing of it")
    func keepsTypeahead() throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service)
        try program.type("seed=5\nset seed 6\u{4}")
        try program.wait(for: "you will be told here")
        try program.wait("the first line, run, and the rest") { screen in
            screen.contains { $0.contains("seed  random → 5") } && screen.line == "mine flash 720P *(1) > set seed 6"
        }
        #expect(program.output.components(separatedBy: "set seed 6").count == 2)
        try program.type("\r")
        try program.wait("the rest, run") { $0.suffix(2) == ["seed  5 → 6", "mine flash 720P *(1) >"] }
        try program.type("config set confirm on\r")
        try program.waitForPrompt("mine flash 720P *(1) >")
        try program.type("watch 1\r")
        try program.wait(for: Self.hint)
        try program.type("submit\nyes\n\u{4}")
        try program.wait(for: "type yes to send it:")
        try program.wait("the question, unanswered") { $0.last?.hasPrefix("type yes to send it:") == true }
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("\u{3}")
        try program.wait(for: "not sent")
        #expect(service.charges == 1)
        // ^D at an empty prompt leaves, as ever.
        try program.waitForPrompt("mine flash 720P *(1) >")
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(program.isRestored)
    }

    @Test("^D leaves a sweep that is under way as a whole, and does nothing to one that is not")
    func leavesSweeps() throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service)
        try program.type("\u{4}")
        try program.waitForPrompt("mine flash 720P (1) >")
        try program.type("sweep seed=1..2\r")
        try program.wait(for: "type yes to send all 2:")
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("yes\r")
        try program.wait(for: "2/2 sent")
        try program.wait(for: "^C: leave them running")
        try program.type("\u{4}")
        try program.wait(for: "2 tasks accepted")
        try program.waitForPrompt("mine flash 720P *(3) >")
        try program.type("sweep seed=3..5 --max-parallel 1\r")
        try program.wait(for: "type yes to send all 3:")
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("yes\r")
        try program.wait(for: "^C: stop submitting")
        try program.type("\u{4}")
        for _ in 1...2 { try program.wait(for: "^C: stop submitting") }
        try program.type("\u{3}")
        try program.wait(for: "stopped submitting, 1 task accepted, 2 not sent")
        try program.waitForPrompt("mine flash 720P *(4) >")
        #expect(service.charges == 4)
        try program.type("version\r")
        try program.wait(for: "tween 0.1")
    }

    @Test("a final signal while a task is watched again leaves the terminal as it was")
    func staysInOrder() throws {
        let service = try PaidService(statuses: ["pending", "in_progress"])
        let program = try watch(service)
        try program.type("\u{4}")
        try program.waitForPrompt("mine flash 720P (1) >")
        try program.type("watch 1\r")
        try program.wait(for: Self.hint)
        try program.type("half")
        kill(program.child.pid, SIGTERM)
        #expect(try program.waitForEnd() == 128 + SIGTERM)
        #expect(program.isRestored)
    }
}
