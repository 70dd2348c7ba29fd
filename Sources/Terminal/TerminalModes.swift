import Glibc

/// A terminal's modes as they were found, to be brought back on every way out.
struct TerminalModes: Sendable {
    private let descriptor: Int32
    private let found: termios

    /// Nil if the descriptor is not a terminal.
    init?(of descriptor: Int32) {
        var found = termios()
        guard tcgetattr(descriptor, &found) == 0 else { return nil }
        self.descriptor = descriptor
        self.found = found
    }

    /// Brings the modes back. From the background, too: a job that ends there must not be stopped by it.
    func restore() {
        var output = sigset_t()
        var former = sigset_t()
        sigemptyset(&output)
        sigaddset(&output, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &output, &former)
        set(found)
        pthread_sigmask(SIG_SETMASK, &former, nil)
    }

    /// Has every key come as it is typed, unseen, ^C and ^Z included.
    func hideInput() {
        var modes = found
        cfmakeraw(&modes)
        modes.c_oflag = found.c_oflag
        set(modes)
    }

    /// Has what is typed come unseen; its lines and its signals stay the terminal's business.
    func hideEcho() {
        var modes = found
        modes.c_lflag &= ~tcflag_t(ECHO)
        set(modes)
    }

    private func set(_ modes: termios) {
        var modes = modes
        _ = retrying { tcsetattr(descriptor, TCSADRAIN, &modes) }
    }
}

/// Bracketed paste: the terminal says what is pasted, so that a line end in it runs nothing.
enum PasteMarks {
    static let on = "\u{1B}[?2004h"
    static let off = "\u{1B}[?2004l"
}

/// A terminal's size in characters.
package struct TerminalSize: Sendable, Hashable {
    package var rows: Int
    package var columns: Int

    /// Asks the terminal; 80 × 24 where there is none, or it says nothing.
    package init(of descriptor: Int32) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        rows = isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
        columns = isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}

/// Errors of the system in its own words.
enum SystemError {
    static func words(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
