import Glibc
import Workers

/// A program that goes its own way, as a browser does: it has nothing of our terminal, and lives on when we end.
package struct DetachedProgram: Sendable {
    private let start: ProgramStart

    /// A program by its absolute path, with what it gets to see.
    package init(path: String, arguments: [String], environment: [String: String]) {
        start = ProgramStart(path: path, arguments: arguments, environment: environment, isApart: true)
    }

    /// Starts it, and waits for nothing.
    ///
    /// - Returns: why it could not be started, in the system's words, or nil.
    package func run() -> String? {
        var started: pid_t = 0
        let code = start.spawn(&started)
        guard code == 0 else { return SystemError.words(code) }
        let pid = started
        // Taken back when it ends; without a thread for that its number stays taken until we end.
        _ = WorkThread.detach { while waitpid(pid, nil, 0) < 0, errno == EINTR {} }
        return nil
    }
}
