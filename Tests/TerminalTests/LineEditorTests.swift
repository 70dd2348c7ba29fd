import Glibc
import Synchronization
import TerminalText
import Testing

@testable import Terminal

/// One editor on one pseudo-terminal. They run one after another: libedit has statics.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct LineEditorTests {
    static let configuration: LineEditorConfiguration = {
        var configuration = LineEditorConfiguration()
        configuration.userBindings = .none
        configuration.overtaking = .zero
        return configuration
    }()

    /// Runs a test with an editor that reads from `terminal`.
    func edit(
        rows: Int = 24,
        columns: Int = 80,
        kind: ScreenModel.Kind = .reflowing,
        configuration: LineEditorConfiguration = Self.configuration,
        _ body: (LineEditor, inout PseudoTerminal) async throws -> Void
    ) async throws {
        var terminal = try PseudoTerminal(rows: rows, columns: columns, kind: kind)
        var configuration = configuration
        configuration.input = terminal.slave
        configuration.output = terminal.slave
        let editor = try #require(LineEditor(configuration))
        do {
            try await body(editor, &terminal)
        } catch {
            await editor.shutdown()
            terminal.close()
            throw error
        }
        await editor.shutdown()
        #expect(terminal.screen.unknown.isEmpty)
        terminal.close()
    }

    @Test(
        "keys make this line and this event",
        arguments: [
            ("set seed 7\r", LineEvent.line("set seed 7")),
            ("set prompt 一只黑色小猫的夜\r", .line("set prompt 一只黑色小猫的夜")),
            ("é ø 🎬 ﬀ\r", .line("é ø 🎬 ﬀ")),
            ("", .endOfInput),
            ("ab\u{1B}[D\u{1B}OD\u{04}\r", .line("b")),
            // Home and End in every encoding, and no tails.
            ("bc\u{1B}[Ha\u{1B}[Fd\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~\u{1B}OH\u{1B}OFe\r", .line("abcde")),
            ("one two\u{1B}[1;5D\u{1B}[1;3D-\u{1B}[1;5C\u{1B}[1;3C+\r", .line("-one two+")),
            ("ab\u{1B}[D\u{1B}[3~c\r", .line("ac")),
            ("a\u{1B}[15~\u{1B}[24;5~\u{1B}[[A\u{1B}OP\u{1B}[1;2R\u{1B}[99~\u{1B}[Z\u{1B}[?1;2cb\r", .line("ab")),
            ("a\u{1B}xb\r", .line("ab")),
            ("one two\u{1B}b\u{1B}d\r", .line("one ")),
            ("old\u{15}new\r", .line("new")),
            ("note \u{1B}[200~set a\rset b\r\n\u{1B}[31m\tc\r\u{1B}[201~!\r", .line("note set a\nset b\n\tc!", hasPaste: true)),
            ("猫\u{7F}狗\r", .line("狗")),
            ("a\u{16}\u{03}b\r", .line("a\u{03}b")),
        ]
    )
    func keys(_ keys: String, _ event: LineEvent) async throws {
        try await edit { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            var modes = termios()
            tcgetattr(terminal.slave, &modes)
            #expect(modes.c_lflag & tcflag_t(ECHO | ICANON | ISIG | IEXTEN) == 0)
            #expect(modes.c_iflag & tcflag_t(ICRNL | INLCR | IXON) == 0)
            terminal.type(keys.isEmpty ? "\u{04}" : keys)
            let ended = await result
            #expect(ended == event)
        }
    }

    @Test("a typed line is echoed, and Enter leaves it on the screen")
    func echo() async throws {
        try await edit { editor, terminal in
            async let first = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("set prompt 小猫")
            try await terminal.wait(forScreen: ["> set prompt 小猫"])
            terminal.type("\r")
            #expect(await first == .line("set prompt 小猫"))
            async let second = editor.readLine(LineRequest(prompt: ">> "))
            try await terminal.wait(forScreen: ["> set prompt 小猫", ">>"])
            terminal.type("\r")
            #expect(await second == .line(""))
        }
    }

    @Test("^C in the middle of a line draws ^C after it, drops it, and Up brings it back; it is not on disk before it is run")
    func interrupt() async throws {
        let folder = try TemporaryFolder()
        var configuration = Self.configuration
        configuration.historyPath = folder.path("history")
        try await edit(configuration: configuration) { editor, terminal in
            async let first = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("set prompt 黑猫\u{01}")
            terminal.type("\u{03}")
            #expect(await first == .interrupted("set prompt 黑猫"))
            #expect(try HistoryFileTests.texts(at: folder.path("history")) == [])
            async let second = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: ["> set prompt 黑猫^C", ">"])
            terminal.type("\u{1B}[A\r")
            #expect(await second == .line("set prompt 黑猫"))
            async let third = editor.readLine(LineRequest(prompt: "3> "))
            try await terminal.wait("the prompt") { $0.text.last == "3>" }
            terminal.type("\u{03}")
            #expect(await third == .interrupted(""))
        }
        // Once it is run, it is a line like any other.
        #expect(try HistoryFileTests.texts(at: folder.path("history")) == ["set prompt 黑猫"])
    }

    @Test("Up and Down walk whole entries, several rows of one at a time, and give back what was being typed")
    func history() async throws {
        try await edit { editor, terminal in
            let long = "note " + String(repeating: "长", count: 700)
            for line in ["one", "two\nrows", long] { editor.addHistory(line) }
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("half\u{01}\u{1B}[A\u{10}")
            try await terminal.wait(forScreen: ["> two", "rows"])
            terminal.type("\u{1B}[A")
            try await terminal.wait(forScreen: ["> one"])
            terminal.type("\u{1B}[B\u{0E}\u{1B}[B\u{05} typed\r")
            #expect(await result == .line("half typed"))
            #expect(editor.history().map(\.text) == ["one", "two\nrows", long, "half typed"])
        }
    }

    @Test("a line of more than 1024 characters survives a look at the history")
    func longTypedLine() async throws {
        try await edit { editor, terminal in
            editor.addHistory("one")
            let long = String(repeating: "abcdefghij", count: 150)
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type(long + "\u{1B}[A\u{1B}[B\r")
            #expect(await result == .line(long))
        }
    }

    @Test("Tab puts in what is common, lists with meanings above the line, and a single match gets its space")
    func completion() async throws {
        try await edit(rows: 12) { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.completion = { asked in
                let words = [("seed", "random seed"), ("seconds", "长度"), ("size", "480P to 1080P"), ("prompt", "what is seen")]
                let word = asked.line.unicodeScalars.prefix(asked.cursor).split(separator: " ").last.map { String($0) } ?? ""
                let matches = words.filter { $0.0.hasPrefix(word) }.map { CompletionCandidate($0.0, meaning: $0.1) }
                return CompletionAnswer(start: asked.cursor - word.unicodeScalars.count, candidates: matches)
            }
            async let result = editor.readLine(request)
            try await terminal.wait(forScreen: [">"])
            terminal.type("set s tail")
            terminal.type(String(repeating: "\u{1B}[D", count: 5) + "e\t")
            try await terminal.wait(forScreen: ["seed     random seed", "seconds  长度", "> set se tail"])
            terminal.type("e\t")
            try await terminal.wait(forScreen: ["seed     random seed", "seconds  长度", "> set seed tail"])
            terminal.type("\u{05}\r")
            #expect(await result == .line("set seed tail"))
        }
    }

    @Test("a list above a line of three rows leaves it whole, takes a third of the screen and says how many more")
    func listAboveLongLine() async throws {
        try await edit(rows: 12, columns: 30) { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.completion = { CompletionAnswer(start: $0.cursor, candidates: (10..<60).map { CompletionCandidate("\($0)-file") }) }
            async let result = editor.readLine(request)
            try await terminal.wait(forScreen: [">"])
            let text = "黑色小猫好奇地仰望天空 and the camera rises slowly 俯视"
            terminal.type(text + "\t")
            let list = ["10-file  13-file  16-file", "11-file  14-file  17-file", "12-file  15-file  18-file", "+41 more"]
            try await terminal.wait(forScreen: list + ["> 黑色小猫好奇地仰望天空 and t", "he camera rises slowly 俯视"])
            terminal.type("\r")
            #expect(await result == .line(text))
        }
    }

    @Test("a notice is printed above a half-typed line of several rows, and the cursor stays where it was")
    func notice() async throws {
        try await edit(columns: 40) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            let text = "set prompt 一只黑色小猫好奇地仰望天空, the camera rises slowly 镜头缓缓上升 and ends above"
            terminal.type(text)
            let block = ["> set prompt 一只黑色小猫好奇地仰望天空,", " the camera rises slowly 镜头缓缓上升 an", "d ends above"]
            try await terminal.wait(forScreen: block)
            terminal.type(String(repeating: "\u{1B}[D", count: 40))
            terminal.type("X")
            try await terminal.wait("the X") { $0.text.joined().contains("X") }
            let withX = terminal.screen.text
            let place = (terminal.screen.row, terminal.screen.column)
            for number in 1...3 { editor.printAbove(StyledText("#\(number) succeeded \u{1B}[2J小猫")) }
            let notices = (1...3).map { "#\($0) succeeded \\u{1b}[2J小猫" }
            try await terminal.wait(forScreen: notices + withX)
            try await terminal.wait("the cursor") { ($0.row, $0.column) == (place.0 + 3, place.1) }
            terminal.type("Y\r")
            let line = await result
            #expect(line == .line(text.dropLast(40) + "XY" + text.suffix(40)))
        }
    }

    @Test("a notice that comes between two lines is printed before the next prompt")
    func noticeBetweenLines() async throws {
        try await edit { editor, terminal in
            async let first = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("\r")
            #expect(await first == .line(""))
            editor.printAbove("#12 succeeded\n")
            async let second = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">", "#12 succeeded", ">"])
            terminal.type("\r")
            #expect(await second == .line(""))
        }
    }

    @Test("new widths leave no ghosts, not even with a notice at the same moment")
    func resize() async throws {
        try await edit(columns: 60) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            let text = "set prompt 一只黑色小猫好奇地仰望天空, the camera rises slowly 镜头缓缓上升 to look at it from above 结束"
            terminal.type(text)
            try await terminal.wait("the whole line") { $0.text.joined().hasSuffix("结束") }
            var printed = 0
            for columns in [40, 70, 25, 120] {
                printed += 1
                terminal.resize(rows: 24, columns: columns)
                editor.printAbove(StyledText("#\(printed)"))
                let notices = (1...printed).map { "#\($0)" }
                try await terminal.wait("the block at \(columns)") { screen in
                    guard screen.text.starts(with: notices) else { return false }
                    let block = screen.text.dropFirst(printed)
                    let isFilled = block.dropLast().allSatisfy { DisplayWidth.of($0) >= columns - 2 }
                    return isFilled && block.joined().filter { $0 != " " } == ("> " + text).filter { $0 != " " }
                }
            }
            terminal.type("!\r")
            #expect(await result == .line(text + "!"))
        }
    }

    @Test("signals keep the typed line")
    func signalStorm() async throws {
        try await edit { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("half")
            try await terminal.wait(forScreen: ["> half"])
            for _ in 0..<200 {
                kill(getpid(), SIGWINCH)
                kill(getpid(), SIGCONT)
            }
            terminal.type(" done\r")
            #expect(await result == .line("half done"))
        }
    }

    @Test("^Z stops the job with the terminal in order, and goes on with the line")
    func suspend() async throws {
        let isCanonical = Mutex<Bool?>(nil)
        let slave = Mutex<Int32>(-1)
        var configuration = Self.configuration
        configuration.suspend = {
            var modes = termios()
            tcgetattr(slave.withLock { $0 }, &modes)
            isCanonical.withLock { $0 = modes.c_lflag & tcflag_t(ICANON) != 0 && modes.c_lflag & tcflag_t(ECHO) != 0 }
        }
        try await edit(configuration: configuration) { editor, terminal in
            slave.withLock { $0 = terminal.slave }
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("half")
            terminal.type("\u{1A}")
            try await terminal.wait(forScreen: ["> half", "> half"])
            #expect(isCanonical.withLock { $0 } == true)
            terminal.type(" done\r")
            #expect(await result == .line("half done"))
        }
    }

    @Test(
        "bytes that are no text are told with their place, and the rest is kept",
        arguments: [
            ([0x61, 0xFF, 0xFE, 0x62], "not taken: byte 0xFF is not UTF-8, at character 2 (and 1 more)"),
            ([0x61, 0x00, 0x62], "not taken: a NUL, at character 2"),
            ([0x61, 0xC2, 0x9B, 0x62], "not taken: control character U+009B, at character 2"),
        ] as [([UInt8], String)]
    )
    func refusedBytes(_ bytes: [UInt8], _ message: String) async throws {
        try await edit { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type(bytes: bytes)
            try await terminal.wait(forScreen: [message, "> ab"])
            terminal.type("\r")
            #expect(await result == .line("ab"))
        }
    }

    @Test("a person's bindings are honoured, what the editor rests on stays, and editing stays on")
    func userBindings() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            Array("bind ^G ed-move-to-beg\ntween:bind ^I ed-insert\nother:bind ^E ed-move-to-beg\nedit off\n".utf8),
            to: "editrc"
        )
        var configuration = Self.configuration
        configuration.userBindings = .file(folder.path("editrc"))
        try await edit(configuration: configuration) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("b\u{07}a\t\u{05}c\r")
            #expect(await result == .line("abc"))
        }
    }

    @Test("vi's keys work, with ESC and a letter typed at once, arrows, history, a notice and ^C")
    func viKeys() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("bind -v\n".utf8), to: "editrc")
        var configuration = Self.configuration
        configuration.userBindings = .file(folder.path("editrc"))
        try await edit(configuration: configuration) { editor, terminal in
            editor.addHistory("old")
            async let first = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("xabd\u{1B}0x")
            try await terminal.wait(forScreen: ["> abd"])
            editor.printAbove("notice")
            try await terminal.wait(forScreen: ["notice", "> abd"])
            terminal.type("$ic\u{1B}[H\u{1B}[F!\r")
            #expect(await first == .line("abcd!"))
            async let second = editor.readLine(LineRequest(prompt: "2> "))
            try await terminal.wait("the prompt") { $0.text.last == "2>" }
            terminal.type("\u{1B}[A\u{1B}[A\u{03}")
            #expect(await second == .interrupted("old"))
            async let third = editor.readLine(LineRequest(prompt: "3> "))
            try await terminal.wait("the prompt") { $0.text.last == "3>" }
            terminal.type("猫\u{04}\r")
            #expect(await third == .line("猫"))
        }
    }

    @Test("where lines cannot be edited, the reader says so and prints nothing")
    func notEditable() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        var configuration = Self.configuration
        configuration.input = ends[0]
        configuration.output = ends[1]
        let editor = try #require(LineEditor(configuration))
        #expect(await editor.readLine(LineRequest(prompt: "> ")) == .failed("lines cannot be edited on this terminal"))
        await editor.shutdown()
        var waiting: Int32 = -1
        #expect(ioctl(ends[0], UInt(FIONREAD), &waiting) == 0)
        #expect(waiting == 0)
    }

    @Test("a coloured prompt is plain again before the typed text, and what is not ASCII in it is escaped")
    func prompt() async throws {
        var configuration = Self.configuration
        configuration.usesColour = true
        try await edit(configuration: configuration) { editor, terminal in
            async let result = editor.readLine(LineRequest(prompt: StyledText("猫 ", .accent) + StyledText("x>", .strong)))
            try await terminal.wait(forScreen: ["\\u{732b} x>"])
            #expect(terminal.raw.contains("\u{1B}[36m\\u{732b} \u{1B}[0m\u{1B}[1mx\u{1B}[0m>"))
            terminal.type("a\r")
            #expect(await result == .line("a"))
        }
    }

    @Test("a line begins with the text that is given")
    func initialText() async throws {
        try await edit { editor, terminal in
            var request = LineRequest(prompt: "> ")
            request.initialText = "set prompt 黑"
            async let result = editor.readLine(request)
            try await terminal.wait(forScreen: ["> set prompt 黑"])
            terminal.type("猫\r")
            #expect(await result == .line("set prompt 黑猫"))
        }
    }

    @Test("a secret is neither shown nor kept, and the terminal echoes again")
    func secret() async throws {
        try await edit { editor, terminal in
            async let secret = editor.readSecret(prompt: "key: ")
            try await terminal.wait(forScreen: ["key:"])
            terminal.type("sk-12x\u{7F}3\r")
            #expect(await secret == "sk-123")
            async let dropped = editor.readSecret(prompt: "key: ")
            try await terminal.wait(forScreen: ["key:", "key:"])
            terminal.type("sk\u{03}")
            #expect(await dropped == nil)
            try await terminal.wait(forRaw: "\u{1B}[?2004l")
            var modes = termios()
            tcgetattr(terminal.slave, &modes)
            #expect(modes.c_lflag & tcflag_t(ECHO) != 0)
            #expect(editor.history().map(\.text) == [])
        }
    }

    @Test("tasks run while a secret is typed, as they do while a line is")
    func worksBesideSecret() async throws {
        try await edit { editor, terminal in
            let executor = try #require(editor.taskExecutor())
            async let secret = editor.readSecret(prompt: "key: ")
            try await terminal.wait(forScreen: ["key:"])
            #expect(await Task(executorPreference: executor) { 7 }.value == 7)
            terminal.type("sk\r")
            #expect(await secret == "sk")
        }
    }

    @Test("^Z and ^\\ while a secret is typed do what they do elsewhere, and are no part of it")
    func signalsBesideSecret() async throws {
        let (calls, continuation) = AsyncStream<String>.makeStream()
        var configuration = Self.configuration
        configuration.quit = { continuation.yield("quit") }
        configuration.suspend = { continuation.yield("stop") }
        try await edit(configuration: configuration) { editor, terminal in
            async let secret = editor.readSecret(prompt: "key: ")
            try await terminal.wait(forScreen: ["key:"])
            terminal.type("sk\u{1A}")
            try await terminal.wait(forScreen: ["key:", "key:"])
            terminal.type("-1\u{1C}2\r")
            #expect(await secret == "sk-12")
            continuation.finish()
            #expect(await calls.reduce(into: []) { $0.append($1) } == ["stop", "quit"])
        }
    }

    @Test("what was typed before the prompt, and shown by the terminal, is shown behind the prompt and nowhere else")
    func typedAhead() async throws {
        try await edit { editor, terminal in
            terminal.type("小猫")
            try await terminal.wait(forScreen: ["小猫"])
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: ["> 小猫"])
            terminal.type("\r")
            #expect(await result == .line("小猫"))
        }
    }

    @Test("an answer that must be fresh is not given by what was typed before")
    func typeahead() async throws {
        try await edit { editor, terminal in
            async let first = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            terminal.type("submit\ryes\r")
            #expect(await first == .line("submit"))
            var request = LineRequest(prompt: "sure? ")
            request.discardsTypeahead = true
            request.keepsHistory = false
            async let second = editor.readLine(request)
            try await terminal.wait("the question") { $0.text.last == "sure?" }
            try await terminal.wait(forRaw: "\u{1B}[?2004h")
            terminal.type("no\r")
            #expect(await second == .line("no"))
            #expect(editor.history().map(\.text) == ["submit"])
        }
    }

    @Test("lines typed at once are all read, in order")
    func burst() async throws {
        try await edit { editor, terminal in
            let lines = (1...50).map { "set seed \($0) 猫" }
            terminal.type(lines.map { $0 + "\r" }.joined())
            for line in lines { #expect(await editor.readLine(LineRequest(prompt: "> ")) == .line(line)) }
        }
    }

    @Test("cancelling the task ends the line, and the editor reads on")
    func cancellation() async throws {
        try await edit { editor, terminal in
            let task = Task { await editor.readLine(LineRequest(prompt: "1> ")) }
            try await terminal.wait(forScreen: ["1>"])
            task.cancel()
            #expect(await task.value == .cancelled)
            async let result = editor.readLine(LineRequest(prompt: "2> "))
            try await terminal.wait(forScreen: ["1>", "2>"])
            terminal.type("x\r")
            #expect(await result == .line("x"))
        }
    }

    @Test("shutting down ends a line, gives the terminal back as it was, and lets nobody read any more")
    func shutdown() async throws {
        try await edit { editor, terminal in
            var before = termios()
            tcgetattr(terminal.slave, &before)
            async let result = editor.readLine(LineRequest(prompt: "> "))
            try await terminal.wait(forScreen: [">"])
            await editor.shutdown()
            #expect(await result == .cancelled)
            var after = termios()
            tcgetattr(terminal.slave, &after)
            #expect((after.c_lflag, after.c_iflag, after.c_oflag) == (before.c_lflag, before.c_iflag, before.c_oflag))
            try await terminal.wait(forRaw: "\u{1B}[?2004l")
            #expect(await editor.readLine(LineRequest(prompt: "> ")) == .cancelled)
        }
    }

    @Test("a terminal that goes away is the end of input")
    func hangup() async throws {
        var terminal = try PseudoTerminal()
        var configuration = Self.configuration
        configuration.input = terminal.slave
        configuration.output = terminal.slave
        let editor = try #require(LineEditor(configuration))
        async let result = editor.readLine(LineRequest(prompt: "> "))
        try await terminal.wait(forScreen: [">"])
        terminal.hangUp()
        #expect(await result == .endOfInput)
        await editor.shutdown()
        terminal.close()
    }

    @Test(
        "lines are edited where both ends are a terminal that the system knows",
        arguments: [
            ("xterm", TerminalKind.editor), ("xterm-256color", .editor), ("linux", .editor), ("dumb", .dumb), ("unknown", .dumb),
            ("emacs", .dumb),
            ("nonsense", .dumb), ("", .dumb), (nil, .dumb), ("../../etc/passwd", .dumb), (String(repeating: "x", count: 5000), .dumb),
        ] as [(String?, TerminalKind)]
    )
    func kind(_ term: String?, _ kind: TerminalKind) throws {
        let terminal = try PseudoTerminal()
        defer { terminal.close() }
        #expect(TerminalKind.detect(input: terminal.slave, output: terminal.slave, term: term) == kind)
        let file = open("/dev/null", O_RDWR)
        defer { close(file) }
        #expect(TerminalKind.detect(input: terminal.slave, output: file, term: term) == .plain)
        #expect(TerminalKind.detect(input: file, output: terminal.slave, term: term) == .plain)
    }
}
