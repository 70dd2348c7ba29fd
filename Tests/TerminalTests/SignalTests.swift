import Glibc
import Synchronization
import TerminalText
import Testing

@testable import Terminal

extension LineEditorTests {
    @Suite
    struct SignalTests {
        private func edit(
            _ change: (inout LineEditorConfiguration) -> Void = { _ in },
            _ body: (LineEditor, inout PseudoTerminal) async throws -> Void
        ) async throws {
            var configuration = LineEditorTests.configuration
            change(&configuration)
            try await LineEditorTests().edit(configuration: configuration, body)
        }

        @Test(
            "keys at a terminal make this line",
            arguments: [
                ("one two\u{1B}\u{7F}x\r", "one x"), ("one two\u{01}\u{1B}[3;5~x\r", "x two"), ("a\u{1B}\rb\r", "a\nb"),
                ("a\u{1B}[13;2ub\r", "a\nb"), ("a\u{1B}]11;rgb:00/00/00\u{1B}\\b\u{1B}[M !!c\u{1B}[Id\r", "abcd"),
                // A run of typing, a paste and a kill are a step each.
                ("one\u{1B}[200~ two\u{1B}[201~ three\u{1F}\r", "one two"), ("one\u{1B}[200~ two\u{1B}[201~\u{1F}\r", "one"),
                ("one\u{1B}[200~ two\u{1B}[201~\u{18}\u{15}\u{18}\u{15}x\r", "x"), ("one two\u{17}\u{1F}!\r", "one two!"),
                ("one two\u{01}\u{0B}x\u{1F}\u{1F}-\r", "-one two"), ("ab\u{1F}\u{1F}\u{1F}c\r", "c"), ("abc\u{7F}\u{7F}\u{1F}d\r", "abcd"),
                ("\u{0F}a\u{11}b\u{13}\u{07}c\r", "abc"),
            ]
        )
        func keys(_ keys: String, _ line: String) async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type(keys)
                #expect(await result == .line(line))
            }
        }
    }
}
