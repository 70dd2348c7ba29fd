import CEditLine
import Glibc
import TerminalText
import Workers

extension EditingThread {
    /// Takes a paste, which libedit then puts into the line as one.
    func paste(_ text: [Unicode.Scalar]) {
        guard let first = text.first else { return }
        guard !reading.request.discardsTypeahead else { return refuse(.pastedAnswer) }
        guard hasRoom(for: text.reduce(0) { $0 + $1.utf8.count }) else { return refuse(.lineFull) }
        // After ^V libedit takes the next character as it is, and only that one.
        let quoted = reading.posture.isQuoting ? [first] : []
        reading.isPasting = quoted.isEmpty
        reading.pendingInsert = Array(text.dropFirst(quoted.count))
        reading.outgoing = quoted + [PrivateKey.insert.scalar]
        reading.posture = EditingPosture()
    }

    /// Puts in what was pasted, what the line begins with, or a character that joins others.
    func insertPending() -> CommandResult {
        guard let editor, !reading.pendingInsert.isEmpty else { return .nothing }
        let text = reading.pendingInsert
        let place = reading.initialCursor
        let line = line
        defer { (reading.pendingInsert, reading.initialCursor, reading.isPasting) = ([], nil, false) }
        if reading.isPasting { reading.hasPaste = true }
        if reading.isPasting, line.scalars.isEmpty {
            reading.isScript = reading.request.keepsHistory && text.contains("\n") && !reading.request.isOneCommand(String(scalars: text))
        }
        let new = ComposedLine(inserting: text, into: line.scalars, at: line.cursor, compose: configuration.compose)
        guard fits(new.scalars) else { return refuseTooTall(new) }
        if new.scalars.count == line.scalars.count + text.count, place == nil {
            return el_winsertstr(editor, wide(new.scalars[line.cursor..<new.cursor])) == 0 ? .refresh : .beep
        }
        return replaceLine(new.scalars, cursor: min(max(0, place ?? new.cursor), new.scalars.count)) ? .refresh : .beep
    }

    /// A line that the screen can't hold goes to an editor, whole. An answer to a question has none to go to.
    private func refuseTooTall(_ line: ComposedLine) -> CommandResult {
        if reading.request.keepsHistory {
            return endForEditor(line.scalars, cursor: line.cursor, reason: .tooTall, isScript: reading.isScript)
        }
        refuse(.pasteTooTall)
        return .beep
    }

    /// What Enter gives: the lines of a paste that began on an empty line, else the line.
    func event(forLine line: String) -> LineEvent {
        guard reading.isScript, line.unicodeScalars.contains("\n") else {
            return .line(line, hasPaste: reading.hasPaste)
        }
        return .pasted(line.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) })
    }

    /// Notes that an entry of the history takes the line's place. A script that comes back, by Down or by Up after ^C, is one again.
    func noteRecall(of entry: [Unicode.Scalar]) {
        if reading.isScript { formerScript = line.scalars }
        reading.isScript = !entry.isEmpty && entry == formerScript
    }

    /// Waits until nothing has come for a while, and throws away what does: it was sent before the question could be read.
    /// Emptying the terminal's queue once does not do: of a text sent in one go, a part may still be on its way.
    func settle() {
        reading.isSettling = false
        flush()
        while !link.isCancelled(job) {
            switch Readiness.wait(for: configuration.input, or: link.wake, milliseconds: configuration.settling) {
            case .woken: note(link.wake.drain())
            case .input: if !discardInput() { return }
            case .timedOut:
                // From here on what comes is an answer. Who drives us can see it by this mark.
                write(PasteMarks.on)
                return flush()
            }
        }
    }

    /// Throws away what there is to be read, but for ^C; false if there is nothing to wait for any more.
    private func discardInput() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(configuration.input, &bytes, bytes.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        guard count > 0 else { return false }
        guard bytes[..<count].contains(0x03) else { return true }
        events = [.scalar("\u{03}")]
        return false
    }
}
