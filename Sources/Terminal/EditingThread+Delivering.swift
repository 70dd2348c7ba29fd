import CEditLine
import Glibc
import TerminalText

/// From events to characters for libedit.
extension EditingThread {
    /// Takes an event: for the search, for a refusal, or for libedit.
    func deliver(_ event: InputEvent) {
        if isSecondTap(event) { return }
        if refusal != nil, !event.isRefused {
            // A run of faults is told once, before what comes after it is taken.
            events.insert(event, at: 0)
            return reportRefusal()
        }
        if event != .scalar("\t") { reading.listed = nil }
        if deliverToSearch(event) { return }
        reading.undo.note(event.step, before: line)
        switch event {
        case .scalar(let scalar): deliver(scalar)
        case .alt(let scalar):
            guard !reading.posture.isQuoting else { return }
            if scalar == "\r", !isVi { return deliver(.key(.newline)) }
            // To vi an ESC and a letter typed at once are just that.
            let lead = isVi ? PrivateKey.escape.scalar : "\u{1B}"
            reading.outgoing = [lead, scalar]
            reading.posture.noteKey()
        case .key(let key):
            guard !reading.posture.isQuoting else { return }
            let sequence = KeyBindings.sequence(of: key).map { Array($0.unicodeScalars) } ?? [PrivateKey.escape.scalar]
            reading.outgoing = sequence
            reading.posture.noteKey()
        case .paste(let text): paste(Array(text.unicodeScalars))
        case .refused(let reason): refuse(reason)
        }
    }

    private func deliver(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\u{03}" where !reading.posture.isQuoting: interrupt()
        case "\u{1A}" where !reading.posture.isQuoting:
            reading.outgoing = endOfHint + [PrivateKey.suspend.scalar]
            reading.posture.noteKey()
        case "\u{1C}" where !reading.posture.isQuoting: quit()
        case "\r" where reading.posture.isPlain, "\n" where reading.posture.isPlain: reading.outgoing = endOfHint + [scalar]
        case " "..."~", "\u{A0}"...:
            guard hasRoom(for: scalar.utf8.count) else { return refuse(.lineFull) }
            guard !refusesGrowth(by: scalar) else { return }
            guard !reading.posture.isPlain || !scalar.joinsOthers else {
                reading.pendingInsert = [scalar]
                reading.outgoing = [PrivateKey.insert.scalar]
                return
            }
            fallthrough
        default:
            reading.outgoing = [scalar]
            reading.posture.note(scalar, isVi: isVi)
        }
    }

    /// ^C: the line is drawn to its end with `^C` after it, and dropped.
    private func interrupt() {
        if reading.isScript { formerScript = line.scalars }
        reading.ending = .interrupted(String(scalars: line.scalars))
        reading.outgoing = endOfHint + [PrivateKey.markInterrupt, .accept].map(\.scalar)
        reading.posture.noteKey()
    }

    /// ^\: what the signal does, whose key it is outside the prompt.
    func quit() {
        if let quit = configuration.quit { quit() } else { kill(getpid(), SIGQUIT) }
    }

    /// A key for a line that the window is too small to show: ^C drops the line, any other has it edited elsewhere.
    func endHidden(by event: InputEvent) {
        let (scalars, cursor) = line
        if event == .scalar("\u{03}") {
            reading.ending = .interrupted(String(scalars: scalars))
            clearBlock(rowsAbove: 0)
        } else {
            _ = endForEditor(scalars, cursor: cursor, reason: .tooTall)
        }
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
