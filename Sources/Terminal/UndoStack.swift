/// The lines that Ctrl-_ goes back through. libedit has no undo in its emacs mode.
struct UndoStack {
    /// What a key does to the line; a run of keys that do the same is one step back.
    enum Step {
        case typing, erasing
        case other
    }

    typealias Line = (scalars: [Unicode.Scalar], cursor: Int)

    private var lines: [Line] = []
    private var run = Step.other

    /// Whether the last key put a character in.
    var isTyping: Bool { run == .typing }

    /// As many steps as can be taken back.
    static let limit = 100

    /// Notes, before a key is delivered, what the line is; that is asked for only where a new step begins.
    mutating func note(_ step: Step, before line: @autoclosure () -> Line) {
        defer { run = step }
        guard step == .other || step != run else { return }
        let line = line()
        if let last = lines.last, last.scalars == line.scalars {
            // Only the cursor moved; a step back puts it where the change began.
            lines[lines.count - 1].cursor = line.cursor
        } else {
            lines.append(line)
            if lines.count > Self.limit { lines.removeFirst() }
        }
    }

    /// The line before the last step; nil if there is none.
    mutating func back(from line: [Unicode.Scalar]) -> Line? {
        run = .other
        while let last = lines.popLast() {
            if last.scalars != line { return last }
        }
        return nil
    }
}
