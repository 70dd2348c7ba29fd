import Glibc
import Workers

/// From the terminal and the wake pipe to events.
extension EditingThread {
    /// What a wait for the next event came to.
    enum Arrival {
        case event(InputEvent)
        /// Something other than a key wants attention.
        case woken
        case ended(LineEvent)
    }

    /// Milliseconds without a key after which the rest is drawn. A key is on the screen before: whoever shows it may need our processor for that,
    /// and only sleep lets go of it.
    private static let pause: Int32 = 1

    /// Waits for an event, or for something else to look after. Before a wait, and only then, the screen has to be up to date.
    func nextArrival() -> Arrival {
        // A key that comes while the terminal is asked for its width waits for the answer.
        if !events.isEmpty, !resizing.isAsking { return .event(events.removeFirst()) }
        if hasInput { return readInput() }
        flush()
        let patience = decoder.patience
        let pause = patience == nil && !isQuiet && needsDrawing ? Self.pause : nil
        switch Readiness.wait(for: configuration.input, or: link.wake, milliseconds: patience ?? pause ?? newsDelay) {
        case .woken:
            note(link.wake.drain())
            return .woken
        case .timedOut:
            if patience != nil { decoder.timeOut(into: &events) }
            if pause != nil { isQuiet = true }
        case .input: return readInput()
        }
        return .woken
    }

    /// Whether something was typed and not looked at yet.
    var hasInput: Bool { !typed.isEmpty || bytesWaiting > 0 }

    /// As many bytes as wait in the terminal.
    var bytesWaiting: Int {
        var count: Int32 = 0
        return ioctl(configuration.input, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    /// Takes what was typed up to the next event; reads, if all of that was looked at.
    private func readInput() -> Arrival {
        if typed.isEmpty {
            let (count, code) = typed.read(from: configuration.input)
            if count < 0, code == EINTR || code == EAGAIN { return .woken }
            // A terminal that was closed at its other end gives EIO.
            if count == 0 || count < 0 && code == EIO { return .ended(.endOfInput) }
            guard count > 0 else { return .ended(.failed("the terminal cannot be read: \(SystemError.words(code))")) }
        }
        let known = events.count
        while events.count == known, let byte = typed.next() { decoder.feed(byte, into: &events) }
        return .woken
    }

    /// Notes what the wake pipe brought.
    func note(_ signals: [UInt8]) {
        for signal in signals {
            if signal == UInt8(SIGWINCH) { noteResize() }
            if signal == UInt8(SIGCONT) { isResumed = true }
            if signal == UInt8(SIGTSTP) { reading.isStopDue = true }
            if signal == UInt8(SIGINT) { reading.isInterruptDue = true }
        }
    }
}
