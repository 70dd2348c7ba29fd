import Glibc
import Workers

/// Between lines, when the terminal is in charge of what is typed.
extension EditingThread {
    /// Waits for something to do. Where somebody wants to hear of ^D, lines that are typed meanwhile are read, and kept for the next one.
    func rest() {
        let listener = link.endListener
        switch Readiness.wait(for: listener == nil ? nil : configuration.input, or: link.wake) {
        case .input:
            guard canReadAhead, let isEnd = typed.readAhead(from: configuration.input) else { return link.listenForEnd(nil) }
            guard isEnd else { return }
            lastEnd = .now
            link.listenForEnd(nil)
            listener?()
        case .woken, .timedOut: note(link.wake.drain())
        }
    }

    /// Whether this is ^D directly behind the one that somebody has heard of: whoever taps twice leaves no more than what was watched.
    func isSecondTap(_ event: InputEvent) -> Bool {
        guard let end = lastEnd else { return false }
        if event == .scalar("\u{04}"), ContinuousClock.now - end < configuration.doubleTap { return true }
        lastEnd = nil
        return false
    }

    /// Whether a read gives a line: the terminal makes lines, and a job in the background would be stopped by it.
    private var canReadAhead: Bool {
        var modes = termios()
        guard typed.hasRoom, tcgetattr(configuration.input, &modes) == 0, modes.c_lflag & tcflag_t(ICANON) != 0 else { return false }
        let foreground = tcgetpgrp(configuration.input)
        return foreground < 0 || foreground == getpgrp()
    }
}
