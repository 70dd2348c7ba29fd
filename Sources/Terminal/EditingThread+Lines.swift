import CEditLine
import Glibc
import TerminalText
import Workers

/// A line from its beginning to its end.
extension EditingThread {
    func readLine(_ request: LineRequest) -> LineEvent {
        guard editor != nil || isEditable else { return .failed("lines cannot be edited on this terminal") }
        guard editor != nil || open(), let editor else { return .failed("libedit found no memory") }
        prepare(request)
        guard fits(reading.pendingInsert) else { return tooTall(request) }
        // By itself libedit shows the prompt first, and what is typed in between is echoed by the terminal.
        ce_set_raw(editor, true)
        let waiting = reading.isSettling ? 0 : bytesWaiting
        typed.beginLine(waiting: waiting, dropsEnds: link.hasListened())
        // The terminal, in charge of lines, has shown it where the prompt is to stand; it is shown again behind that.
        if waiting > 0 { write("\r\u{1B}[K") }
        if !reading.isSettling { write(PasteMarks.on) }
        mayPrintNotices = true
        var count: Int32 = 0
        let text = el_wgets(editor, &count).map { String(wide: UnsafeBufferPointer(start: $0, count: Int(max(0, count)))) }
        typed.endLine(waiting: bytesWaiting)
        reportRefusal()
        endUpdate()
        write(PasteMarks.off)
        // With the next line there already, what this one does is shown together with that.
        if typed.isEmpty { flush() } else { hold() }
        let event = reading.ending ?? text.map { self.event(forLine: $0.last == "\n" ? String($0.dropLast()) : $0) } ?? .endOfInput
        return event
    }

    /// libedit would take our private keys for text where it cannot edit, and complain of a terminal that it does not know.
    private var isEditable: Bool {
        let term = getenv("TERM").map { String(cString: $0) }
        return TerminalKind.detect(input: configuration.input, output: configuration.output, term: term) == .editor
    }

    private func prepare(_ request: LineRequest) {
        reading = LineReading(request)
        if request.discardsTypeahead { discardTypeahead() }
        // A signal of before is none of this line's.
        link.wake.drain()
        // A change that came too late for the line before is none of this one's.
        _ = link.takePrompt()
        shownHint = ShownHint(isOutdated: true)
        show(request.prompt)
        drawnSize = TerminalSize(of: configuration.input)
        ce_begin_block()
        isHidden = false
        isResized = false  // libedit asks for the size when it begins a line
        isResumed = false
        resizing = Resizing(isMute: resizing.isMute)
        lostRows = LostRows()
    }

    /// A text to begin with that the screen cannot hold is one for an editor from the start.
    private func tooTall(_ request: LineRequest) -> LineEvent {
        let cursor = request.initialCursor ?? request.initialText.unicodeScalars.count
        return .edit(LineToEdit(text: request.initialText, cursor: cursor, reason: .tooTall, isScript: false))
    }

    func remember(_ event: LineEvent, in history: inout History) {
        guard reading.request.keepsHistory else { return }
        let label = reading.request.historyLabel
        switch event {
        case .line(let line, _): history.record(line, label: label)
        case .interrupted(let line): history.record(line, label: label, onDisk: false)
        case .pasted(let lines): for line in lines { history.record(line, label: label) }
        case .edit, .endOfInput, .cancelled, .failed: break
        }
    }

    private func discardTypeahead() {
        tcflush(configuration.input, TCIFLUSH)
        typed.discard()
        decoder = InputDecoder(identity: decoder.identity)
        events = []
    }
}
