import CEditLine
import Glibc
import TerminalText

/// What is known of how the terminal takes another width.
struct WidthChange {
    /// Whether it breaks its lines anew, which most do; nil until one has told.
    var isReflowing: Bool?
    /// The columns in which the cursor stands now if lines were broken anew, and if they were not; and until when we wait for the answer.
    var question: (reflowed: Int, kept: Int, size: TerminalSize, end: ContinuousClock.Instant)?

    /// How long a terminal may take to say where its cursor is.
    static let patience: Int32 = 100
}

extension EditingThread {
    /// Asks the terminal for its cursor if only that can tell how many rows to clear. False if there is nothing to wait for.
    func awaitsCursor() -> Bool {
        if let question = widthChange.question {
            return decoder.reportedColumn == nil && ContinuousClock.now < question.end
        }
        let size = TerminalSize(of: configuration.input)
        let (reflowed, kept) = (layout(columns: size.columns), layout(columns: drawnSize.columns))
        let keptColumn = min(kept.cursorColumn, size.columns - 1)
        guard widthChange.isReflowing == nil, !isHidden, reflowed.cursorRow != kept.cursorRow, reflowed.cursorColumn != keptColumn else {
            return false
        }
        widthChange.question = (reflowed.cursorColumn, keptColumn, size, ContinuousClock.now + .milliseconds(WidthChange.patience))
        decoder.expectCursor()
        write("\u{1B}[6n")
        flush()
        return true
    }

    /// Clears the block by what it has become at the new width, and draws it for that width.
    func resize() -> CommandResult {
        isResized = false
        let size = TerminalSize(of: configuration.input)
        learn(at: size)
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

    private func learn(at size: TerminalSize) {
        guard let question = widthChange.question else { return }
        widthChange.question = nil
        defer { decoder.reportedColumn = nil }
        guard let column = decoder.reportedColumn, size == question.size else { return }
        if column == question.reflowed { widthChange.isReflowing = true }
        if column == question.kept { widthChange.isReflowing = false }
    }

    /// The rows of the block above the cursor's. What is not known is taken for less: a row too many would be somebody else's.
    private func rowsAbove(at size: TerminalSize) -> Int {
        let (reflowed, kept) = (layout(columns: size.columns).cursorRow, layout(columns: drawnSize.columns).cursorRow)
        return switch widthChange.isReflowing {
        case true?: reflowed
        case false?: kept
        case nil: min(reflowed, kept)
        }
    }

    /// Draws prompt and line where the cursor is. In a window too small for them a row says so until it grows, or a key has them edited elsewhere.
    func draw() {
        guard let editor else { return }
        isHidden = !fits(line.scalars)
        if isHidden {
            let words = StyledText("the window is too small for the line; any key edits it in your editor", .faint)
            write("\r\u{1B}[J" + words.cut(toWidth: drawnSize.columns - 1).rendered(colour: configuration.usesColour) + "\r")
            flush()
        } else {
            ce_draw_afresh(editor)
        }
    }
}
