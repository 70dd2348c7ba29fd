import CEditLine
import Glibc
import TerminalText

/// How a terminal takes another width.
struct Reflow: Equatable {
    /// Breaks its lines anew. Most do.
    var breaks = true
    /// Breaks them between any two cells, be it in the middle of a wide character.
    var splitsWide = false
    /// Has a row that was broken, and is in the scrollback, go on in the screen's first one even if that was cleared and written anew.
    var joins = true
    /// Has a row that was broken, on the screen, go on in the next one even if both were cleared and written anew, but for rows put in.
    var keepsBreaks = false

    /// Tells by the numbers that a terminal gives itself in its secondary device attributes. Of one that says nothing it is taken that it keeps
    /// its lines: a row too many would be somebody else's.
    init(_ identity: [Int]?) {
        switch identity?.first {
        case nil, 41, 85: breaks = false  // xterm, rxvt
        case 0 where identity?.dropFirst().first == 136: breaks = false  // PuTTY
        case 83: (splitsWide, keepsBreaks) = (true, true)  // screen
        case 84: joins = false  // tmux
        default: break
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
    /// The system has told of a size: if it is the one drawn for, there was another for a moment.
    var isTold = false
    /// Until when the answer may come; nil if none is waited for.
    var answerEnd: ContinuousClock.Instant?
    var questions = 0
    /// The terminal has just said that it has the size that we were told of.
    var isSure = false
    /// Where it said that the cursor was then, counted from 1.
    var cursor: (row: Int, column: Int)?
    /// The terminal has left a question unanswered.
    var isMute = false

    var isAsking: Bool { answerEnd != nil || questions > 0 }
}

extension EditingThread {
    /// Notes that the window has, or may have, another size.
    func noteResize(quiet: Duration = Resizing.quiet) {
        // It may have come before what was drawn last, and what was reckoned of the scrollback with it.
        if let drawn = lostRows.drawn, .now < drawn + configuration.overtaking { lostRows = LostRows() }
        isResized = true
        resizing = Resizing(isQuietAt: .now + quiet, isTold: quiet > .zero, answerEnd: resizing.answerEnd, isMute: resizing.isMute)
    }

    /// Milliseconds until there is something to do about the new size; nil if it is to draw for it.
    func delayOfResize() -> Int32? {
        guard !resizing.isMute else { return nil }
        let now = ContinuousClock.now
        if let end = resizing.answerEnd {
            if let places = decoder.takePlaces() {
                resizing.answerEnd = nil
                resizing.isSure = places.last?.column == TerminalSize(of: configuration.input).columns
                let isQuiet = now >= resizing.isQuietAt || !events.isEmpty
                resizing.cursor = resizing.isSure ? places.first : nil
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
        decoder.expectedPlaces = 2
        // Its last column is how wide the terminal is.
        write((decoder.identity == nil ? "\u{1B}[>c" : "") + "\u{1B}[6n\u{1B}7\u{1B}[9999C\u{1B}[6n\u{1B}8")
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
        let former = resizing
        resizing = Resizing(isSure: resizing.isSure, isMute: resizing.isMute)
        let size = TerminalSize(of: configuration.input)
        // A terminal that keeps its lines has cut them if it was narrower for a moment. Otherwise, to clear once more could hit what stands above.
        let mayBeCut = former.isTold && former.isSure && !Reflow(decoder.identity).breaks
        guard let editor, size != drawnSize || mayBeCut else { return .nothing }
        beginUpdate()
        clearBlock(rowsAbove: takeBack(cursor: former.cursor, columns: size.columns))
        if Reflow(decoder.identity).keepsBreaks { write("\u{1B}[\(size.rows)L") }
        shownHint.right = nil
        el_resize(editor)
        drawnSize = size
        draw()
        return .nothing
    }

    /// The rows above the cursor's that are the block's, of those that the terminal has on its screen if it has said where the cursor is. What it
    /// has more of the block is in its scrollback: that is remembered, so that it is cleared when it comes back.
    private func takeBack(cursor: (row: Int, column: Int)?, columns: Int) -> Int {
        let reflow = Reflow(decoder.identity)
        if ce_has_cleared_screen() || cursor == nil { lostRows = LostRows() }
        lostRows.isOpen = lostRows.isOpen && reflow.joins
        func block(headRows: Int = 0) -> LineLayout {
            layout(below: lostRows, columns: reflow.breaks ? columns : .max, splitsWide: reflow.splitsWide, headRows: headRows)
        }
        let whole = block()
        guard let cursor else { return whole.cursorRow }
        // A cursor that left the screen with its row, as tmux lets it, stands in the first place.
        let hasLeft = reflow.breaks && cursor == (1, 1) && whole.cursorColumn > 0
        lostRows = block(headRows: max(0, whole.cursorRow + (hasLeft ? 2 : 1) - cursor.row)).head
        lostRows.drawn = .now
        return min(whole.cursorRow, cursor.row - 1)
    }

    /// What stands in the place of a line for which the window is too small, by how much room there is for that.
    private static let noRoom = [
        "the window is too small for the line; any key edits it in your editor", "no room for the line; any key: your editor",
        "no room: any key", "no room",
    ]

    /// Draws prompt and line where the cursor is. In a window too small for them a row says so until it grows, or a key has them edited elsewhere.
    func draw() {
        guard let editor else { return }
        isHidden = !fits(line.scalars)
        if isHidden {
            let words = StyledText(Self.noRoom.first { $0.utf8.count < drawnSize.columns } ?? "", .faint)
            write(words.cut(toWidth: drawnSize.columns - 1).rendered(colour: configuration.usesColour) + "\r")
            flush()
        } else {
            ce_draw_afresh(editor)
        }
    }
}
