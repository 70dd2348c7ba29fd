package import VideoAPI

/// All that the shell knows and that a line can change.
package struct Session: Sendable {
    package var draft = Draft()
    /// The drafts before, newest last, and those that `undo` took back.
    package var undone = DraftHistory()
    package var settings = Settings()
    /// The profile that the next submit goes to.
    package var profile: Profile = .local
    /// Tasks in flight that this shell follows.
    package var following: Set<TaskNumber> = []
    /// The draft of the last submit, and the seed that it used.
    package var lastSubmitted: Draft?
    package var lastSeed: Int?
    /// Seeds of this run's submits, newest first.
    package var usedSeeds: [Int] = []
    /// Picture addresses of this run, newest first.
    package var usedAddresses: [String] = []
    /// The lines since `script start`; nil when nothing is recorded.
    package var recording: [String]?
    /// How results are written.
    package var output: OutputStyle
    /// Whether lines come from a person who can be asked.
    package var isInteractive: Bool
    /// Whether the lines are shown with their prompt before they are run, for lessons.
    package var echoes = false
    /// Whether listings begin with a header even when piped.
    package var showsHeader = false
    /// The answer to every question of price, given on the command line; `--yes` of a line is the line's own.
    package var version: String

    /// A session in which nothing has been said yet.
    package init(output: OutputStyle, isInteractive: Bool, version: String) {
        self.output = output
        self.isInteractive = isInteractive
        self.version = version
    }

    /// Whether the draft differs from what was sent last.
    package var isDirty: Bool { lastSubmitted.map { $0 != draft } ?? false }
}

/// How results are written.
package enum OutputStyle: Sendable, Hashable {
    /// Tables and words for a person.
    case terminal
    /// Tab-separated, without colour.
    case piped
    /// One JSON value a line.
    case json
}

/// The drafts that `undo` and `redo` walk over; 200 are kept.
package struct DraftHistory: Sendable, Hashable {
    private var past: [Draft] = []
    /// Whether the present change is a step of the walk itself, which is not remembered again.
    package var isWalking = false
    private var future: [Draft] = []

    /// Remembers a draft that is about to be replaced.
    package mutating func remember(_ draft: Draft) {
        past.append(draft)
        if past.count > 200 { past.removeFirst(past.count - 200) }
        future = []
    }

    /// The draft before, in exchange for the present one.
    package mutating func undo(from present: Draft) -> Draft? {
        guard let previous = past.popLast() else { return nil }
        isWalking = true
        future.append(present)
        return previous
    }

    /// The draft that the last `undo` left.
    package mutating func redo(from present: Draft) -> Draft? {
        guard let next = future.popLast() else { return nil }
        isWalking = true
        past.append(present)
        return next
    }
}
