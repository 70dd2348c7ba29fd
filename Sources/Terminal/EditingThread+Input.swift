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
        endUpdate()
        let character = awaitCharacter()
        removeHint()
        shownHint.isOutdated = true
        hasGaps = true
        return character
    }

    private func awaitCharacter() -> Unicode.Scalar? {
        if isSettling { settle() }
        if isScript, isLineEmpty { isScript = false }
        while true {
            if !outgoing.isEmpty { return outgoing.removeFirst() }
            link.jobs.run()
            if link.isCancelled(job) {
                ending = .cancelled
                leaveBlock()
                return nil
            }
            if isStopDue, posture.isPlain {
                isStopDue = false
                outgoing = endOfHint + [PrivateKey.suspend.scalar]
                continue
            }
            if ending == nil, !isHidden, search == nil, !isShort(adding: 0), case let (scalars, cursor) = line, !fits(scalars) {
                // What libedit itself put in: its kill buffer, a character many times over.
                _ = endForEditor(scalars, cursor: cursor, reason: .tooTall)
                return nil
            }
            newsDelay = nil
            if posture.isPlain, decoder.patience == nil {
                if let key = dueKey() { return key.scalar }
                if hasGaps || shownHint.isOutdated, !isResized, !isHidden, events.isEmpty, !hasInput {
                    // The key is on the screen before anybody is asked what helps with it.
                    flush()
                    if let key = finishDrawing() { return key.scalar }
                }
            }
            switch nextArrival() {
            case .woken: continue
            case .ended(let event):
                ending = event
                return nil
            case .event(let event):
                if isHidden {
                    endHidden(by: event)
                    return nil
                }
                deliver(event)
            }
        }
    }

    /// Draws what libedit does not, now that nothing is left to be read. A key if libedit has to draw another prompt for it.
    private func finishDrawing() -> PrivateKey? {
        if hasGaps { fillGaps() }
        hasGaps = false
        return shownHint.isOutdated && search == nil ? updateHint() : nil
    }

    /// What is to be done between two keys. A new size comes before notices, which would otherwise be drawn for the old one.
    private func dueKey() -> PrivateKey? {
        if isResumed { return .resume }
        // The size is known before the signal that tells of it arrives.
        if !isResized, link.hasNews, TerminalSize(of: configuration.input) != drawnSize { noteResize() }
        if isResized {
            newsDelay = delayOfResize()
            return newsDelay == nil ? .resize : nil
        }
        defer { resizing.isSure = false }
        if refusal != nil, events.isEmpty, !hasInput { reportRefusal() }
        guard link.hasNews, !isHidden else { return nil }
        let rest = pace.rest(at: .now)
        guard rest == 0 else {
            newsDelay = rest
            return nil
        }
        // For a width that the terminal no longer has, they would be printed into the block.
        guard resizing.isSure || resizing.isMute else {
            noteResize(quiet: .zero)
            return dueKey()
        }
        mayPrintNotices = true
        removeHint()
        beginUpdate()
        return .redisplay
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
    private var hasInput: Bool {
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

    func deliver(_ event: InputEvent) {
        if refusal != nil, !event.isRefused {
            // A run of faults is told once, before what comes after it is taken.
            events.insert(event, at: 0)
            return reportRefusal()
        }
        if event != .scalar("\t") { listed = nil }
        if deliverToSearch(event) { return }
        undo.note(event.step, before: line)
        switch event {
        case .scalar(let scalar): deliver(scalar)
        case .alt(let scalar):
            guard !posture.isQuoting else { return }
            if scalar == "\r", !isVi { return deliver(.key(.newline)) }
            // To vi an ESC and a letter typed at once are just that.
            let lead = isVi ? PrivateKey.escape.scalar : "\u{1B}"
            outgoing = [lead, scalar]
            posture.noteKey()
        case .key(let key):
            guard !posture.isQuoting else { return }
            let sequence = KeyBindings.sequence(of: key).map { Array($0.unicodeScalars) } ?? [PrivateKey.escape.scalar]
            outgoing = sequence
            posture.noteKey()
        case .paste(let text): paste(Array(text.unicodeScalars))
        case .refused(let reason): refuse(reason)
        }
    }

    private func deliver(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\u{03}" where !posture.isQuoting: interrupt()
        case "\u{1A}" where !posture.isQuoting:
            outgoing = endOfHint + [PrivateKey.suspend.scalar]
            posture.noteKey()
        case "\u{1C}" where !posture.isQuoting: quit()
        case "\r" where posture.isPlain, "\n" where posture.isPlain: outgoing = endOfHint + [scalar]
        case " "..."~", "\u{A0}"...:
            guard hasRoom(for: scalar.utf8.count) else { return refuse(.lineFull) }
            guard !refusesGrowth(by: scalar) else { return }
            guard !posture.isPlain || !scalar.joinsOthers else {
                pendingInsert = [scalar]
                outgoing = [PrivateKey.insert.scalar]
                return
            }
            fallthrough
        default:
            outgoing = [scalar]
            posture.note(scalar, isVi: isVi)
        }
    }

    /// ^C: the line is drawn to its end with `^C` after it, and dropped.
    private func interrupt() {
        if isScript { formerScript = line.scalars }
        ending = .interrupted(String(String.UnicodeScalarView(line.scalars)))
        outgoing = endOfHint + [PrivateKey.markInterrupt, .accept].map(\.scalar)
        posture.noteKey()
    }

    /// ^\: what the signal does, whose key it is outside the prompt.
    private func quit() {
        if let quit = configuration.quit { quit() } else { kill(getpid(), SIGQUIT) }
    }

    /// Refuses a typed character that is one too many for the screen; the person is told once. To vi a letter may be a command, so there the line
    /// that has grown too tall goes to an editor.
    private func refusesGrowth(by scalar: Unicode.Scalar) -> Bool {
        guard !isVi, !isShort(adding: 1), !fits(line.scalars + [scalar]) else { return false }
        if hasToldFullScreen {
            write("\u{07}")
            flush()
        } else {
            hasToldFullScreen = true
            refuse(.screenFull)
        }
        return true
    }

    /// A key for a line that the window is too small to show: ^C drops the line, any other has it edited elsewhere.
    private func endHidden(by event: InputEvent) {
        let (scalars, cursor) = line
        if event == .scalar("\u{03}") {
            ending = .interrupted(String(String.UnicodeScalarView(scalars)))
            clearBlock(rowsAbove: 0)
        } else {
            _ = endForEditor(scalars, cursor: cursor, reason: .tooTall)
        }
    }

    func refuse(_ reason: Refusal) {
        let character = line.cursor + 1
        if let former = refusal, former.reason == reason || isByteFault(former.reason) && isByteFault(reason) {
            refusal?.times += 1
        } else {
            reportRefusal()
            refusal = (reason, character, 1)
        }
    }

    private var isLineEmpty: Bool {
        guard let editor, let info = el_wline(editor)?.pointee else { return true }
        return info.lastchar == info.buffer
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

    func hasRoom(for bytes: Int) -> Bool {
        guard let editor, let info = el_wline(editor)?.pointee else { return true }
        let count = info.lastchar - info.buffer
        // No scalar takes more than four bytes, so short lines need no counting.
        if count * 4 + bytes <= LineLimit.bytes { return true }
        return line.scalars.reduce(bytes) { $0 + $1.utf8.count } <= LineLimit.bytes
    }
}

extension Unicode.Scalar {
    var utf8: Unicode.UTF8.EncodedScalar { Unicode.UTF8.encode(self) ?? .init() }

    /// Whether it joins the character before it, or takes no room. libedit's own way with a typed character is wrong for such:
    /// it counts a cell for each, and the screen is off by one from there on.
    fileprivate var joinsOthers: Bool {
        value >= 0xA0 && (ce_cell_width(wchar_t(bitPattern: value)) == 0 || properties.isGraphemeExtend)
    }
}

extension InputEvent {
    fileprivate var step: UndoStack.Step {
        switch self {
        case .scalar("\u{08}"), .scalar("\u{7F}"), .key(.delete): .erasing
        case .scalar(let scalar): scalar >= " " ? .typing : .other
        case .alt, .key, .paste, .refused: .other
        }
    }
}
