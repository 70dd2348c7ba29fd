import Foundation
import Testing

@Suite("What is kept of the lines", .timeLimit(.minutes(5)))
struct HistoryTests {
    private static let prompt = "flash 720P first,last? >"

    private func start(_ home: Home, _ more: [String: String] = [:]) throws -> TerminalProgram {
        let program = try TerminalProgram(home, ["-q"], environment: more)
        try program.waitForPrompt(Self.prompt)
        return program
    }

    private func leave(_ program: TerminalProgram) throws {
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
    }

    private func kept(_ home: Home) -> String {
        home.files().filter { $0.path == "state/tween/history" }.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    }

    /// What may stand where the history should be.
    enum Obstacle: CaseIterable {
        case newer, folder, link

        func place(at path: String) throws {
            try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            switch self {
            case .newer: try "tween-history 99\n".write(toFile: path, atomically: false, encoding: .utf8)
            case .folder: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            case .link: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
            }
        }

        var words: String {
            switch self {
            case .newer: "is of a newer version"
            case .folder, .link: "is a link, not a plain file"
            }
        }
    }

    @Test("a history that can't be kept is told once, with its place", arguments: Obstacle.allCases)
    func tellsWhyNotKept(_ obstacle: Obstacle) throws {
        let home = try Home()
        try obstacle.place(at: home.state + "/tween/history")
        let program = try TerminalProgram(home, ["-q"], columns: 300)
        try program.waitForPrompt(Self.prompt)
        for line in ["show seed", "show size"] {
            try program.type("\(line)\r")
            try program.waitForPrompt(Self.prompt)
        }
        try leave(program)
        let told = program.screen.text.filter { $0.contains("lines are not kept") }
        #expect(told.count == 1 && told.first?.contains(home.state + "/tween/history") == true, "\(program.screen.text)")
        #expect(told.first?.contains(obstacle.words) == true)
    }

    @Test("a line of 1024 bytes and one of 64 KB are there in the next run, whole")
    func keepsLongLines() throws {
        let home = try Home()
        try home.write("#!/bin/sh\nwc -c < \"$1\" > \"count-$(ls | wc -l)\"\n", to: "my-editor", mode: 0o700)
        let environment = ["EDITOR": home.folder + "/my-editor"]
        let first = try start(home, environment)
        try first.type("set prompt ")
        try first.paste(String(repeating: "a", count: 1024 - 11))
        try first.wait("the text") { $0.joined().count { $0 == "a" } > 1013 }
        try first.type("\r")
        try first.wait(for: "prompt has 1013 characters, limit 800")
        try first.waitForPrompt(Self.prompt)
        try first.type("set negative ")
        try first.paste(String(repeating: "b", count: 65_536 - 13))
        try first.wait(for: "Enter runs it, ^C drops it")
        try first.wait(for: "\u{1B}[?2004h")
        try first.type("\r")
        try first.wait(for: "negative has 65523 characters, limit 500")
        try first.waitForPrompt(Self.prompt)
        try leave(first)

        let second = try start(home, environment)
        // It does not fit here either, so it goes to the editor as it is.
        try second.type("\u{1B}[A")
        try second.wait(for: "(65536 characters)")
        try second.wait(for: "Enter runs it, ^C drops it")
        try second.wait(for: "\u{1B}[?2004h")
        try second.type("\u{3}")
        try second.wait(for: "not run")
        try second.waitForPrompt(Self.prompt)
        try second.type("set prompt a\u{1B}[A")
        try second.wait("the line of 1024 bytes") { screen in
            let rows = screen.drop { !$0.hasPrefix("1013/800 ") && !$0.hasPrefix(Self.prompt + " set prompt a") }
            return rows.joined().count { $0 == "a" } > 1013
        }
        let counts = try FileManager.default.contentsOfDirectory(atPath: home.folder).filter { $0.hasPrefix("count-") }
        #expect(counts.count == 2)
        for name in counts {
            let bytes = try #require(FileManager.default.contents(atPath: home.folder + "/" + name))
            // The line's end is the editor's, not ours.
            #expect(String(decoding: bytes, as: UTF8.self).contains("65537"))
        }
    }

    @Test("a line that begins with a space is run and not kept")
    func keepsOut() throws {
        let home = try Home()
        let program = try start(home)
        try program.type("seed=6\r")
        try program.wait(for: "→ 6")
        try program.waitForPrompt(Self.prompt)
        try program.type(" seed=5\r")
        try program.wait(for: "→ 5")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{1B}[A")
        try program.wait("the line before") { $0.line == Self.prompt + " seed=6" }
        #expect(kept(home).contains("seed=6"))
        #expect(!kept(home).contains("seed=5"))
    }

    @Test("a line that ^C drops is one Up away, and not on disk")
    func offersDropped() throws {
        let home = try Home()
        let program = try start(home)
        try program.type("seed=6\r")
        try program.waitForPrompt(Self.prompt)
        try program.type("set prompt half\u{3}")
        try program.wait(for: "^C")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{1B}[A")
        try program.wait("the dropped line") { $0.line == Self.prompt + " set prompt half" }
        try program.type("\u{15}\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(kept(home).contains("seed=6"))
        #expect(!kept(home).contains("half"))
    }

    @Test("a curl call is kept without its key, which is nowhere", arguments: [24, 6])
    func redacts(rows: Int) throws {
        let home = try Home()
        try home.write("#!/bin/sh\nexit 0\n", to: "my-editor", mode: 0o700)
        let program = try TerminalProgram(home, ["-q"], environment: ["EDITOR": home.folder + "/my-editor"], rows: rows)
        try program.waitForPrompt(Self.prompt)
        let body = #"{"prompt":"a kitten","negative_prompt":"\#(String(repeating: "blur ", count: 60))"}"#
        try program.paste(
            "curl https://a.example/v1/videos -H 'Authorization: Bearer sk-0123456789abcdef' \\\n -H 'Authorization: Bearer Abc123' -d '\(body)'"
        )
        if rows == 6 {
            // It does not fit, so it is asked for.
            try program.wait(for: "Enter imports it")
            try program.wait(for: "\u{1B}[?2004h")
        } else {
            try program.wait("the call") { $0.joined().contains("a kitten") }
        }
        try program.type("\r")
        try program.wait(for: "`undo` takes it back")
        try program.waitForPrompt(Self.prompt)
        try leave(program)
        #expect(kept(home).contains("a.example/v1/videos"))
        for secret in ["sk-0123456789abcdef", "Abc123"] {
            #expect(home.files().allSatisfy { $0.bytes.range(of: Data(secret.utf8)) == nil }, "\(secret)")
        }
    }
}
