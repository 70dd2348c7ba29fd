import Foundation
import Glibc
import Testing

@Suite("The user's editor", .timeLimit(.minutes(5)))
struct EditorTests {
    private static let prompt = "flash 720P first,last? >"

    /// A shell whose editor is a script of the test; `$1` is the file, or what stands before it.
    private func start(
        _ home: Home,
        editor script: String?,
        named name: String = "my-editor",
        _ more: [String: String] = [:],
        columns: Int = 100,
        rows: Int = 24
    ) throws -> TerminalProgram {
        var environment = more
        if let script {
            try home.write("#!/bin/sh\n" + script, to: name, mode: 0o700)
            environment["EDITOR"] = environment["EDITOR"] ?? home.folder + "/" + name
        }
        let program = try TerminalProgram(home, ["-q"], environment: environment, columns: columns, rows: rows)
        try program.waitForPrompt(Self.prompt)
        return program
    }

    private func text(_ name: String, _ home: Home) -> String? {
        FileManager.default.contents(atPath: home.folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("801 characters are refused, the draft keeps the old text, and edit opens the refused one where it runs over")
    func editsRefusedText() throws {
        let home = try Home()
        // A program of that name is told the line and the column.
        let script = """
            printf '%s\\n' "$1" > place
            cp "$2" seen
            printf '%800s\\n' x > "$2"
            """
        let program = try start(home, editor: script, named: "nano")
        try program.type("set prompt 猫\r")
        try program.wait(for: "1/800")
        try program.waitForPrompt(Self.prompt)
        try program.type("set prompt ")
        try program.paste(String(repeating: "a", count: 801))
        try program.wait("the text") { $0.joined().count { $0 == "a" } > 801 }
        try program.type("\r")
        try program.wait(for: "prompt has 801 characters, limit 800; the draft still has the old one")
        try program.waitForPrompt(Self.prompt)
        try program.type("edit\r")
        try program.wait(for: "800/800")
        try program.waitForPrompt(Self.prompt)
        #expect(text("place", home) == "+1,801\n")
        #expect(text("seen", home)?.contains("aaa") == true)
    }

    @Test("the file is ours alone, in a folder that is ours alone, ends with .txt, and is gone afterwards; the key is in no environment")
    func isPrivate() throws {
        let home = try Home()
        let script = "stat -c '%a %n' \"$1\" \"$(dirname \"$1\")\" > facts\nenv > environment\nprintf '一只小猫' > \"$1\"\n"
        let program = try start(home, editor: script, ["TWEEN_API_KEY": "sk-secret-0123456789", "TMPDIR": home.path])
        try program.type("edit prompt\r")
        try program.wait(for: "4/800")
        let facts = try #require(text("facts", home)?.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) })
        #expect(facts.map { $0[0] } == ["600", "700"])
        #expect(facts[0][1].hasSuffix("/prompt.txt"))
        #expect(facts[1][1].hasPrefix(home.path + "/tween-"))
        #expect(!FileManager.default.fileExists(atPath: String(facts[1][1])))
        let environment = try #require(text("environment", home))
        #expect(environment.contains("HOME="))
        #expect(!environment.contains("sk-secret"))
    }

    private static let failures: [(script: String, words: String, isKept: Bool)] = [
        ("exit 3\n", "the editor ended with 3, so nothing is changed", false),
        ("printf lost > \"$1\"; exit 3\n", "the editor ended with 3, so nothing is changed; what was written is in", true),
        ("printf lost > \"$1\"; kill -KILL $$\n", "the editor was ended by signal 9", true),
        ("printf 'a\\377' > \"$1\"\n", "the text is not UTF-8; what was written is in", true),
        ("head -c 1100000 /dev/zero > \"$1\"\n", "the text is over 1 MiB; what was written is in", true),
        ("rm \"$1\"\n", "the text can't be read", false),
    ]

    @Test("an editor that fails changes nothing, and what was written stays where it is said to be", arguments: failures)
    func survivesFailures(_ script: String, _ words: String, _ isKept: Bool) throws {
        let home = try Home()
        let program = try start(home, editor: script, ["TMPDIR": home.path])
        try program.type("edit prompt\r")
        try program.wait(for: String(words.prefix(60)))
        try program.waitForPrompt(Self.prompt)
        #expect(home.files().contains { $0.path.hasSuffix("/prompt.txt") } == isKept)
        try program.type("show prompt\r")
        try program.waitForPrompt(Self.prompt)
        #expect(!program.screen.text.contains("lost"))
    }

    @Test("an editor that ^C ends in the middle of a row leaves that row to itself")
    func leavesItsRow() throws {
        let home = try Home()
        let program = try start(home, editor: "printf 'which one? '\nkill -INT $$\n")
        try program.type("edit prompt\r")
        try program.wait(for: "signal")
        try program.waitForPrompt(Self.prompt)
        let rows = program.screen.text
        #expect(rows.contains("which one?") && rows.contains { $0.hasPrefix("error: ") }, "\(rows)")
    }

    @Test("a command with arguments gets the file as one of its own, and $VISUAL goes before $EDITOR")
    func takesArguments() throws {
        let home = try Home()
        let script = "printf '%s\\n' \"$#\" \"$1\" \"$2\" > words\nprintf 'from visual' > \"$3\"\n"
        let editor = home.folder + "/my-editor"
        let program = try start(home, editor: script, ["VISUAL": "\(editor) --wait 'two words'", "EDITOR": "/nowhere"])
        try program.type("edit prompt\r")
        try program.wait(for: "11/800")
        #expect(text("words", home) == "3\n--wait\ntwo words\n")
    }

    @Test("without an editor it says what to set, and the line stays")
    func needsEditor() throws {
        let home = try Home()
        let program = try start(home, editor: nil, ["EDITOR": "no-such-editor"])
        try program.type("set prompt 猫\u{18}\u{5}")
        try program.wait("the words above the line") { screen in
            screen.contains { $0.contains("there is no program \"no-such-editor\", which EDITOR names") }
                && screen.last?.hasPrefix(Self.prompt + " set prompt 猫") == true
        }
    }

    @Test("Ctrl-X Ctrl-E edits the line, which then waits for Enter")
    func editsLine() throws {
        let home = try Home()
        let program = try start(home, editor: "printf 'set prompt from the editor' > \"$1\"\n")
        try program.type("set prompt 猫\u{18}\u{5}")
        try program.wait("the edited line") { $0.last?.hasPrefix(Self.prompt + " set prompt from the editor") == true }
        #expect(!program.hasShown("15/800\r\n"))
        try program.type("\r")
        try program.wait(for: "15/800")
    }

    @Test("v in vi's command mode does the same")
    func editsLineInVi() throws {
        let home = try Home()
        try "bind -v\n".write(toFile: home.path + "/.editrc", atomically: false, encoding: .utf8)
        let program = try start(home, editor: "printf 'set prompt from the editor' > \"$1\"\n")
        try program.type("set prompt 猫\u{1B}v")
        try program.wait("the edited line") { $0.last?.hasPrefix(Self.prompt + " set prompt from the editor") == true }
        try program.type("\r")
        try program.wait(for: "15/800")
    }

    @Test("^C and ^\\ belong to the editor, and the shell goes on")
    func leavesKeysAlone() throws {
        let home = try Home()
        let script = "trap 'printf interrupted > \"$1\"; exit 0' INT\necho editing\nwhile :; do read line; done\n"
        let program = try start(home, editor: script)
        try program.type("edit prompt\r")
        try program.wait(for: "editing")
        try program.type("\u{3}")
        try program.wait(for: "11/800")
        try program.waitForPrompt(Self.prompt)
        try program.type("\u{4}")
        #expect(try program.waitForEnd() == 0)
        #expect(program.isRestored)
    }

    @Test("a window of 80 × 8: 800 Chinese characters go whole to the editor, and run on Enter")
    func editsWhatDoesNotFit() throws {
        let home = try Home()
        let program = try start(home, editor: "wc -m < \"$1\" > count\n", columns: 80, rows: 8)
        try program.type("set prompt ")
        try program.paste(String(repeating: "猫", count: 800))
        try program.wait(for: "(811 characters)")
        try program.wait(for: "Enter runs it, ^C drops it")
        try program.wait(for: "\u{1B}[?2004h")
        try program.type("\r")
        try program.wait(for: "800/800")
        // The line's end is the editor's, not ours.
        #expect(text("count", home)?.trimmingCharacters(in: .whitespacesAndNewlines) == "812")
    }

    @Test("^Z in the editor stops the whole job, and fg brings both back")
    func suspends() throws {
        let home = try Home()
        try home.write("#!/bin/sh\nprintf 'after a break' > \"$1\"\necho editing\nread line\n", to: "my-editor", mode: 0o700)
        let environment = ["EDITOR": home.folder + "/my-editor", "PS1": "outer$ ", "TWEEN": Program.path]
        let shell = try TerminalProgram(home, ["--norc", "--noprofile", "-i"], environment: environment, program: "/bin/bash")
        try shell.wait(for: "outer$ ")
        try shell.type("\"$TWEEN\" -q\r")
        try shell.waitForPrompt(Self.prompt)
        try shell.type("edit prompt\r")
        try shell.wait(for: "editing")
        try shell.type("\u{1A}")
        try shell.wait(for: "Stopped")
        try shell.wait(for: "outer$ ")
        try shell.type("fg\r")
        try shell.wait(for: "-q")
        try shell.type("\r")
        try shell.wait(for: "13/800")
        try shell.waitForPrompt(Self.prompt)
    }
}
