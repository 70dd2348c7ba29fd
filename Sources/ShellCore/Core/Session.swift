package import VideoAPI

/// All that the shell knows and that a line can change.
package struct Session: Sendable {
    /// What the user has said so far.
    package var draft = Draft()
    /// The drafts before, newest last, and those that `undo` took back.
    package var undone = DraftHistory()
    /// Settings, profiles and aliases.
    package var settings = Settings()
    /// The profile that the next submit goes to.
    package var profile: Profile = .local
    /// Tasks in flight that this shell follows.
    package var following: Set<TaskNumber> = []
    /// The draft of the last submit, as the user had it.
    package var lastSubmitted: Draft?
    /// The seed of the last submit that had one.
    package var lastSeed: Int?
    /// Seeds of this run's submits, newest first.
    package var usedSeeds: [Int] = []
    /// Picture addresses of this run, newest first.
    package var usedAddresses: [String] = []
    /// A text that is being given line by line, after `set prompt <<END`.
    package var openText: OpenText?
    /// Texts that were refused for their length, for `edit`.
    package var refused = RefusedTexts()
    /// A text from the editor whose files are being looked at.
    var returned: ReturnedText?
    /// The lines since `script start`; nil when nothing is recorded.
    package var recording: [String]?
    /// How results are written.
    package var output: OutputStyle
    /// Whether lines come from a person who can be asked.
    package var isInteractive: Bool
    /// Whether Up brings lines back: a plain terminal has no such key.
    package var recallsLines = true
    /// Whether the lines are shown with their prompt before they are run, for lessons.
    package var echoes = false
    /// Whether listings begin with a header even when piped.
    package var showsHeader = false
    /// The program's version, as `version` prints it.
    package var version: String

    /// A session in which nothing has been said yet.
    package init(output: OutputStyle, isInteractive: Bool, version: String) {
        self.output = output
        self.isInteractive = isInteractive
        self.version = version
    }

    /// Whether the draft differs from what was sent last.
    package var isDirty: Bool { lastSubmitted.map { $0 != draft } ?? false }

    /// Whether a question can be put: there is a person, and no program that reads the answers.
    package var canAsk: Bool { isInteractive && output != .json }
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
