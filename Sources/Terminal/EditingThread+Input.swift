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
        if reading.isSettling { settle() }
        if reading.isScript || reading.hasPaste, isLineEmpty { (reading.isScript, reading.hasPaste) = (false, false) }
        while true {
            if !reading.outgoing.isEmpty { return reading.outgoing.removeFirst() }
            link.jobs.run()
            if link.isCancelled(job) {
                reading.ending = .cancelled
                leaveBlock()
                return nil
            }
            if reading.isInterruptDue, !reading.posture.isQuoting {
                reading.isInterruptDue = false
                events.insert(.scalar("\u{03}"), at: 0)
            }
            if reading.isStopDue, reading.posture.isPlain {
                reading.isStopDue = false
                reading.outgoing = endOfHint + [PrivateKey.suspend.scalar]
                continue
            }
            if reading.ending == nil, !isHidden, reading.search == nil, !isShort(adding: 0), case let (scalars, cursor) = line,
                !fits(scalars)
            {
                // What libedit itself put in: its kill buffer, a character many times over.
                _ = endForEditor(scalars, cursor: cursor, reason: .tooTall)
                return nil
            }
            newsDelay = nil
            if reading.posture.isPlain, decoder.patience == nil {
                if let key = dueKey() { return key.scalar }
                if isQuiet, needsDrawing, let key = finishDrawing() { return key.scalar }
            }
            switch nextArrival() {
            case .woken: continue
            case .ended(let event):
                reading.ending = event
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
    var needsDrawing: Bool { (hasGaps || shownHint.isOutdated) && reading.posture.isPlain && !isResized && !isHidden }

    /// Draws what libedit does not. A key if libedit has to draw another prompt for it.
    private func finishDrawing() -> PrivateKey? {
        if hasGaps { fillGaps() }
        hasGaps = false
        return shownHint.isOutdated && reading.search == nil ? updateHint() : nil
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

    private var isLineEmpty: Bool {
        guard let editor, let info = el_wline(editor)?.pointee else { return true }
        return info.lastchar == info.buffer
    }
}
