import Foundation
import Glibc
import Testing

@Suite("Text, keys and the history at a terminal", .timeLimit(.minutes(5)))
struct LineTests {
    private static let prompt = "flash 720P first,last? >"

    private func start(_ home: Home, _ more: [String: String] = [:], columns: Int = 100) throws -> TerminalProgram {
        let program = try TerminalProgram(home, ["-q"], environment: more, columns: columns)
        try program.waitForPrompt(Self.prompt)
        return program
    }

    /// Types a line and waits until it is done.
    private func enter(_ line: String, into program: TerminalProgram, then prompt: String = prompt) throws {
        try program.type(line + "\r")
        try program.waitForPrompt(prompt)
    }

    @Test("a file whose name the disk has in NFD is found by its name in NFC")
    func findsDecomposedNames() throws {
        let home = try Home()
        let name = "cafe\u{301}.png"
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).write(to: URL(fileURLWithPath: home.folder + "/" + name))
        let program = try start(home)
        try program.type("set first caf\u{E9}.png\r")
        try program.waitForPrompt("flash 720P last? >")
    }

    @Test("jamo typed one by one are a syllable")
    func composesJamo() throws {
        let program = try start(try Home())
        try program.type("set prompt ")
        for (jamo, line) in [("\u{1112}", "\u{1112}"), ("\u{1161}", "\u{D558}"), ("\u{11AB}", "\u{D55C}")] {
            try program.type(jamo)
            try program.wait("the echo of \(line)") {
                $0.line.unicodeScalars.elementsEqual("\(Self.prompt) set prompt \(line)".unicodeScalars)
            }
        }
        try program.type("\r")
        try program.wait(for: "1/800")
    }

    @Test("bytes that are no text are refused where they stand, and the rest of the line is kept")
    func refusesBytes() throws {
        let program = try start(try Home())
        try program.type(Array("set prompt ab".utf8) + [0xFF, 0xC0] + Array("c".utf8))
        try program.wait("the refusal above the line") { screen in
            screen.contains { $0.contains("byte 0xFF is not UTF-8, at character 14 (and 1 more)") }
                && screen.line == Self.prompt + " set prompt abc"
        }
    }

    @Test("a paste with a NUL in it is refused with the place")
    func refusesNull() throws {
        let program = try start(try Home())
        try program.type("set prompt ")
        try program.paste("ab\0cd")
        try program.wait("the refusal") { $0.contains { $0.contains("paste not taken: it has a NUL at byte 3") } }
    }

    @Test("bind -v in .editrc is honoured: ESC leaves the insert mode, 0 and x are vi's")
    func obeysEditrc() throws {
        let home = try Home()
        try "bind -v\n".write(toFile: home.path + "/.editrc", atomically: false, encoding: .utf8)
        let program = try start(home)
        try program.type("sset prompt 猫\u{1B}0x")
        try program.wait("the deletion at the beginning") { $0.line == Self.prompt + " set prompt 猫" }
    }

    @Test("Ctrl-R finds 的 and 上海; ^C clears what was looked for, and only then the search is left")
    func searches() throws {
        let program = try start(try Home())
        try enter("set prompt 夜的上海", into: program)
        try enter("set prompt 猫", into: program)
        try program.type("half\u{12}的")
        try program.wait("the find") { $0.last?.hasSuffix("set prompt 夜的上海") == true && $0.last?.contains("'的'") == true }
        try program.type("\u{3}")
        try program.wait("the empty search") { $0.last?.contains("''") == true }
        try program.type("\u{3}")
        try program.wait("the line as it was") { $0.line == Self.prompt + " half" }
        try program.type("\u{12}上海\r")
        try program.wait(for: "4/800")
    }

    @Test("Up with text typed walks what begins so, and Down gives the text back")
    func walksPrefix() throws {
        let program = try start(try Home())
        for line in ["set prompt one", "seed=7", "set prompt two", "size=720P"] { try enter(line, into: program) }
        try program.type("set p\u{1B}[A")
        try program.wait("the newer") { $0.line == Self.prompt + " set prompt two" }
        try program.type("\u{1B}[A")
        try program.wait("the older") { $0.line == Self.prompt + " set prompt one" }
        try program.type("\u{1B}[B\u{1B}[B")
        try program.wait("what was typed") { $0.line == Self.prompt + " set p" }
    }

    @Test("!! and !N put the entry on the line and run nothing", arguments: ["!!", "!1"])
    func recalls(_ recall: String) throws {
        let program = try start(try Home())
        try enter("seed=7", into: program)
        try enter("undo", into: program)
        let line = recall == "!!" ? "undo" : "seed=7"
        try program.type(recall + "\r")
        try program.wait("the entry on the line") { $0.line == Self.prompt + " " + line }
        try program.type("\u{15}")
        try program.wait("the empty line") { $0.line == Self.prompt }
        try program.type("seed?\r")
        try program.waitForPrompt(Self.prompt)
        #expect(!program.screen.text.contains { $0.contains("7 → random  (undone") && $0.hasPrefix("seed  7") && recall == "!1" })
    }

    @Test("two shells keep what both were told, and no secret of a line")
    func sharesHistory() throws {
        let home = try Home()
        let (one, other) = (try start(home), try start(home))
        try enter("set prompt from the one", into: one)
        try enter("set prompt from the other", into: other)
        try one.type("\u{12}other")
        try one.wait("the other shell's line") { $0.last?.hasSuffix("set prompt from the other") == true }
    }

    @Test("the help beside the line counts a text and names what a field takes")
    func helps() throws {
        let program = try start(try Home())
        try program.type("set prompt 一只")
        try program.wait("the counter") { $0.last?.hasSuffix("2/800") == true }
        try program.type("\u{15}size=")
        try program.wait("the sizes") { $0.last?.contains("480P") == true && $0.last?.contains("1080P") == true }
        try program.type("\u{15}")
        try program.wait("the empty line") { $0.line == Self.prompt }
    }

    @Test("Tab lists above the line, with what the model does not offer and why")
    func listsUnavailable() throws {
        let program = try start(try Home())
        try enter("model=plus", into: program, then: "plus 720P first,last? >")
        try program.type("size=\t")
        try program.wait("the size that fits") { $0.last?.hasPrefix("plus 720P first,last? > size=720P") == true }
        try program.type("\u{15}size=4\t")
        try program.wait("the reason") { $0.contains { $0.hasPrefix("480P") && $0.contains("not offered by plus") } }
    }

    @Test("a window of 20 columns: a line of three rows is edited and taken whole")
    func fitsNarrowWindows() throws {
        let program = try TerminalProgram(try Home(), ["-q"], columns: 20)
        try program.wait("the prompt in two rows") { $0 == ["flash 720P first,las", "t? >"] }
        try program.type("set prompt 一只小猫好奇地仰望天空")
        try program.wait("the rows") { $0.suffix(3).joined().hasSuffix("set prompt 一只小猫好奇地仰望天空") }
        try program.type("\u{1}\u{4}s\r")
        try program.wait(for: "11/800")
    }

    @Test("another width, with a notice at the same moment, leaves the line and no ghosts", arguments: [40, 120])
    func resizes(columns: Int) throws {
        let home = try Home()
        let program = try TerminalProgram(home, ["-q"], columns: 80)
        try program.waitForPrompt(Self.prompt)
        try enter("sample", into: program, then: "flash 720P >")
        try enter("size=480P", into: program, then: "flash 480P >")
        try program.type("submit &\r")
        try program.waitForPrompt("flash 480P (1) >")
        try program.type("set prompt half of a line")
        // The help is drawn last. On a screen that is narrow already, what was drawn for the wide one would take a second row.
        try program.wait("the line and its help") { $0.last?.contains("half of a line") == true && $0.last?.hasSuffix("14/800") == true }
        program.resize(columns: columns)
        try program.wait("the notice, the line once, and nothing else") { screen in
            let whole = screen.joined()
            // In forty columns the counter goes in front of the prompt, and the line takes two rows.
            return whole.contains("[#1 succeeded in ") && whole.hasSuffix(columns < 80 ? "half of a line" : "14/800")
                && whole.contains("flash 480P > set prompt half of a line") && whole.components(separatedBy: "prompt half").count == 2
        }
        try program.type(" and more\r")
        try program.wait(for: "23/800")
    }
}
