import Glibc
import Synchronization
import TerminalText
import Testing

@testable import Terminal

extension LineEditorTests {
    @Suite
    struct PasteTests {
        private func edit(
            rows: Int = 24,
            columns: Int = 80,
            _ change: (inout LineEditorConfiguration) -> Void = { _ in },
            _ body: (LineEditor, inout PseudoTerminal) async throws -> Void
        ) async throws {
            var configuration = LineEditorTests.configuration
            change(&configuration)
            try await LineEditorTests().edit(rows: rows, columns: columns, configuration: configuration, body)
        }

        /// What begins with curl is one command.
        private static var request: LineRequest {
            var request = LineRequest(prompt: "> ")
            request.isOneCommand = { $0.drop { $0.isWhitespace }.hasPrefix("curl ") }
            return request
        }

        @Test(
            "a paste runs nothing by itself; what it is depends on where it begins",
            arguments: [
                // One line is text, line ends at its end go.
                ("", "set seed 7\r\n", "!", LineEvent.line("set seed 7!", hasPaste: true)),
                ("note ", "one\rtwo\n", "", .line("note one\ntwo", hasPaste: true)),
                ("", "set a\rset b\r\nset c\n\n", "", .pasted(["set a", "set b", "set c"])),
                ("", "set prompt <<END\n\n a\nEND\n", "", .pasted(["set prompt <<END", "", " a", "END"])),
                // Also after a little editing, but not when it was emptied in between.
                ("", "set a\nset b", "\u{7F}c\u{01}\u{04}", .pasted(["et a", "set c"])),
                ("", "set a\nset b", "\u{15}set c", .line("set c")),
                ("", "set a\nset b", "\u{1F}x\u{1B}\ry", .line("x\ny")),
                ("a\u{7F}", "set a\nset b", "", .pasted(["set a", "set b"])),
                (" ", "set a\nset b", "", .line(" set a\nset b", hasPaste: true)),
                (
                    "", " curl -X POST \\\n  https://example.com \\\n -d '{}'\n", "",
                    .line(" curl -X POST \\\n  https://example.com \\\n -d '{}'", hasPaste: true)
                ),
                ("", "curly\nbraces", "", .pasted(["curly", "braces"])),
                ("", "a\tb\u{1B}[31;1mc\u{1B}]0;t\u{07}d\u{7F}\u{9B}0me\u{1B}(Bf\u{85}", "", .line("a\tbcdef", hasPaste: true)),
            ]
        )
        func paste(before: String, pasted: String, after: String, event: LineEvent) async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(Self.request)
                try await terminal.wait(forScreen: [">"])
                terminal.type(before + "\u{1B}[200~" + pasted + "\u{1B}[201~" + after)
                terminal.type("\r")
                #expect(await result == event)
            }
        }

        @Test("the rows of a pasted script stand on the screen until Enter")
        func rows() async throws {
            try await edit { editor, terminal in
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{1B}[200~set seed 7\nsubmit\n\u{1B}[201~")
                try await terminal.wait(forScreen: ["> set seed 7", "submit"])
                terminal.type("\u{03}")
                #expect(await result == .interrupted("set seed 7\nsubmit"))
            }
        }

        @Test("a pasted script that was left for another entry, or dropped by ^C, is one again when it comes back; other entries are text")
        func scriptComesBack() async throws {
            try await edit { editor, terminal in
                editor.addHistory("note one\ntwo")
                async let first = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{1B}[200~set a\nset b\u{1B}[201~\u{01}\u{1B}[A\r")
                #expect(await first == .line("note one\ntwo", hasPaste: true))
                for (prompt, keys, event) in [
                    ("2>", "\u{1B}[200~set a\nset b\u{1B}[201~\u{01}\u{1B}[A\u{1B}[B\r", LineEvent.pasted(["set a", "set b"])),
                    ("3>", "\u{1B}[200~set c\nset d\u{1B}[201~\u{03}", .interrupted("set c\nset d")),
                    ("4>", "\u{1B}[A\r", .pasted(["set c", "set d"])),
                ] {
                    async let next = editor.readLine(LineRequest(prompt: StyledText(prompt + " ")))
                    try await terminal.wait(prompt) { $0.text.last == prompt }
                    terminal.type(keys)
                    #expect(await next == event)
                }
            }
        }

        @Test("a paste into a question is its answer, but where the answer costs money it is refused, with what to do")
        func questions() async throws {
            try await edit { editor, terminal in
                var request = LineRequest(prompt: "first > ")
                request.keepsHistory = false
                async let first = editor.readLine(request)
                try await terminal.wait(forScreen: ["first >"])
                terminal.type("\u{1B}[200~two\nrows\u{1B}[201~\r")
                #expect(await first == .line("two\nrows", hasPaste: true))
                request.prompt = "sure? "
                request.discardsTypeahead = true
                async let second = editor.readLine(request)
                try await terminal.wait("the question") { $0.text.last == "sure?" }
                try await terminal.wait(forRaw: "\u{1B}[?2004h")
                terminal.type("\u{1B}[200~yes\u{1B}[201~")
                try await terminal.wait("the refusal") { $0.text.suffix(2) == ["type it, please: a paste does not answer this", "sure?"] }
                terminal.type("\u{1B}\r\r")
                #expect(await second == .line(""))
            }
        }

        @Test(
            "what is sent with the line that leads to a question, or before it can be read, does not answer it",
            arguments: ["submit\ryes\r", "\u{1B}[200~submit\u{1B}[201~\ryes\r", "submit\r\u{1B}[200~yes\r\u{1B}[201~\r"]
        )
        func answerAhead(_ typed: String) async throws {
            // Long enough for what this test sends at the sight of the question.
            try await edit {
                $0.settling = 1500
            } _: { editor, terminal in
                async let first = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type(typed)
                #expect(await first == .line("submit", hasPaste: typed.hasPrefix("\u{1B}[200~")))
                var request = LineRequest(prompt: "sure? ")
                request.discardsTypeahead = true
                request.keepsHistory = false
                async let second = editor.readLine(request)
                try await terminal.wait("the question") { $0.text.last == "sure?" }
                terminal.type("yes\r")
                try await terminal.wait(forRaw: "\u{1B}[?2004h")
                terminal.type("no\r")
                #expect(await second == .line("no"))
            }
        }

        @Test("nor does it where lines are read as they come")
        func plainAnswer() async throws {
            let terminal = try PseudoTerminal()
            defer { terminal.close() }
            let reader = try #require(PlainLineReader(descriptor: terminal.slave, settling: 60_000))
            terminal.type("submit\nyes\n")
            #expect(await reader.next() == [.text("submit")])
            async let answer = reader.next(discardsTypeahead: true)
            var waiting: Int32 = 1
            while waiting > 0 {
                try #require(ioctl(terminal.slave, UInt(FIONREAD), &waiting) == 0)
                await Task.yield()
            }
            // Whatever was there has been read or thrown away by now.
            terminal.hangUp()
            #expect(await answer == [])
        }

        @Test("^C counts at once, also before an answer does")
        func interruptAhead() async throws {
            try await edit {
                $0.settling = 600_000
            } _: { editor, terminal in
                var request = LineRequest(prompt: "sure? ")
                request.discardsTypeahead = true
                async let answer = editor.readLine(request)
                try await terminal.wait(forScreen: ["sure?"])
                terminal.type("yes\u{03}")
                #expect(await answer == .interrupted(""))
                let waiting = Task { await editor.readLine(request) }
                try await terminal.wait("the question") { $0.text.count == 2 }
                waiting.cancel()
                #expect(await waiting.value == .cancelled)
            }
        }

        @Test(
            "a paste that the screen can't hold goes to an editor, whole",
            arguments: [("", "", "set a\n", true), ("set prompt ", "-", "黑", false), ("", "", "curl \\\n", false)]
        )
        func tooTall(before: String, after: String, row: String, isScript: Bool) async throws {
            try await edit(rows: 8, columns: 40) { editor, terminal in
                async let result = editor.readLine(Self.request)
                try await terminal.wait(forScreen: [">"])
                let pasted = String(repeating: row, count: 300) + "end"
                terminal.type(before + after + String(repeating: "\u{02}", count: after.count))
                terminal.type("\u{1B}[200~\(pasted)\u{1B}[201~")
                let cursor = (before + pasted).unicodeScalars.count
                let line = LineToEdit(text: before + pasted + after, cursor: cursor, reason: .tooTall, isScript: isScript)
                #expect(await result == .edit(line))
                async let next = editor.readLine(LineRequest(prompt: "2> "))
                try await terminal.wait(forScreen: ["2>"])
                terminal.type("\r")
                #expect(await next == .line(""))
            }
        }

        @Test("Ctrl-X Ctrl-E hands the line over as it is, and vi's v does", arguments: ["\u{18}\u{05}", "\u{1B}hv"])
        func edit(_ keys: String) async throws {
            let folder = try TemporaryFolder()
            try folder.write(Array("bind -v\n".utf8), to: "editrc")
            let isVi = keys.hasSuffix("v")
            try await edit {
                if isVi { $0.userBindings = .file(folder.path("editrc")) }
            } _: { editor, terminal in
                async let first = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("set prompt 黑猫 \u{1B}[D\u{1B}[D" + keys)
                #expect(
                    await first == .edit(LineToEdit(text: "set prompt 黑猫 ", cursor: isVi ? 10 : 12, reason: .asked, isScript: false))
                )
                async let second = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("\u{1B}[200~a\nb\u{1B}[201~" + (isVi ? "\u{1B}v" : keys))
                guard case .edit(let line) = await second else {
                    Issue.record("no editor was asked for")
                    return
                }
                #expect(line.isScript)
                #expect(line.text == "a\nb")
            }
        }

        @Test("five thousand characters fill a screen that holds them, and a hundred lines typed at once are all read")
        func bulk() async throws {
            try await edit(rows: 60, columns: 200) { editor, terminal in
                let text = String(repeating: "一只黑色小猫好奇地仰望天空, 镜头缓缓上升 ", count: 250).prefix(4989)
                async let result = editor.readLine(LineRequest(prompt: "> "))
                try await terminal.wait(forScreen: [">"])
                terminal.type("set prompt \u{1B}[200~" + text + "\u{1B}[201~!")
                try await terminal.wait("the whole text") { $0.text.last?.hasSuffix("!") ?? false }
                terminal.type("\r")
                #expect(await result == .line("set prompt " + text + "!", hasPaste: true))
                let lines = (1...100).map { "set prompt \($0) a black kitten looks up at the sky 一只黑色小猫" }
                terminal.type(lines.map { $0 + "\r" }.joined())
                for line in lines { #expect(await editor.readLine(LineRequest(prompt: "> ")) == .line(line)) }
            }
        }

        @Test(
            "a line begins with its cursor where it is asked for",
            arguments: [(nil, "ab猫!"), (1, "a!b猫"), (0, "!ab猫"), (99, "ab猫!"), (-4, "!ab猫")]
        )
        func initialCursor(_ cursor: Int?, _ line: String) async throws {
            try await edit { editor, terminal in
                var request = LineRequest(prompt: "> ")
                request.initialText = "ab猫"
                request.initialCursor = cursor
                async let result = editor.readLine(request)
                try await terminal.wait(forScreen: ["> ab猫"])
                terminal.type("!\r")
                #expect(await result == .line(line))
            }
        }
    }
}
