import CEditLine
import Glibc
import TerminalText

/// How a terminal takes another width.
enum Reflow {
    /// How long, in milliseconds, a terminal may take to say which one it is.
    static let patience: Int32 = 100

    /// Whether a terminal breaks its lines anew, by the numbers that it gives itself in its secondary device attributes. Most do.
    static func isCertain(_ identity: [Int]) -> Bool {
        switch identity.first {
        case 41, 83, 85: false  // xterm, screen, rxvt
        case 0: identity.dropFirst().first != 136  // PuTTY
        case nil: false
        default: true
        }
    }
}

extension EditingThread {
    /// Asks the terminal which one it is, once, if that tells how many rows to clear. False if there is nothing to wait for.
    func awaitsIdentity(at size: TerminalSize) -> Bool {
        guard decoder.identity == nil else { return false }
        if let end = identityEnd { return ContinuousClock.now < end }
        guard !isHidden, layout(columns: size.columns).cursorRow != layout(columns: drawnSize.columns).cursorRow else { return false }
        identityEnd = .now + .milliseconds(Reflow.patience)
        write("\u{1B}[>c")
        flush()
        return true
    }

    /// Clears the block by what it has become at the new width, and draws it for that width.
    func resize() -> CommandResult {
        isResized = false
        let size = TerminalSize(of: configuration.input)
        // One change can be told of several times; to clear for it once more could hit what stands above.
        guard let editor, size != drawnSize else { return .nothing }
        beginUpdate()
        clearBlock(rowsAbove: isHidden ? 0 : rowsAbove(at: size))
        shownHint.eraser = ""
        el_resize(editor)
        drawnSize = size
        draw()
        return .nothing
    }

    /// The rows of the block above the cursor's. What is not known is taken for less: a row too many would be somebody else's.
    private func rowsAbove(at size: TerminalSize) -> Int {
        let reflowed = layout(columns: size.columns).cursorRow
        if let identity = decoder.identity, Reflow.isCertain(identity) { return reflowed }
        return min(reflowed, layout(columns: drawnSize.columns).cursorRow)
    }

    /// Draws prompt and line where the cursor is. In a window too small for them a row says so until it grows, or a key has them edited elsewhere.
    func draw() {
        guard let editor else { return }
        isHidden = !fits(line.scalars)
        if isHidden {
            let words = StyledText("the window is too small for the line; any key edits it in your editor", .faint)
            write(words.cut(toWidth: drawnSize.columns - 1).rendered(colour: configuration.usesColour) + "\r")
            flush()
        } else {
            ce_draw_afresh(editor)
        }
    }
}
