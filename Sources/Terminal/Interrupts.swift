import CEditLine
import Glibc
import Workers

/// A signal that the program answers to.
package enum Signal: CaseIterable, Sendable, Hashable {
    case interrupt, terminate, hangup, quit
    /// The processor time that the process may take is over.
    case exhausted
    /// ^Z, where it does not suspend.
    case suspend

    /// The system's number, as in an exit code of 128 + number.
    package var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangup: SIGHUP
        case .quit: SIGQUIT
        case .exhausted: SIGXCPU
        case .suspend: SIGTSTP
        }
    }

    /// Whether one that was ignored when the program started stays so, as under `nohup` or in a script's background.
    ///
    /// Of someone at the keyboard ^C and ^\ are keys: they count even in a terminal that a script's background opened.
    fileprivate func staysIgnored(hasKeyboard: Bool) -> Bool {
        switch self {
        case .interrupt, .quit: !hasKeyboard
        case .hangup: true
        case .terminate, .exhausted, .suspend: false
        }
    }
}

/// Turns signals into a stream of values. Their handlers write one byte to a pipe and do nothing else; system calls go on.
package final class Interrupts: Sendable {
    /// What arrived, in order. It ends with ``stop()``. Read it in one place.
    package let signals: AsyncStream<Signal>
    private let wake: WakePipe
    private let watched: [Signal]
    private let continuation: AsyncStream<Signal>.Continuation

    /// Catches these signals from now on, and outlives pipes that nobody reads. Nil if the process has no descriptor or thread left.
    ///
    /// - Parameter hasKeyboard: whether someone types here; ^C and ^\ are then caught even if they were ignored at the start, and signals that
    ///   mean nothing do not end the program.
    package init?(catching watched: [Signal], hasKeyboard: Bool = false) {
        guard let wake = WakePipe() else { return nil }
        let (signals, continuation) = AsyncStream<Signal>.makeStream()
        (self.wake, self.signals, self.continuation, self.watched) = (wake, signals, continuation, watched)
        ce_survive_failing_writes()
        if hasKeyboard { ce_survive_stray_signals() }
        guard WorkThread.detach({ Self.forward(from: wake, to: continuation) }) else { return nil }
        for signal in watched {
            _ = ce_watch_signal(signal.number, wake.writeEnd, signal.staysIgnored(hasKeyboard: hasKeyboard))
        }
    }

    deinit { stop() }

    /// Gives the signals back to whoever had them before.
    package func stop() {
        for signal in watched { ce_unwatch_signal(signal.number, wake.writeEnd) }
        continuation.finish()
        wake.wake()
    }

    /// A zero in the pipe says that it is over.
    private static func forward(from wake: WakePipe, to continuation: AsyncStream<Signal>.Continuation) {
        while true {
            _ = Readiness.wait(for: nil, or: wake)
            for number in wake.drain() {
                guard number != 0 else { return }
                guard let signal = Signal.allCases.first(where: { $0.number == Int32(number) }) else { continue }
                continuation.yield(signal)
            }
        }
    }
}
