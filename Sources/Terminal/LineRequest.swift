package import TerminalText

/// One line asked of the person at the terminal.
package struct LineRequest: Sendable {
    /// Shown before the line; one row of printable ASCII, anything else appears as an escape.
    package var prompt: StyledText
    /// Stands in the line already, to be edited.
    package var initialText = ""
    /// Where the cursor stands in it at first, in Unicode scalars; nil is its end.
    package var initialCursor: Int?
    /// Whether the line is kept in the history. An answer to a question is not.
    package var keepsHistory = true
    /// Throws away what was typed before the prompt appeared, so that a question that costs money is not answered by it.
    package var discardsTypeahead = false
    /// Asked on Tab, on the editing thread: it must not wait for anything.
    package var completion: @Sendable (CompletionRequest) -> CompletionAnswer = { _ in .nothing }
    /// Asked while a line is typed, on the editing thread: it must not wait for anything, and take well under a millisecond.
    package var hint: @Sendable (CompletionRequest) -> LineHint = { _ in .none }
    /// Whether a paste of several lines on an empty line is one command; others are run line by line. Asked on the editing thread.
    package var isOneCommand: @Sendable (String) -> Bool = { _ in false }
    /// Kept with the line in the history: the profile.
    package var historyLabel = ""
    /// Which entries Up, Down and the searches go through: those of one label, or all.
    package var historyScope: String?

    package init(prompt: StyledText) { self.prompt = prompt }
}

/// Help beside the line that is typed.
package struct LineHint: Sendable, Hashable {
    /// Stands at the right end of the row while there is room for it.
    package var right: StyledText
    /// Stands in front of the prompt once the line is too long for the right-hand side: a counter such as `312/800`.
    package var short: String

    package init(right: StyledText, short: String = "") {
        self.right = right
        self.short = short
    }

    /// No help.
    package static let none = LineHint(right: StyledText())
}

/// A line that is to be edited in an editor of its own, whole.
package struct LineToEdit: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// Ctrl-X Ctrl-E.
        case asked
        /// A paste or an entry of the history that the screen can't hold.
        case tooTall
    }

    package var text: String
    /// Unicode scalars before the cursor.
    package var cursor: Int
    package var reason: Reason
    /// Whether it is a paste that began on an empty line, to be run line by line.
    package var isScript: Bool

    package init(text: String, cursor: Int, reason: Reason, isScript: Bool) {
        self.text = text
        self.cursor = cursor
        self.reason = reason
        self.isScript = isScript
    }
}

/// How the reading of a line ended.
package enum LineEvent: Sendable, Hashable {
    /// Enter. A line into which text was pasted, or `\n` typed with Alt-Enter, may hold `\n`; `hasPaste` says whether any of it may have been
    /// pasted.
    case line(String, hasPaste: Bool = false)
    /// Enter behind a paste of several lines that began on an empty line: they are to be run one by one.
    case pasted([String])
    /// The line is to go on in an editor.
    case edit(LineToEdit)
    /// ^C; what had been typed is one Up away, and not on disk.
    case interrupted(String)
    /// ^D on an empty line, or the terminal is gone.
    case endOfInput
    /// The waiting task was cancelled, or the editor shut down.
    case cancelled
    /// There is no editing here, for the reason given in words: read plainly instead.
    case failed(String)
}

/// Where a person's own key bindings are.
package enum UserBindings: Sendable, Hashable {
    case none
    /// In `$EDITRC`, or `~/.editrc`.
    case editrc
    case file(String)
}

/// What a line editor is made of.
package struct LineEditorConfiguration: Sendable {
    /// The terminal, to read from and to draw on.
    package var input: Int32 = 0
    package var output: Int32 = 1
    /// Through which others print to the output as well, so that what they print stands in its place.
    package var outlet: Outlet?
    /// The name that lines of `.editrc` may be limited to.
    package var program = "tween"
    package var userBindings = UserBindings.editrc
    package var usesColour = false
    /// Where lines are kept between runs; nil keeps them in memory. Its folder must exist.
    package var historyPath: String?
    /// Takes secrets out of a line before it is kept anywhere.
    package var redact: @Sendable (String) -> String = { $0 }
    /// Called for ^Z in place of stopping the job.
    package var suspend: (@Sendable () -> Void)?
    /// Called for ^\ in place of sending this process the signal QUIT.
    package var quit: (@Sendable () -> Void)?
    /// Gives a text its composed form (NFC). It is asked for typed and pasted text in which anything could be composed.
    package var compose: @Sendable (String) -> String = { $0 }
    /// How long nothing may have come, in milliseconds, before an answer counts that must be fresh.
    package var settling: Int32 = 200
    /// How soon a second ^D belongs to the one before, which has left something.
    package var doubleTap = Duration.milliseconds(300)
    /// How late a terminal may tell of a new size: tmux takes a quarter of a second.
    package var overtaking = Duration.milliseconds(300)

    package init() {}
}
