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
        arguments: [ScreenModel.Kind.reflowing, .keeping],
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

    /// The same numbers in each run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 32 | state << 32
        }
    }

    @Test("what is typed and taken away among wide characters is drawn right, wherever the cursor goes", arguments: [20, 40, 41, 80])
    func wideRows(columns: Int) async throws {
        try await edit(columns: columns) { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.initialText = "set prompt " + String(repeating: "一二三四五六七八九十", count: 5)
            async let result = editor.readLine(request)
            var (text, cursor) = (Array(request.initialText), request.initialText.count)
            // A row's last blank is not told from one that was never written.
            func isShown(on screen: ScreenModel) -> Bool {
                let scalars = text.flatMap(\.unicodeScalars)
                let layout = LineLayout(promptWidth: 2, line: scalars, cursor: cursor, drawnColumns: columns, columns: columns) {
                    $0.value > 0x7F ? 2 : 1
                }
                return (screen.row, screen.column) == (layout.cursorRow, layout.cursorColumn)
                    && screen.text.joined().filter { $0 != " " } == ">" + String(text.filter { $0 != " " })
            }
            try await terminal.wait("the line") { isShown(on: $0) }
            var dice = Dice(state: UInt64(columns))
            for _ in 0..<300 {
                let count = Int.random(in: 1...23, using: &dice)
                switch Int.random(in: 0..<5, using: &dice) {
                case 0:
                    terminal.type(String(repeating: "\u{1B}[D", count: min(count, cursor)))
                    cursor -= min(count, cursor)
                case 1:
                    terminal.type(String(repeating: "\u{1B}[C", count: min(count, text.count - cursor)))
                    cursor += min(count, text.count - cursor)
                case 2 where cursor > 0:
                    terminal.type("\u{7F}")
                    cursor -= 1
                    text.remove(at: cursor)
                default:
                    let character = "猫a天".randomElement(using: &dice) ?? "猫"
                    terminal.type(String(character))
                    text.insert(character, at: cursor)
                    cursor += 1
                }
                try await terminal.wait("\(String(text)), cursor at \(cursor)") { isShown(on: $0) }
            }
            terminal.type("\r")
            #expect(await result == .line(String(text)))
        }
    }

    @Test(
        "rows of the block that went to the scrollback are cleared when a taller window takes them back, and no others",
        arguments: [ScreenModel.Kind.tmux, .vte, .screen],
        [60, 150, 210]
    )
    func returningRows(_ kind: ScreenModel.Kind, cells: Int) async throws {
        try await edit(rows: 20, columns: 80, kind: kind) { editor, terminal in
            let above = ["above", "", "above, too"]
            editor.printAbove(StyledText(above.joined(separator: "\n")))
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: above + [">"])
            let text = "set prompt " + String(repeating: "小猫 abc\n天空 ", count: cells / 15) + "end"
            let block = ("> " + text).filter { $0 != " " && $0 != "\n" }
            terminal.type(text.replacing("\n", with: "\u{1B}\r"))
            func hasOne(_ screen: ScreenModel) -> Bool {
                screen.text.starts(with: above) && screen.text.dropFirst(above.count).joined().filter { $0 != " " } == block
            }
            try await terminal.wait("the whole line") { hasOne($0) && $0.isSettled }
            for columns in [40, 30, 40, 33, 80] {
                let updates = terminal.screen.updates
                terminal.resize(rows: 20, columns: columns)
                try await terminal.wait("the block at \(columns)") { screen in
                    screen.updates > updates && screen.isSettled && screen.visible.joined().filter { $0 != " " }.hasSuffix(block)
                }
            }
            terminal.resize(rows: 60, columns: 100)
            try await terminal.wait("one block", until: hasOne)
            terminal.type("!\r")
            #expect(await result == .line(text + "!"))
        }
    }

    @Test("rows stay where they are if the window changes again before the terminal can have told of it")
    func overtaken() async throws {
        var configuration = Self.configuration
        configuration.overtaking = .seconds(3600)
        try await edit(rows: 20, columns: 80, kind: .tmux, configuration: configuration) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type(String(repeating: "a", count: 170))
            try await terminal.wait("the whole line") { $0.text.joined().count == 172 && $0.isSettled }
            terminal.resize(rows: 20, columns: 40)
            try await terminal.wait("the block at 40") { $0.updates == 1 && $0.isSettled && $0.visible.count == 5 }
            let lost = terminal.screen.text.count - 5
            #expect(lost > 0)
            terminal.resize(rows: 40, columns: 40)
            try await terminal.wait("the block in the taller window") { $0.updates == 2 && $0.isSettled && $0.text.count == lost + 5 }
            terminal.type("\r")
            #expect(await result == .line(String(repeating: "a", count: 170)))
        }
    }

    @Test("a row that left the screen with the cursor is cleared when it comes back, help and all")
    func returningCursorRow() async throws {
        try await edit(rows: 20, columns: 80, kind: .tmux) { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.hint = { LineHint(right: StyledText("\($0.line.count)/800")) }
            async let result = editor.readLine(request)
            try await terminal.wait("the help") { $0.text.first?.hasSuffix("0/800") == true }
            terminal.type("小猫")
            try await terminal.wait("the help") { $0.text.first?.hasPrefix("> 小猫 ") == true && $0.text.first?.hasSuffix("2/800") == true }
            for (rows, columns) in [(20, 40), (20, 100), (30, 100)] {
                terminal.resize(rows: rows, columns: columns)
                try await terminal.wait("the help at \(columns)") { screen in
                    screen.visible.count == 1 && screen.visible[0].hasPrefix("> 小猫 ") && screen.visible[0].hasSuffix("2/800")
                        && DisplayWidth.of(screen.visible[0]) == columns - 1
                }
            }
            #expect(terminal.screen.text.count == 1)
            terminal.type("\r")
            #expect(await result == .line("小猫"))
        }
    }

    @Test("what a window that was narrow for a moment has cut off is drawn again")
    func narrowForAMoment() async throws {
        try await edit(columns: 60, kind: .keeping) { editor, terminal in
            editor.printAbove("above")
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: ["above", ">"])
            let text = String(repeating: "小猫abc", count: 20)
            terminal.type(text)
            try await terminal.wait("the whole line") { $0.text.count == 4 && $0.text.joined().hasSuffix("abc") && $0.isSettled }
            let whole = terminal.screen.text
            let updates = terminal.screen.updates
            terminal.resize(rows: 24, columns: 30)
            terminal.resize(rows: 24, columns: 60)
            try await terminal.wait("the whole line again") { $0.updates > updates && $0.text == whole }
            terminal.type("!\r")
            #expect(await result == .line(text + "!"))
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
        "which terminals break their lines anew",
        arguments: [
            ([84, 0, 0], true), ([65, 6003, 1], true), ([83, 40900, 0], true), ([41, 370, 0], false), ([85, 95, 0], false),
            ([0, 136, 0], false), ([0, 276, 0], true), ([], false), (nil, false),
        ] as [([Int]?, Bool)]
    )
    func reflow(_ identity: [Int]?, _ breaks: Bool) { #expect(Reflow(identity).breaks == breaks) }

    @Test("screen breaks wide characters, and tmux takes a row that is written anew for one of its own")
    func reflowOfMultiplexers() {
        #expect(Reflow([83, 40900, 0]).splitsWide)
        #expect(!Reflow([84, 0, 0]).joins)
        #expect(!Reflow([65, 7006, 1]).splitsWide && Reflow([65, 7006, 1]).joins)
    }

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
