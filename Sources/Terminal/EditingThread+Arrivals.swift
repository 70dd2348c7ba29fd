import Glibc

/// From the terminal and the wake pipe to events.
extension EditingThread {
    /// What a wait for the next event came to.
    enum Arrival {
        case event(InputEvent)
        /// Something other than a key wants attention.
        case woken
        case ended(LineEvent)
    }

    /// Waits for an event, or for something else to look after. Before a wait, and only then, the screen has to be up to date.
    func nextArrival() -> Arrival {
        // A key that comes while the terminal is asked for its width waits for the answer.
        if !events.isEmpty, !resizing.isAsking { return .event(events.removeFirst()) }
        if hasInput { return readInput() }
        flush()
        let patience = decoder.patience
        switch Readiness.wait(for: configuration.input, or: link.wake, milliseconds: patience ?? newsDelay) {
        case .woken:
            note(link.wake.drain())
            return .woken
        case .timedOut: if patience != nil { decoder.timeOut(into: &events) }
        case .input: return readInput()
        }
        return .woken
    }

    /// Whether something was typed and not read yet.
    var hasInput: Bool {
        var count: Int32 = 0
        return ioctl(configuration.input, UInt(FIONREAD), &count) == 0 && count > 0
    }

    /// Reads one character, so that what is typed ahead stays with the terminal for whoever reads next; within a paste, whatever is there.
    private func readInput() -> Arrival {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: decoder.isInPaste ? 4096 : decoder.missing) { bytes in
            let count = read(configuration.input, bytes.baseAddress, bytes.count)
            if count < 0, errno == EINTR || errno == EAGAIN { return .woken }
            // A terminal that was closed at its other end gives EIO.
            if count == 0 || count < 0 && errno == EIO { return .ended(.endOfInput) }
            guard count > 0 else { return .ended(.failed("the terminal cannot be read: \(SystemError.words(errno))")) }
            for byte in bytes[..<count] { decoder.feed(isTypedAheadEnd(byte) ? 0x04 : byte, into: &events) }
            bytesTypedAhead = max(0, bytesTypedAhead - Int32(clamping: count))
            return .woken
        }
    }

    /// Whether a byte is the ^D of someone who typed it before the line began: the terminal, then in charge of lines, keeps it as a NUL.
    private func isTypedAheadEnd(_ byte: UInt8) -> Bool { byte == 0 && bytesTypedAhead > 0 && decoder.patience == nil }

    /// Notes what the wake pipe brought.
    func note(_ signals: [UInt8]) {
        for signal in signals {
            if signal == UInt8(SIGWINCH) { noteResize() }
            if signal == UInt8(SIGCONT) { isResumed = true }
            if signal == UInt8(SIGTSTP) { isStopDue = true }
        }
    }
}
