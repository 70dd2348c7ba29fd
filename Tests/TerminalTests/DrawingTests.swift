import TerminalText
import Testing

@testable import Terminal

/// The block of prompt and line among notices and new widths.
extension LineEditorTests {
    @Test("a list that Tab asks for comes at once, with the notices that were held back")
    func listAtOnce() async throws {
        try await edit { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.completion = { _ in CompletionAnswer(start: 0, candidates: ["set", "seed"].map { CompletionCandidate($0) }) }
            async let result = editor.readLine(request)
            try await terminal.wait(forScreen: [">"])
            terminal.type("se")
            try await terminal.wait(forScreen: ["> se"])
            editor.printAbove("#1")
            try await terminal.wait(forScreen: ["#1", "> se"])
            editor.printAbove("#2")
            terminal.type("\t")
            try await terminal.wait(forScreen: ["#1", "#2", "set   seed", "> se"])
            #expect(terminal.raw.components(of: "\u{1B}[?2026h") == terminal.raw.components(of: "\u{1B}[?2026l"))
            terminal.type("\r")
            #expect(await result == .line("se"))
        }
    }

    @Test("a terminal that keeps its lines has no more cleared than the block, and its scrolled text stays")
    func keepingTerminal() async throws {
        try await edit(columns: 60, kind: .keeping) { editor, terminal in
            editor.printAbove("above")
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: ["above", ">"])
            let text = String(repeating: "小猫abc", count: 20)
            terminal.type(text)
            try await terminal.wait("the whole line") { $0.text.count == 4 && $0.text.joined().hasSuffix("abc") }
            for columns in [40, 90, 30] {
                terminal.resize(rows: 24, columns: columns)
                try await terminal.wait("the block at \(columns)") { screen in
                    screen.text.first == "above" && screen.text.joined().filter { $0 != " " }.hasSuffix(text)
                        && screen.text.last?.hasSuffix("abc") == true
                }
            }
            terminal.type("!\r")
            #expect(await result == .line(text + "!"))
        }
    }

    @Test(
        "80, 40 and 120 columns, each with a notice at that moment, leave one block and what stands above it",
        arguments: ScreenModel.Kind.allCases,
        [20, 90, 180]
    )
    func widths(_ kind: ScreenModel.Kind, cells: Int) async throws {
        try await edit(columns: 80, kind: kind) { editor, terminal in
            editor.printAbove("above")
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: ["above", ">"])
            let text = "set prompt " + String(repeating: "小猫 abc ", count: (cells - 11) / 9) + "end"
            let block = ("> " + text).filter { $0 != " " }
            terminal.type(text)
            try await terminal.wait("the whole line") { $0.text.joined().hasSuffix("end") }
            var above = ["above"]
            for columns in [40, 120, 80] {
                terminal.resize(rows: 24, columns: columns)
                editor.printAbove(StyledText("#\(columns)"))
                above.append("#\(columns)")
                try await terminal.wait("the block at \(columns)") { screen in
                    screen.text.starts(with: above) && screen.text.dropFirst(above.count).joined().filter { $0 != " " } == block
                }
            }
            terminal.type("!\r")
            #expect(await result == .line(text + "!"))
        }
    }

    @Test("a key in the middle of a line writes little of it, unless a character is wide; the screen is right all the same")
    func keysInTheMiddle() async throws {
        try await edit(columns: 40) { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.initialText = (0..<30).map { "word\($0)" }.joined(separator: " ")
            request.initialCursor = 10
            async let result = editor.readLine(request)
            var text = request.initialText
            func place(_ distance: Int) -> String.Index { text.index(text.startIndex, offsetBy: distance) }
            // A row's last blank is not told from one that was never written.
            func isShown(on screen: ScreenModel) -> Bool { screen.text.joined().filter { $0 != " " } == ">" + text.filter { $0 != " " } }
            try await terminal.wait("the line") { isShown(on: $0) }
            var written: [String: Int] = [:]
            for (index, key) in ["k", "!", "猫", "小", "x"].enumerated() {
                let before = terminal.raw.utf8.count
                terminal.type(key)
                text.insert(contentsOf: key, at: place(10 + index))
                try await terminal.wait("\(key)") { isShown(on: $0) && $0.row == 0 }
                written[key] = terminal.raw.utf8.count - before
            }
            #expect(written["k", default: .max] < 100 && written["!", default: .max] < 100)
            #expect(written["猫", default: 0] > 100 && written["x", default: 0] > 100)
            for index in (10..<15).reversed() {
                terminal.type("\u{7F}")
                text.remove(at: place(index))
                try await terminal.wait("one less") { isShown(on: $0) && $0.row == 0 }
            }
            terminal.type("\r")
            #expect(await result == .line(request.initialText))
        }
    }

    @Test("twenty sizes at once leave the line, and what stands above it")
    func resizeStorm() async throws {
        try await edit(columns: 80) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            let text = String(repeating: "小猫 abc ", count: 20) + "end"
            terminal.type(text)
            try await terminal.wait("the whole line") { $0.text.joined().hasSuffix("end") }
            for columns in 61...80 { terminal.resize(rows: 24, columns: 141 - columns) }
            terminal.type("!\r")
            #expect(await result == .line(text + "!"))
        }
    }

    @Test("redraws for others are a quarter of a second apart, and the first waits for nothing")
    func pace() {
        let start = ContinuousClock.now
        var pace = RedrawPace()
        #expect(pace.rest(at: start) == 0)
        pace.note(at: start)
        #expect(pace.rest(at: start) == 250)
        #expect(pace.rest(at: start + .microseconds(249_001)) == 1)
        #expect(pace.rest(at: start + .milliseconds(250)) == 0)
    }

    @Test(
        "which terminals break their lines anew for sure",
        arguments: [
            ([84, 0, 0], true), ([65, 6003, 1], true), ([41, 370, 0], false), ([83, 40900, 0], false), ([0, 136, 0], false),
            ([0, 276, 0], true), ([], false),
        ]
    )
    func reflow(_ identity: [Int], _ isCertain: Bool) { #expect(Reflow.isCertain(identity) == isCertain) }

    @Test(
        "changes are shown all at once only by terminals that pass over unknown modes",
        arguments: [("xterm-256color", true), ("tmux", true), ("vt52", false), ("", false)]
    )
    func synchronised(_ term: String, _ isKnown: Bool) { #expect(TerminalKind.skipsUnknownModes(term) == isKnown) }
}

extension String {
    /// How often a text occurs.
    func components(of part: String) -> Int { ranges(of: part).count }
}
