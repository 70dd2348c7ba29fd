import CProgramHarness
import Foundation
import Glibc

/// A new terminal, at which nothing runs yet.
struct TerminalEnds {
    /// Our end.
    let descriptor: Int32
    /// The path of the end at which programs run.
    let path: String
    let columns: Int
    let modes: termios

    init(columns: Int = 100, rows: Int = 24) throws {
        var name = [CChar](repeating: 0, count: 128)
        descriptor = ph_open_terminal(Int32(rows), Int32(columns), &name)
        guard descriptor >= 0 else { throw HarnessFault("no terminal") }
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.columns = columns
        modes = Self.modes(of: descriptor)
    }

    static func modes(of terminal: Int32) -> termios {
        var modes = termios()
        tcgetattr(terminal, &modes)
        return modes
    }
}

/// What whoever sits at a terminal sees and types; of 100 columns and 24 rows unless it says otherwise.
class TestTerminal {
    private let ends: TerminalEnds
    private var terminal: Int32 { ends.descriptor }
    private(set) var screen: ScreenModel
    /// All that came, as it came.
    private(set) var output = ""
    /// From where on the next pattern is looked for.
    private var seen: String.Index
    private var bytes: [UInt8] = []

    init(_ ends: TerminalEnds) {
        self.ends = ends
        screen = ScreenModel(columns: ends.columns)
        seen = output.startIndex
    }

    deinit { close(terminal) }

    /// Types keys.
    func type(_ keys: String) throws { try type(Array(keys.utf8)) }

    /// Pastes a text, as a terminal does that knows of paste marks.
    func paste(_ text: String) throws { try type("\u{1B}[200~\(text)\u{1B}[201~") }

    /// Gives the window another width; what stands in it stays as it is.
    func resize(columns: Int, rows: Int = 24) {
        screen.resize(columns: columns)
        _ = ph_resize_terminal(terminal, Int32(rows), Int32(columns))
    }

    /// Sends bytes.
    func type(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            guard count > 0 else { throw HarnessFault("the terminal takes no keys") }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits for a text in what comes after the last one that was waited for.
    func wait(for text: String) throws {
        while true {
            if let range = output[seen...].range(of: text) {
                seen = range.upperBound
                return
            }
            guard try receive() else { throw HarnessFault("ended before \"\(text)\": \(output[seen...].debugDescription)") }
        }
    }

    /// Whether a text has come at all.
    func hasShown(_ text: String) -> Bool { output.contains(text) || screen.text.contains { $0.contains(text) } }

    /// Waits until the screen satisfies a condition.
    func wait(_ what: String, until isRight: ([String]) -> Bool) throws {
        while !isRight(screen.text) {
            guard try receive() else { throw HarnessFault("ended before \(what):\n\(screen.text.joined(separator: "\n"))") }
        }
    }

    /// Waits until the prompt has been drawn anew since the last wait, and stands there with nothing typed at it.
    func waitForPrompt(_ prompt: String) throws {
        try wait(for: prompt)
        try wait("the prompt \"\(prompt)\"") { $0.last == prompt }
    }

    /// Reads until nothing runs at it any more.
    func readToEnd() throws {
        while try receive() {}
    }

    /// Whether the terminal is as it was before the program.
    var isRestored: Bool {
        let (now, before) = (TerminalEnds.modes(of: terminal), ends.modes)
        return (now.c_iflag, now.c_oflag, now.c_cflag, now.c_lflag) == (before.c_iflag, before.c_oflag, before.c_cflag, before.c_lflag)
    }

    /// Waits until the terminal does not show what is typed.
    func waitForNoEcho() throws {
        let end = ContinuousClock.now + .milliseconds(Program.patience)
        while TerminalEnds.modes(of: terminal).c_lflag & tcflag_t(ECHO) != 0 {
            guard ContinuousClock.now < end else { throw HarnessFault("what is typed is shown") }
            sched_yield()
        }
    }

    /// Takes what has come; false at the end.
    private func receive() throws -> Bool {
        var wait = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Program.patience) > 0 else {
            throw HarnessFault("nothing comes any more; the screen is:\n\(screen.text.joined(separator: "\n"))")
        }
        let chunk = Pipe.read(terminal)
        guard !chunk.isEmpty else { return false }
        bytes += chunk
        // A character that is not whole yet waits for its rest.
        var length = bytes.count
        while length > max(0, bytes.count - 4), String(validating: bytes[..<length], as: UTF8.self) == nil { length -= 1 }
        let text = String(decoding: bytes[..<length], as: UTF8.self)
        bytes.removeFirst(length)
        let offset = output.utf8.distance(from: output.startIndex, to: seen)
        output += text
        seen = output.utf8.index(output.startIndex, offsetBy: offset)
        // Where the cursor is, a terminal says when it is asked, and of that moment.
        let question = "\u{1B}[6n"
        var rest = text[...]
        while let asked = rest.firstRange(of: question) {
            screen.show(String(rest[..<asked.upperBound]))
            try type("\u{1B}[\(screen.cursor.row + 1);\(screen.cursor.column + 1)R")
            rest = rest[asked.upperBound...]
        }
        screen.show(String(rest))
        return true
    }
}
