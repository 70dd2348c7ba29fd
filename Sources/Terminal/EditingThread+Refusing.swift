import CEditLine
import TerminalText

/// What is not taken into the line, and how that is told.
extension EditingThread {
    func refuse(_ reason: Refusal) {
        let character = line.cursor + 1
        if let former = refusal, former.reason == reason || isByteFault(former.reason) && isByteFault(reason) {
            refusal?.times += 1
        } else {
            reportRefusal()
            refusal = (reason, character, 1)
        }
    }

    /// Refuses a typed character that is one too many for the screen; the person is told once. To vi a letter may be a command, so there the line
    /// that has grown too tall goes to an editor.
    func refusesGrowth(by scalar: Unicode.Scalar) -> Bool {
        guard !isVi, !isShort(adding: 1), !fits(line.scalars + [scalar]) else { return false }
        if reading.hasToldFullScreen {
            write("\u{07}")
            flush()
        } else {
            reading.hasToldFullScreen = true
            refuse(.screenFull)
        }
        return true
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
