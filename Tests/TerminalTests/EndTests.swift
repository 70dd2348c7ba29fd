import TerminalText
import Testing

@testable import Terminal

extension LineEditorTests {
    @Suite
    struct EndTests {
        /// Reads a line after ^D was typed, and heard, between lines.
        private func line(after typed: String, then keys: String, doubleTap: Duration) async throws -> LineEvent {
            var configuration = LineEditorTests.configuration
            configuration.doubleTap = doubleTap
            var event = LineEvent.cancelled
            try await LineEditorTests().edit(configuration: configuration) { editor, terminal in
                terminal.type("\r")
                #expect(await editor.readLine(LineRequest(prompt: "> ")) == .line(""))
                let (ends, continuation) = AsyncStream<Void>.makeStream()
                editor.listenForEnd { continuation.finish() }
                terminal.type(typed)
                for await _ in ends {}
                async let result = editor.readLine(LineRequest(prompt: "next "))
                try await terminal.wait("the prompt") { $0.text.last?.hasPrefix("next") == true }
                terminal.type(keys)
                event = await result
            }
            return event
        }

        @Test("^D between lines is heard once: another that waits when the next line begins is dropped", arguments: ["", "half"])
        func dropsEnds(_ typed: String) async throws {
            let line = try await line(after: typed + "\u{04}\u{04}\u{04}", then: "x\r", doubleTap: .zero)
            #expect(line == .line(typed + "x"))
        }

        @Test(
            "one that comes directly behind is dropped, too; later, or behind another key, it is the end",
            arguments: [
                (Duration.seconds(600), "\u{04}\u{04}x\r", LineEvent.line("x")), (.zero, "\u{04}", .endOfInput),
                (.seconds(600), "x\u{7F}\u{04}", .endOfInput),
            ]
        )
        func doubleTap(_ doubleTap: Duration, _ keys: String, _ event: LineEvent) async throws {
            #expect(try await line(after: "\u{04}", then: keys, doubleTap: doubleTap) == event)
        }
    }
}
