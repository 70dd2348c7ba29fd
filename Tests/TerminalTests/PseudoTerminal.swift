import Glibc
import Testing
import Workers

@testable import Terminal

/// Both ends of a pseudo-terminal, with a model of the screen that its output draws.
struct PseudoTerminal {
    /// A wait for output that did not come.
    struct Silence: Error, CustomStringConvertible {
        var description: String
    }

    /// libedit takes the terminal's kind from the environment, and nothing else.
    private static let isNamed = setenv("TERM", "xterm", 1) == 0

    /// TIOCSPTLCK and TIOCGPTN: the library's own openers are not to be had in Swift.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    let master: Int32
    /// The end that a program has as its terminal.
    let slave: Int32
    private(set) var screen: ScreenModel
    /// All that was written, escape sequences included.
    private(set) var raw = ""
    private let end: WakePipe
    private var iterator: AsyncStream<[UInt8]>.Iterator

    init(rows: Int = 24, columns: Int = 80, kind: ScreenModel.Kind = .reflowing) throws {
        try #require(Self.isNamed)
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(master >= 0)
        var (locked, number): (Int32, Int32) = (0, -1)
        try #require(ioctl(master, Self.setLock, &locked) == 0 && ioctl(master, Self.getNumber, &number) == 0)
        slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(slave >= 0)
        screen = ScreenModel(rows: rows, columns: columns, kind: kind)
        let (chunks, continuation) = AsyncStream<[UInt8]>.makeStream()
        iterator = chunks.makeAsyncIterator()
        let descriptor = master
        let end = try #require(WakePipe())
        self.end = end
        let isStarted = WorkThread.detach {
            var buffer = [UInt8](repeating: 0, count: 4096)
            // The limit is that after which a test that waits for output fails.
            while Readiness.wait(for: descriptor, or: end, milliseconds: 10_000) == .input {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                continuation.yield(Array(buffer[..<count]))
            }
            Glibc.close(descriptor)
            continuation.finish()
        }
        try #require(isStarted)
        setSize(rows: rows, columns: columns)
    }

    /// Presses keys.
    func type(_ keys: String) { type(bytes: Array(keys.utf8)) }

    func type(bytes: [UInt8]) {
        #expect(write(master, bytes, bytes.count) == bytes.count)
    }

    /// Gives the window another size, as a person drags it; the terminal breaks its lines anew.
    mutating func resize(rows: Int, columns: Int) {
        screen.resize(rows: rows, columns: columns)
        setSize(rows: rows, columns: columns)
        kill(getpid(), SIGWINCH)
    }

    /// Goes on to another width, and does not tell of it yet.
    mutating func narrow(to columns: Int) { screen.resize(rows: 24, columns: columns) }

    private func setSize(rows: Int, columns: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
    }

    /// Waits until the screen is as wanted.
    mutating func wait(_ wanted: String, until condition: (ScreenModel) -> Bool) async throws {
        while !condition(screen) {
            guard let chunk = await iterator.next() else {
                throw Silence(
                    description:
                        "waited for \(wanted); the screen shows:\n\(screen.text.joined(separator: "\n"))\nraw: \(raw.debugDescription)"
                )
            }
            take(chunk)
        }
    }

    /// Waits until the screen's lines, blank ones at the end left out, are these.
    mutating func wait(forScreen lines: [String]) async throws {
        try await wait("\(lines)") { $0.text == lines }
    }

    /// Waits until what was written ends so, but for the cells that are made sure of before a wait.
    mutating func wait(forRaw suffix: String) async throws {
        while !raw.hasSuffix(suffix), !raw.replacing(/(\u{1B}\[\d+G)?( \u{1B}\[\d+G)?$/, with: "").hasSuffix(suffix) {
            guard let chunk = await iterator.next() else {
                throw Silence(description: "waited for \(suffix.debugDescription); raw: \(raw.debugDescription)")
            }
            take(chunk)
        }
    }

    private mutating func take(_ chunk: [UInt8]) {
        raw += String(decoding: chunk, as: UTF8.self)
        screen.feed(chunk)
        guard !screen.answers.isEmpty else { return }
        type(screen.answers)
        screen.answers = ""
    }

    func close() {
        Glibc.close(slave)
        end.wake()
    }

    /// Goes away while a program runs on it. Only the reading thread closes its end: another would read a stranger's bytes from its number.
    func hangUp() { end.wake() }
}
