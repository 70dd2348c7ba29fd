import Glibc
import TerminalText
import Testing
import Workers

@testable import Terminal

@Suite(.timeLimit(.minutes(1)))
struct ScreenTests {
    /// What a pipe's reader gets of it.
    private func written(environment: [String: String] = ["TERM": "xterm"], _ body: (Screen) -> Void) throws -> String {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        body(Screen(output: ends[1], diagnostics: ends[1], environment: environment))
        close(ends[1])
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(ends[0], &bytes, bytes.count)
        close(ends[0])
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }

    @Test("what is held goes out with what follows, in the order in which it was printed")
    func held() throws {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        defer { for end in ends { close(end) } }
        func read() -> String {
            var bytes = [UInt8](repeating: 0, count: 100)
            return String(decoding: bytes[..<max(0, Glibc.read(ends[0], &bytes, bytes.count))], as: UTF8.self)
        }
        let outlet = Outlet(Descriptor(ends[1]))
        outlet.hold()
        #expect(outlet.write("a"))
        "b".utf8.withContiguousStorageIfAvailable { outlet.keep(UnsafeRawBufferPointer($0)) }
        #expect(outlet.write("c"))
        #expect(read() == "")
        outlet.letOut()
        #expect(read() == "abc")
        "d".utf8.withContiguousStorageIfAvailable { outlet.keep(UnsafeRawBufferPointer($0)) }
        #expect(read() == "")
        #expect(outlet.write("e"))
        #expect(read() == "de")
    }

    @Test("a pipe gets the text without colour, and what is invisible in it made visible")
    func toAPipe() throws {
        let text = StyledText("error: ", .error) + "小猫\u{1B}[2J\u{9B}\r\tend\n"
        #expect(try written { $0.write(text) } == "error: 小猫\\u{1b}[2J\\u{9b}\\u{d}\tend\n")
        #expect(try written { $0.write(encoded: "{\"a\":1}\n") } == "{\"a\":1}\n")
    }

    @Test(
        "colour needs a terminal that has it and nobody who minds",
        arguments: [
            (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": ""], true), (["TERM": "xterm", "NO_COLOR": "1"], false),
            (["TERM": "dumb"], false), ([:], false), (["TERM": ""], false),
        ] as [([String: String], Bool)]
    )
    func colour(_ environment: [String: String], _ isColoured: Bool) async throws {
        var terminal = try PseudoTerminal()
        defer { terminal.close() }
        let screen = Screen(output: terminal.slave, diagnostics: terminal.slave, environment: environment)
        #expect(screen.hasColour(.output) == isColoured)
        screen.write(StyledText("one\n\u{1B}two", .error) + " three\n")
        try await terminal.wait(
            forRaw: isColoured ? "\u{1B}[31mone\u{1B}[0m\r\n\u{1B}[31m\\u{1b}two\u{1B}[0m three\r\n" : "one\r\n\\u{1b}two three\r\n"
        )
    }

    @Test("a reader that is gone is told by a false, not by a signal")
    func brokenPipe() async throws {
        let interrupts = try #require(Interrupts(catching: []))
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        close(ends[0])
        #expect(Screen(output: ends[1], diagnostics: ends[1], environment: [:]).write("text\n") == false)
        close(ends[1])
        interrupts.stop()
    }

    @Test("a text larger than the pipe is written whole to a slow reader, even on a descriptor that does not block")
    func largeText() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let (output, input) = (ends[1], ends[0])
        let line = String(repeating: "小猫", count: 20) + "\n"
        let isStarted = WorkThread.detach {
            Screen(output: output, diagnostics: output, environment: [:]).write(StyledText(String(repeating: line, count: 5000)))
            close(output)
        }
        #expect(isStarted)
        let reader = try #require(PlainLineReader(descriptor: input))
        var count = 0
        while case let batch = await reader.next(), !batch.isEmpty {
            count += batch.count
            #expect(batch.allSatisfy { $0 == .text(String(line.dropLast())) })
        }
        close(input)
        #expect(count == 5000)
    }

    @Test("a live line is drawn over, cut to the screen by display width, and finished or taken away")
    func liveLine() async throws {
        var terminal = try PseudoTerminal(columns: 20)
        defer { terminal.close() }
        var line = LiveLine(on: Screen(output: terminal.slave, diagnostics: terminal.slave, environment: ["TERM": "xterm"]))
        #expect(line.isLive)
        line.show("#12 running 10%")
        try await terminal.wait(forScreen: ["#12 running 10%"])
        line.show("#12 小猫小猫小猫小猫小猫")
        try await terminal.wait(forScreen: ["#12 小猫小猫小猫小…"])
        line.finish()
        line.show("gone")
        line.erase()
        line.show("#13")
        try await terminal.wait(forScreen: ["#12 小猫小猫小猫小…", "#13"])
    }

    @Test("where nothing can be drawn over, each text that differs is a line")
    func plainLiveLine() throws {
        let text = try written { screen in
            var line = LiveLine(on: screen)
            for text: StyledText in ["#12 queued", "#12 queued", "#12 running"] { line.show(text) }
            line.finish()
            line.erase()
        }
        #expect(text == "#12 queued\n#12 running\n")
    }

    private static let calls: [(alert: Alert, environment: [String: String], bytes: String)] = [
        (.bell, ["TERM": "xterm"], "\u{7}"),
        (.bell, ["TERM": "dumb"], "\u{7}"),
        (.desktop("#12 小猫"), ["TERM": "xterm"], "\u{1B}]9;tween: #12 小猫\u{1B}\\"),
        (.desktop("#12 小猫"), ["TERM": "xterm", "VTE_VERSION": "7200"], "\u{1B}]777;notify;tween;#12 小猫\u{1B}\\"),
        // What a service says can end no sequence of ours, nor begin one of its own.
        (.desktop("a\u{7}\u{1B}\\\u{9C}\nb"), ["TERM": "xterm"], "\u{1B}]9;tween: a\\u{7}\\u{1b}\\\\u{9c}↵b\u{1B}\\"),
        (.desktop("#12"), ["TERM": "dumb"], ""),
    ]

    @Test("a call is the bell, or the terminal's own sequence with a text that holds none", arguments: calls)
    func alerts(_ alert: Alert, _ environment: [String: String], _ bytes: String) async throws {
        var terminal = try PseudoTerminal()
        defer { terminal.close() }
        let screen = Screen(output: terminal.slave, diagnostics: terminal.slave, environment: environment)
        screen.alert(alert)
        screen.write("!\n")
        try await terminal.wait(forRaw: "!\r\n")
        #expect(terminal.raw == bytes + "!\r\n")
        #expect(try written(environment: environment) { $0.alert(alert) } == "")
    }

    @Test("the size is the terminal's, and 80 by 24 where it is none or says nothing")
    func size() throws {
        let terminal = try PseudoTerminal(rows: 10, columns: 33)
        defer { terminal.close() }
        let size = TerminalSize(of: terminal.slave)
        #expect((size.rows, size.columns) == (10, 33))
        var nothing = winsize()
        #expect(ioctl(terminal.master, UInt(TIOCSWINSZ), &nothing) == 0)
        for size in [TerminalSize(of: terminal.slave), TerminalSize(of: -1)] { #expect((size.rows, size.columns) == (24, 80)) }
    }
}

@Suite(.serialized, .timeLimit(.minutes(1)))
struct InterruptsTests {
    @Test("a signal becomes a value; afterwards its former handling is back")
    func signals() async throws {
        // Whatever was there before: the test puts a handler of its own under it.
        Glibc.signal(SIGQUIT) { _ in }
        let interrupts = try #require(Interrupts(catching: [.quit, .terminate]))
        kill(getpid(), SIGQUIT)
        kill(getpid(), SIGTERM)
        var arrived: Set<Signal> = []
        for await signal in interrupts.signals {
            arrived.insert(signal)
            if arrived.count == 2 { break }
        }
        #expect(arrived == [.quit, .terminate])
        interrupts.stop()
        for await _ in interrupts.signals { Issue.record("nothing comes after the end") }
        var action = sigaction()
        sigaction(SIGTERM, nil, &action)
        #expect(action.__sigaction_handler.sa_handler == nil)
        Glibc.signal(SIGQUIT, SIG_DFL)
    }

    @Test("a signal that was ignored at the start stays ignored, as under nohup")
    func ignored() async throws {
        Glibc.signal(SIGHUP, SIG_IGN)
        let interrupts = try #require(Interrupts(catching: [.hangup, .terminate]))
        kill(getpid(), SIGHUP)
        kill(getpid(), SIGTERM)
        var iterator = interrupts.signals.makeAsyncIterator()
        #expect(await iterator.next() == .terminate)
        interrupts.stop()
        Glibc.signal(SIGHUP, SIG_DFL)
    }

    @Test("whoever types can send ^\\, ignored at the start or not; in a script it stays ignored", arguments: [true, false])
    func keys(_ hasKeyboard: Bool) async throws {
        Glibc.signal(SIGQUIT, SIG_IGN)
        let interrupts = try #require(Interrupts(catching: [.quit, .terminate], hasKeyboard: hasKeyboard))
        kill(getpid(), SIGQUIT)
        kill(getpid(), SIGTERM)
        let expected: Set<Signal> = hasKeyboard ? [.quit, .terminate] : [.terminate]
        var arrived: Set<Signal> = []
        for await signal in interrupts.signals {
            arrived.insert(signal)
            if arrived.count == expected.count { break }
        }
        #expect(arrived == expected)
        interrupts.stop()
        Glibc.signal(SIGQUIT, SIG_DFL)
    }
}
