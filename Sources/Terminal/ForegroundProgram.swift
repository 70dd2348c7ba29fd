import CEditLine
import Glibc
import Synchronization
import Workers

/// A program that has the terminal to itself until it ends, as an editor has.
///
/// It stays in our process group: then ^Z stops both, the outer shell sees one job, and `fg` wakes both.
package struct ForegroundProgram: Sendable {
    /// How it ended.
    package enum End: Sendable, Hashable {
        case code(Int32)
        case signal(Int32)
        /// It could not be started, for a reason in the system's words.
        case notStarted(String)
    }

    private let start: ProgramStart

    /// A program by its absolute path, with what it gets to see.
    package init(path: String, arguments: [String], environment: [String: String]) {
        start = ProgramStart(path: path, arguments: arguments, environment: environment, isApart: false)
    }

    /// Runs it to its end, with ^C and ^\ for it alone; the terminal's modes are then as they were. Cancelling hangs it up.
    package func run() async -> End {
        let child = Child()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isStarted = WorkThread.detach { continuation.resume(returning: run(child)) }
                if !isStarted { continuation.resume(returning: .notStarted("the system gives no thread to wait on")) }
            }
        } onCancel: {
            child.hangUp()
        }
    }

    /// Stops the whole job, as ^Z does, and returns when it goes on.
    package static func stopJob() { ce_stop_job() }

    private func run(_ child: Child) -> End {
        let modes = TerminalModes(of: 0)
        let keys = IgnoredKeys()
        defer {
            keys.restore()
            modes?.restore()
        }
        let code = child.start { start.spawn(&$0) }
        guard code == 0 else { return .notStarted(SystemError.words(code)) }
        let end = child.wait()
        // What stands on its last row, be it the ^C that the terminal shows, it did not end.
        if case .signal = end { _ = Descriptor(1).write("\n") }
        return end
    }
}

/// The process, for the thread that waits for it and whoever ends it early.
private final class Child: Sendable {
    private struct State {
        /// 0 while there is none.
        var pid: pid_t = 0
        var isUnwanted = false
    }

    private let state = Mutex(State())

    func start(_ spawn: (inout pid_t) -> Int32) -> Int32 {
        state.withLock { $0.isUnwanted ? ECANCELED : spawn(&$0.pid) }
    }

    func hangUp() {
        state.withLock { state in
            state.isUnwanted = true
            if state.pid > 0 { kill(state.pid, SIGHUP) }
        }
    }

    func wait() -> ForegroundProgram.End {
        let pid = state.withLock { $0.pid }
        var facts = siginfo_t()
        // Its number is taken back before the system may give it to another.
        while waitid(P_PID, id_t(pid), &facts, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return state.withLock { state in
            state.pid = 0
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            return status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
        }
    }
}

/// ^C and ^\ while they are another program's: ignored, so that they end nothing here.
private struct IgnoredKeys {
    private static let signals = [SIGINT, SIGQUIT]
    private let former: [sigaction]

    init() {
        former = Self.signals.map { signal in
            var (ignore, former) = (sigaction(), sigaction())
            ignore.__sigaction_handler.sa_handler = SIG_IGN
            sigaction(signal, &ignore, &former)
            return former
        }
    }

    func restore() {
        for (signal, former) in zip(Self.signals, former) {
            var former = former
            sigaction(signal, &former, nil)
        }
    }
}
