import CEditLine
import Glibc
import TerminalText

extension EditingThread {
    /// The next character for libedit; nil ends the line.
    func nextCharacter() -> Unicode.Scalar? {
        endUpdate()
        let character = awaitCharacter()
        if !leavesHint(character) { removeHint() }
        // What ends the line changes nothing in it.
        if character != "\r", character != "\n" { allowShifts(canShift(character)) }
        shownHint.isOutdated = true
        hasGaps = true
        isQuiet = false
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
                if isQuiet, needsDrawing, let key = finishDrawing() { return key.scalar }
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

    /// Whether something is left to be drawn that libedit does not draw. It waits until keys have paused for a moment.
    var needsDrawing: Bool { (hasGaps || shownHint.isOutdated) && posture.isPlain && !isResized && !isHidden }

    /// Draws what libedit does not. A key if libedit has to draw another prompt for it.
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
        ending = .interrupted(String(scalars: line.scalars))
        outgoing = endOfHint + [PrivateKey.markInterrupt, .accept].map(\.scalar)
        posture.noteKey()
    }

    /// ^\: what the signal does, whose key it is outside the prompt.
    private func quit() {
        if let quit = configuration.quit { quit() } else { kill(getpid(), SIGQUIT) }
    }

    /// A key for a line that the window is too small to show: ^C drops the line, any other has it edited elsewhere.
    private func endHidden(by event: InputEvent) {
        let (scalars, cursor) = line
        if event == .scalar("\u{03}") {
            ending = .interrupted(String(scalars: scalars))
            clearBlock(rowsAbove: 0)
        } else {
            _ = endForEditor(scalars, cursor: cursor, reason: .tooTall)
        }
    }

    private var isLineEmpty: Bool {
        guard let editor, let info = el_wline(editor)?.pointee else { return true }
        return info.lastchar == info.buffer
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
