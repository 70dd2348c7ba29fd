import Foundation
import Glibc

/// The program at a terminal of 100 columns.
final class TerminalProgram {
    let child: Child
    private let terminal: Int32
    private(set) var screen = ScreenModel(columns: 100)
    /// All that came, as it came.
    private(set) var output = ""
    /// From where on the next pattern is looked for.
    private var seen: String.Index
    private var bytes: [UInt8] = []
    private let before: termios

    init(_ home: Home, _ arguments: [String] = [], environment more: [String: String] = [:]) throws {
        terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0, grantpt(terminal) == 0, unlockpt(terminal) == 0 else { throw HarnessFault("no terminal") }
        var name = [CChar](repeating: 0, count: 128)
        guard ptsname_r(terminal, &name, name.count) == 0 else { throw HarnessFault("a terminal without a name") }
        var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0 else { throw HarnessFault("a terminal without a size") }
        before = Self.modes(of: terminal)
        child = try Child(arguments, environment: home.environment(more), folder: home.folder, inNewSession: true) { actions in
            // The first terminal that a session opens becomes its own.
            posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
        seen = output.startIndex
    }

    deinit { close(terminal) }

    /// Types keys.
    func type(_ keys: String) throws {
        var rest = Array(keys.utf8)[...]
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

    /// Waits until the screen satisfies a condition.
    func wait(_ what: String, until isRight: ([String]) -> Bool) throws {
        while !isRight(screen.text) {
            guard try receive() else { throw HarnessFault("ended before \(what):\n\(screen.text.joined(separator: "\n"))") }
        }
    }

    /// Waits for the prompt with nothing typed at it.
    func waitForPrompt(_ prompt: String) throws {
        try wait("the prompt \"\(prompt)\"") { $0.last == prompt }
        seen = output.endIndex
    }

    /// Reads to the end; the exit code.
    func waitForEnd() throws -> Int32 {
        while try receive() {}
        return child.wait()
    }

    /// Whether the terminal is as it was before the program.
    var isRestored: Bool {
        let now = Self.modes(of: terminal)
        return (now.c_iflag, now.c_oflag, now.c_cflag, now.c_lflag) == (before.c_iflag, before.c_oflag, before.c_cflag, before.c_lflag)
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
        screen.show(text)
        return true
    }

    private static func modes(of terminal: Int32) -> termios {
        var modes = termios()
        tcgetattr(terminal, &modes)
        return modes
    }
}
