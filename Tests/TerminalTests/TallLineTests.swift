import TerminalText
import Testing

@testable import Terminal

/// Lines that the window cannot hold. libedit's picture of the screen is wrong for them.
extension LineEditorTests {
    @Test("typing stops where the screen is full, which is told once, and nothing is lost")
    func fullScreen() async throws {
        try await edit(rows: 5, columns: 20) { editor, terminal in
            // Three rows less the cell from which the cursor would go on to a fourth.
            let text = String(repeating: "猫", count: 19) + "abc" + String(repeating: "狗", count: 8)
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type(text + "xyz")
            try await terminal.wait("the notice") { $0.text.joined().contains("the line fills the screen: Ctrl-X Ctrl-E edits it") }
            terminal.type("\u{7F}!\r")
            let event = await result
            #expect(event == .line(text.dropLast() + "!"))
        }
    }

    @Test("an entry of the history that the screen cannot hold goes whole to an editor, and leaves no trace")
    func tallEntry() async throws {
        try await edit(rows: 6, columns: 20) { editor, terminal in
            let long = String(repeating: "一只黑色小猫", count: 20)
            editor.addHistory(long)
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("一只\u{1B}[A")
            #expect(await result == .edit(LineToEdit(text: long, cursor: 120, reason: .tooTall, isScript: false)))
            try await terminal.wait(forScreen: [])
        }
    }

    @Test("a completion that the screen cannot hold goes to an editor with the line that it would have made")
    func tallCompletion() async throws {
        try await edit(rows: 4, columns: 20) { editor, terminal in
            var request = LineRequest(prompt: "> ")
            let long = String(repeating: "小猫", count: 30)
            request.completion = { CompletionAnswer(start: $0.cursor, candidates: [CompletionCandidate(long)]) }
            async let result = editor.readLine(request)
            try await terminal.wait(forScreen: [">"])
            terminal.type("a b\u{1B}[D\t")
            #expect(await result == .edit(LineToEdit(text: "a \(long) b", cursor: 63, reason: .tooTall, isScript: false)))
        }
    }

    @Test("a text to begin with that the screen cannot hold goes to an editor at once")
    func tallInitialText() async throws {
        try await edit(rows: 4, columns: 20) { editor, _ in
            var request = LineRequest(prompt: "> ")
            request.initialText = String(repeating: "a\n", count: 10)
            request.initialCursor = 4
            let event = await editor.readLine(request)
            #expect(event == .edit(LineToEdit(text: request.initialText, cursor: 4, reason: .tooTall, isScript: false)))
        }
    }

    @Test("what libedit puts in past the screen's end goes to an editor")
    func yanked() async throws {
        try await edit(rows: 5, columns: 20) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type(String(repeating: "a", count: 40) + "\u{15}\u{19}\u{19}")
            let text = String(repeating: "a", count: 80)
            #expect(await result == .edit(LineToEdit(text: text, cursor: 80, reason: .tooTall, isScript: false)))
        }
    }

    @Test("a window too small for the line says so and gives the line back when it grows; a key sends it to an editor")
    func smallWindow() async throws {
        try await edit(rows: 10, columns: 40) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            let text = String(repeating: "小猫abc", count: 12)
            terminal.type(text)
            try await terminal.wait("the line") { $0.text.count == 3 && $0.text.joined().hasSuffix("abc") }
            let whole = terminal.screen.text
            terminal.resize(rows: 3, columns: 20)
            try await terminal.wait(forScreen: ["no room: any key"])
            terminal.resize(rows: 10, columns: 40)
            try await terminal.wait(forScreen: whole)
            terminal.resize(rows: 3, columns: 20)
            try await terminal.wait(forScreen: ["no room: any key"])
            terminal.type("x")
            #expect(await result == .edit(LineToEdit(text: text, cursor: 60, reason: .tooTall, isScript: false)))
            try await terminal.wait(forScreen: [])
        }
    }
}
