import CEditLine
import Glibc
import TerminalText

/// How a terminal takes another width.
enum Reflow {
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

/// How far it has come to draw for a new size: that is done when the size has been quiet, and the terminal has said that it has it itself.
/// A multiplexer has gone on to another width a quarter of a second before it tells of it, and what is drawn in between for the width that it
/// told of last comes to stand on more rows than we know.
struct Resizing {
    /// How long no other size must have come.
    static let quiet = Duration.milliseconds(50)
    /// How long the terminal may take to answer.
    static let patience = Duration.milliseconds(200)
    /// How often it is asked, when its answer is another width than the one we were told of.
    static let limit = 6

    var isQuietAt = ContinuousClock.now
    /// Until when the answer may come; nil if none is waited for.
    var answerEnd: ContinuousClock.Instant?
    var questions = 0
    /// The terminal has just said that it has the size that we were told of.
    var isSure = false
    /// The terminal has left a question unanswered.
    var isMute = false

    var isAsking: Bool { answerEnd != nil || questions > 0 }
}

extension EditingThread {
    /// Notes that the window has, or may have, another size.
    func noteResize(quiet: Duration = Resizing.quiet) {
        isResized = true
        resizing = Resizing(isQuietAt: .now + quiet, answerEnd: resizing.answerEnd, isMute: resizing.isMute)
    }

    /// Milliseconds until there is something to do about the new size; nil if it is to draw for it.
    func delayOfResize() -> Int32? {
        guard !resizing.isMute else { return nil }
        let now = ContinuousClock.now
        if let end = resizing.answerEnd {
            if let place = decoder.takePlace() {
                resizing.answerEnd = nil
                resizing.isSure = place.column == TerminalSize(of: configuration.input).columns
                let isQuiet = now >= resizing.isQuietAt || !events.isEmpty
                if resizing.isSure && isQuiet || resizing.questions >= Resizing.limit { return nil }
                resizing.isQuietAt = max(resizing.isQuietAt, now + Resizing.quiet)
            } else if now >= end {
                resizing.isMute = true
                return nil
            } else {
                return Self.milliseconds(end - now)
            }
        }
        let isDue = now >= resizing.isQuietAt || !events.isEmpty && resizing.questions == 0
        guard isDue else { return Self.milliseconds(resizing.isQuietAt - now) }
        resizing.questions += 1
        resizing.answerEnd = now + Resizing.patience
        decoder.expectsPlace = true
        // Its last column is how wide the terminal is.
        write((decoder.identity == nil ? "\u{1B}[>c" : "") + "\u{1B}7\u{1B}[9999C\u{1B}[6n\u{1B}8")
        flush()
        return Self.milliseconds(Resizing.patience)
    }

    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// Clears the block by what it has become at the new width, and draws it for that width.
    func resize() -> CommandResult {
        isResized = false
        resizing = Resizing(isSure: resizing.isSure, isMute: resizing.isMute)
        let size = TerminalSize(of: configuration.input)
        // One change can be told of several times; to clear for it once more could hit what stands above.
        guard let editor, size != drawnSize else { return .nothing }
        beginUpdate()
        clearBlock(rowsAbove: isHidden ? 0 : rowsAbove(at: size))
        shownHint.right = nil
        el_resize(editor)
        drawnSize = size
        draw()
        return .nothing
    }

    /// The rows of the block above the cursor's. Of a terminal that is not known to break its lines anew it is taken that it keeps them: a row
    /// too many would be somebody else's.
    private func rowsAbove(at size: TerminalSize) -> Int {
        let isReflowing = decoder.identity.map(Reflow.isCertain) ?? false
        return layout(columns: isReflowing ? size.columns : drawnSize.columns).cursorRow
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
