import CEditLine
import Glibc
import Synchronization
import TerminalText
import Testing
import Workers

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
                guard case .line(let got, _) = await result else {
                    Issue.record("no line came")
                    return
                }
                #expect(got == line)
            }
        }

        @Test("an accent typed after its letter becomes one character with it, also within a paste and across its edge")
        func composition() async throws {
            // The accents that this test types.
            try await edit {
                $0.compose = { String($0.reduce(into: "") { $0 += $1 == "é" ? "\u{E9}" : $1 == "한" ? "\u{D55C}" : String($1) }) }
            } _: { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("cafe\u{301} noir \u{1112}\u{1161}\u{11AB}")
                try await terminal.wait(forScreen: ["> caf\u{E9} noir \u{D55C}"])
                terminal.type("\u{01}X\u{05}e\u{1B}[200~\u{301}e\u{1B}[201~\u{301}")
                try await terminal.wait(forScreen: ["> Xcaf\u{E9} noir \u{D55C}\u{E9}\u{E9}"])
                #expect(terminal.screen.text.joined().unicodeScalars.count == 16)
                terminal.type("\u{7F}\r")
                guard case .line(let line, _) = await result else {
                    Issue.record("no line")
                    return
                }
                #expect(Array(line.unicodeScalars) == Array("Xcaf\u{E9} noir \u{D55C}\u{E9}".unicodeScalars))
            }
        }

        @Test(
            "what can't be composed is in the line, not on the screen, and moves nothing there",
            arguments: [
                ("x\u{304} noir", "x noir"), ("👩\u{200D}👩\u{200D}👧 b", "👩👩👧 b"), ("❤\u{FE0F} b", "❤ b"), ("a\u{202E}b", "ab"),
            ]
        )
        func zeroWidth(_ typed: String, _ shown: String) async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type(typed)
                try await terminal.wait("\(shown)") { $0.text == ["> " + shown] && $0.column == 2 + DisplayWidth.of(shown) }
                terminal.type("\u{01}X\u{05}Y\u{1B}[D\u{1B}[D")
                terminal.type("Z")
                let line = "X" + typed.dropLast() + "Z" + typed.suffix(1) + "Y"
                try await terminal.wait(forScreen: ["> X" + shown.dropLast() + "Z" + shown.suffix(1) + "Y"])
                terminal.type("\r")
                guard case .line(let got, _) = await result else {
                    Issue.record("no line")
                    return
                }
                #expect(Array(got.unicodeScalars) == Array(line.unicodeScalars))
            }
        }

        @Test("Ctrl-L clears the screen and draws the line, the cursor where it was")
        func clear() async throws {
            try await edit { editor, terminal in
                async let first = editor.readLine(LineRequest(prompt: "1> "))
                try await terminal.wait(forScreen: ["1>"])
                terminal.type("\r")
                #expect(await first == .line(""))
                async let second = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: ["1>", ">"])
                terminal.type("ab猫\u{1B}[D\u{0C}")
                try await terminal.wait("the cleared screen") { $0.text == ["> ab猫"] && ($0.row, $0.column) == (0, 4) }
                terminal.type("c\r")
                #expect(await second == .line("abc猫"))
            }
        }

        @Test("Tab lists once; a second one in a row only rings, and after another key it lists again")
        func tabs() async throws {
            try await edit { editor, terminal in
                var request = LineRequest(prompt: "> ")
                request.completion = { CompletionAnswer(start: $0.cursor, candidates: [.init("one"), .init("two")]) }
                async let result = editor.readLine(request)
                try await terminal.wait(forScreen: [">"])
                terminal.type("\t")
                try await terminal.wait(forScreen: ["one  two", ">"])
                terminal.type("\t")
                try await terminal.wait(forRaw: "\u{07}")
                #expect(terminal.screen.text == ["one  two", ">"])
                terminal.type("a\t")
                try await terminal.wait(forScreen: ["one  two", "one  two", "> a"])
                terminal.type("\r")
                #expect(await result == .line("a"))
            }
        }

        @Test("^\\ at the prompt is the signal that it is elsewhere, and the line goes on")
        func quit() async throws {
            let (calls, continuation) = AsyncStream<Void>.makeStream()
            try await edit {
                $0.quit = { continuation.yield() }
            } _: { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("a\u{1C}b\u{16}\u{1C}\r")
                #expect(await result == .line("ab\u{1C}"))
                continuation.finish()
                #expect(await calls.reduce(0) { count, _ in count + 1 } == 1)
            }
        }

        @Test("^D typed before the prompt, while the terminal was in charge of lines, is ^D; a NUL typed at the prompt is not taken")
        func endAhead() async throws {
            try await edit { editor, terminal in
                terminal.type("one\r\u{04}")
                #expect(await editor.readLine(LineRequest(prompt: "> ")) == .line("one"))
                #expect(await editor.readLine(LineRequest(prompt: "> ")) == .endOfInput)
                async let last = editor.readLine(LineRequest(prompt: "last "))
                try await terminal.wait("the prompt") { $0.text.last == "last" }
                terminal.type("\u{0}")
                try await terminal.wait("the refusal") { $0.text.suffix(2) == ["not taken: a NUL, at character 1", "last"] }
                terminal.type("\r")
                #expect(await last == .line(""))
            }
        }

        @Test("a stop that somebody else asks for is ^Z: the terminal is in order meanwhile, and the line goes on")
        func stop() async throws {
            let (stops, continuation) = AsyncStream<Bool>.makeStream()
            let slave = Mutex<Int32>(-1)
            let isInOrder: @Sendable () -> Bool = {
                var modes = termios()
                tcgetattr(slave.withLock { $0 }, &modes)
                return modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
            }
            try await edit {
                $0.suspend = { continuation.yield(isInOrder()) }
            } _: { editor, terminal in
                slave.withLock { $0 = terminal.slave }
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("half 猫")
                try await terminal.wait(forScreen: ["> half 猫"])
                kill(getpid(), SIGTSTP)
                try await terminal.wait(forScreen: ["> half 猫", "> half 猫"])
                #expect(terminal.raw.contains("\u{1B}[?2004l"))
                terminal.type(" done\r")
                #expect(await result == .line("half 猫 done"))
                continuation.finish()
                var seen: [Bool] = []
                for await stop in stops { seen.append(stop) }
                #expect(seen == [true])
            }
        }

        @Test("a storm of signals keeps a line of several rows, its cursor and what is typed meanwhile")
        func storm() async throws {
            let wake = try #require(WakePipe())
            for signal in [SIGCHLD, SIGURG] { #expect(ce_watch_signal(signal, wake.writeEnd, false) == 0) }
            defer { for signal in [SIGCHLD, SIGURG] { ce_unwatch_signal(signal, wake.writeEnd) } }
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                let text = "set prompt " + String(repeating: "一只黑色小猫 a kitten ", count: 8)
                terminal.type(text + "\u{1B}[D\u{1B}[D")
                for index in 0..<300 {
                    kill(getpid(), [SIGWINCH, SIGCHLD, SIGURG, SIGCONT][index % 4])
                    if index % 100 == 0 { terminal.type("+") }
                }
                terminal.type("\r")
                #expect(await result == .line(text.dropLast(2) + "+++" + text.suffix(2)))
            }
        }
    }
}
