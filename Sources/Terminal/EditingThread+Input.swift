import CEditLine
import Glibc
import TerminalText

extension EditingThread {
    /// What a wait for the next event came to.
    enum Arrival {
        case event(InputEvent)
        /// Something other than a key wants attention.
        case woken
        case ended(LineEvent)
    }

    /// The next character for libedit; nil ends the line.
    func nextCharacter() -> Unicode.Scalar? {
        while true {
            if !outgoing.isEmpty { return outgoing.removeFirst() }
            if link.isCancelled(job) {
                ending = .cancelled
                leaveBlock()
                return nil
            }
            if posture.isPlain, decoder.patience == nil, let key = dueKey() { return key.scalar }
            switch nextArrival() {
            case .woken: continue
            case .ended(let event):
                ending = event
                return nil
            case .event(let event): deliver(event)
            }
        }
    }

    /// What is to be done between two keys. A new size comes before notices, which would otherwise be drawn for the old one.
    private func dueKey() -> PrivateKey? {
        if isResumed { return .resume }
        // The size is known before the signal that tells of it arrives.
        if link.hasNews, TerminalSize(of: configuration.input) != drawnSize { isResized = true }
        if isResized { return .resize }
        if refusal != nil, events.isEmpty, Readiness.wait(for: configuration.input, or: link.wake, milliseconds: 0) != .input {
            reportRefusal()
        }
        guard link.hasNews else { return nil }
        mayPrintNotices = true
        return .redisplay
    }

    /// Waits for an event, or for something else to look after.
    func nextArrival() -> Arrival {
        if !events.isEmpty { return .event(events.removeFirst()) }
        switch Readiness.wait(for: configuration.input, or: link.wake, milliseconds: decoder.patience) {
        case .woken:
            note(link.wake.drain())
            return .woken
        case .timedOut: decoder.timeOut(into: &events)
        case .input: return readInput()
        }
        return .woken
    }

    /// Reads one byte, so that what is typed ahead stays with the terminal for whoever reads next; within a paste, whatever is there.
    private func readInput() -> Arrival {
        var bytes = [UInt8](repeating: 0, count: decoder.isInPaste ? 4096 : 1)
        let count = read(configuration.input, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return .woken }
        // A terminal that was closed at its other end gives EIO.
        if count == 0 || count < 0 && errno == EIO { return .ended(.endOfInput) }
        guard count > 0 else { return .ended(.failed("the terminal cannot be read: \(SystemError.words(errno))")) }
        for byte in bytes[..<count] { decoder.feed(byte, into: &events) }
        return .woken
    }

    /// Notes what the wake pipe brought.
    func note(_ signals: [UInt8]) {
        for signal in signals {
            if signal == UInt8(SIGWINCH) { isResized = true }
            if signal == UInt8(SIGCONT) { isResumed = true }
        }
    }

    func deliver(_ event: InputEvent) {
        if refusal != nil, !event.isRefused {
            // A run of faults is told once, before what comes after it is taken.
            events.insert(event, at: 0)
            return reportRefusal()
        }
        if deliverToSearch(event) { return }
        switch event {
        case .scalar(let scalar): deliver(scalar)
        case .alt(let scalar):
            guard !posture.isQuoting else { return }
            // To vi an ESC and a letter typed at once are just that.
            let lead = isVi ? PrivateKey.escape.scalar : "\u{1B}"
            outgoing = [lead, scalar]
            posture.noteKey()
        case .key(let key):
            guard !posture.isQuoting else { return }
            let sequence = KeyBindings.sequence(of: key).map { Array($0.unicodeScalars) } ?? [PrivateKey.escape.scalar]
            outgoing = sequence
            posture.noteKey()
        case .paste(let text): insert(Array(text.unicodeScalars))
        case .refused(let reason): refuse(reason)
        }
    }

    private func deliver(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\u{03}" where !posture.isQuoting: interrupt()
        case "\u{1A}" where !posture.isQuoting:
            outgoing = [PrivateKey.suspend.scalar]
            posture.noteKey()
        case " "...:
            guard hasRoom(for: scalar.utf8.count) else { return refuse(.lineFull) }
            fallthrough
        default:
            outgoing = [scalar]
            posture.note(scalar, isVi: isVi)
        }
    }

    /// ^C: the line is drawn to its end with `^C` after it, and dropped.
    private func interrupt() {
        ending = .interrupted(String(String.UnicodeScalarView(line.scalars)))
        outgoing = [PrivateKey.markInterrupt, .accept].map(\.scalar)
        posture.noteKey()
    }

    private func insert(_ text: [Unicode.Scalar]) {
        guard let first = text.first else { return }
        guard hasRoom(for: text.reduce(0) { $0 + $1.utf8.count }) else { return refuse(.lineFull) }
        // After ^V libedit takes the next character as it is, and only that one.
        let quoted = posture.isQuoting ? [first] : []
        pendingInsert = Array(text.dropFirst(quoted.count))
        outgoing = quoted + [PrivateKey.insert.scalar]
        posture = EditingPosture()
    }

    private func refuse(_ reason: Refusal) {
        let character = line.cursor + 1
        if let former = refusal, former.reason == reason || isByteFault(former.reason) && isByteFault(reason) {
            refusal?.times += 1
        } else {
            reportRefusal()
            refusal = (reason, character, 1)
        }
    }

    private func isByteFault(_ reason: Refusal) -> Bool {
        if case .notUTF8 = reason { true } else { false }
    }

    /// Tells what was not taken, above the line.
    func reportRefusal() {
        guard let refusal else { return }
        self.refusal = nil
        link.addNotice(.init(refusal.reason.message(atCharacter: refusal.character, times: refusal.times) + "\n", .error))
    }

    private func hasRoom(for bytes: Int) -> Bool {
        guard let editor, let info = el_wline(editor)?.pointee else { return true }
        let count = info.lastchar - info.buffer
        // No scalar takes more than four bytes, so short lines need no counting.
        if count * 4 + bytes <= LineLimit.bytes { return true }
        return line.scalars.reduce(bytes) { $0 + $1.utf8.count } <= LineLimit.bytes
    }
}

extension Unicode.Scalar {
    fileprivate var utf8: Unicode.UTF8.EncodedScalar { Unicode.UTF8.encode(self) ?? .init() }
}
