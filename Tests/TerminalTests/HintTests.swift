import TerminalText
import Testing

@testable import Terminal

/// Help beside the line that is typed.
extension LineEditorTests {
    /// Counts what stands behind `set prompt `, and offers Chinese words else.
    private static var counting: LineRequest {
        var request = LineRequest(prompt: "> ")
        request.hint = { asked in
            guard asked.line.hasPrefix("set prompt ") else { return asked.line.isEmpty ? .none : LineHint(right: "字段 field") }
            let count = "\(asked.line.unicodeScalars.count - 11)/800"
            return LineHint(right: StyledText(count, .faint), short: count)
        }
        return request
    }

    @Test("help stands at the right end, follows the typing, and is gone after Enter")
    func hintAtTheRight() async throws {
        try await edit(columns: 40) { editor, terminal in
            async let result = editor.readLine(Self.counting)
            try await terminal.wait(forScreen: [">"])
            terminal.type("set")
            try await terminal.wait(forScreen: ["> set".padded(toWidth: 29) + "字段 field"])
            terminal.type(" prompt 黑猫")
            try await terminal.wait(forScreen: ["> set prompt 黑猫".padded(toWidth: 34) + "2/800"])
            #expect((terminal.screen.row, terminal.screen.column) == (0, 17))
            terminal.type("\u{1B}[D小")
            try await terminal.wait(forScreen: ["> set prompt 黑小猫".padded(toWidth: 34) + "3/800"])
            terminal.type("\r")
            #expect(await result == .line("set prompt 黑小猫"))
            async let second = editor.readLine(LineRequest(prompt: "2> "))
            try await terminal.wait(forScreen: ["> set prompt 黑小猫", "2>"])
            terminal.type("x\r")
            #expect(await second == .line("x"))
        }
    }

    @Test("help that stays the same is not drawn again, and is gone before the line reaches it")
    func hintLeftAlone() async throws {
        try await edit(columns: 40) { editor, terminal in
            async let result = editor.readLine(Self.counting)
            try await terminal.wait(forScreen: [">"])
            for line in ["s", "se", "set"] {
                terminal.type(String(line.suffix(1)))
                try await terminal.wait(forScreen: ["> \(line)".padded(toWidth: 29) + "字段 field"])
            }
            #expect(terminal.raw.components(of: "字段") == 1)
            let rest = String(repeating: "x", count: 32)
            terminal.type(rest)
            try await terminal.wait(forScreen: ["> set\(rest)"])
            terminal.type("\r")
            #expect(await result == .line("set\(rest)"))
        }
    }

    @Test("once the line needs the room, a counter goes before the prompt, and goes again when the line ends", arguments: ["\r", "\u{03}"])
    func hintBeforeThePrompt(_ key: String) async throws {
        try await edit(columns: 30) { editor, terminal in
            async let result = editor.readLine(Self.counting)
            try await terminal.wait(forScreen: [">"])
            terminal.type("set prompt 一只黑色小猫")
            try await terminal.wait(forScreen: ["6/800 > set prompt 一只黑色小", "猫"])
            terminal.type("天\u{7F}\u{7F}\u{7F}\u{7F}")
            try await terminal.wait(forScreen: ["> set prompt 一只黑".padded(toWidth: 24) + "3/800"])
            terminal.type("色小猫好奇")
            try await terminal.wait(forScreen: ["8/800 > set prompt 一只黑色小", "猫好奇"])
            terminal.type(key)
            let text = "set prompt 一只黑色小猫好奇"
            #expect(await result == (key == "\r" ? .line(text) : .interrupted(text)))
            async let second = editor.readLine(LineRequest(prompt: "2> "))
            let left = key == "\r" ? ["> set prompt 一只黑色小猫好奇"] : ["> set prompt 一只黑色小猫好奇^", "C"]
            try await terminal.wait("the next prompt") { $0.text.last == "2>" }
            #expect(terminal.screen.text.joined() == left.joined() + "2>")
            terminal.type("\r")
            #expect(await second == .line(""))
        }
    }

    @Test("a notice, a list, ^Z and another width leave no help behind")
    func hintAndTheRest() async throws {
        var configuration = Self.configuration
        configuration.suspend = {}
        try await edit(columns: 40, configuration: configuration) { editor, terminal in
            var request = Self.counting
            request.completion = { _ in CompletionAnswer(start: 0, candidates: ["set", "seed"].map { CompletionCandidate($0) }) }
            async let result = editor.readLine(request)
            try await terminal.wait(forScreen: [">"])
            terminal.type("se")
            let line = "> se".padded(toWidth: 29) + "字段 field"
            try await terminal.wait(forScreen: [line])
            editor.printAbove("#1 小猫")
            try await terminal.wait(forScreen: ["#1 小猫", line])
            terminal.type("\t")
            try await terminal.wait(forScreen: ["#1 小猫", "set   seed", line])
            terminal.type("\u{1A}")
            try await terminal.wait(forScreen: ["#1 小猫", "set   seed", "> se", line])
            terminal.resize(rows: 24, columns: 30)
            // Gone while the size may still change, back when it is quiet.
            try await terminal.wait(forScreen: ["#1 小猫", "set   seed", "> se", "> se".padded(toWidth: 19) + "字段 field"])
            terminal.type("t")
            try await terminal.wait(forScreen: ["#1 小猫", "set   seed", "> se", "> set".padded(toWidth: 19) + "字段 field"])
            terminal.type("\r")
            #expect(await result == .line("set"))
            try await terminal.wait(forScreen: ["#1 小猫", "set   seed", "> se", "> set"])
        }
    }

    @Test(
        "help has a place that depends on the room",
        arguments: [
            (LineHint(right: "1/800", short: "1/800"), 20, 80, HintPlace.right("1/800", column: 74)),
            (LineHint(right: "1/800", short: "1/800"), 72, 80, .right("1/800", column: 74)),
            (LineHint(right: "1/800", short: "1/800"), 73, 80, .before("1/800")),
            (LineHint(right: "1/800", short: "1/800"), 100, 80, .before("1/800")),
            (LineHint(right: "尺寸 size"), 100, 80, .nowhere),
            (LineHint(right: "尺寸 480P 720P 1080P"), 7, 20, .right("尺寸 480P…", column: 9)),
            (LineHint(right: "尺寸 480P 720P 1080P"), 8, 20, .nowhere),
            (LineHint(right: "a\nb"), 8, 20, .right("a↵b", column: 16)),
            (LineHint(right: "312/800", short: "312/800"), 15, 20, .nowhere),
            (.none, 3, 80, .nowhere),
        ] as [(LineHint, Int, Int, HintPlace)]
    )
    func hintPlace(_ hint: LineHint, _ cells: Int, _ columns: Int, _ place: HintPlace) {
        let line = Array(repeating: Unicode.Scalar("x"), count: cells)
        let block = LineLayout(promptWidth: 0, line: line, cursor: 0, drawnColumns: columns, columns: columns) { _ in 1 }
        #expect(HintPlace(hint, besides: block, columns: columns) == place)
    }
}
