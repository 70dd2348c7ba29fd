package import TerminalText

/// One line asked of the person at the terminal.
package struct LineRequest: Sendable {
    /// Shown before the line; one row of printable ASCII, anything else appears as an escape.
    package var prompt: StyledText
    /// Stands in the line already, to be edited.
    package var initialText = ""
    /// Whether the line is kept in the history. An answer to a question is not.
    package var keepsHistory = true
    /// Throws away what was typed before the prompt appeared, so that a question that costs money is not answered by it.
    package var discardsTypeahead = false
    /// Asked on Tab, on the editing thread: it must not wait for anything.
    package var completion: @Sendable (CompletionRequest) -> CompletionAnswer = { _ in .nothing }

    package init(prompt: StyledText) { self.prompt = prompt }
}

/// How the reading of a line ended.
package enum LineEvent: Sendable, Hashable {
    /// Enter. A line that was pasted may hold `\n`.
    case line(String)
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
    /// The name that lines of `.editrc` may be limited to.
    package var program = "tween"
    package var userBindings = UserBindings.editrc
    package var usesColour = false
    /// Where lines are kept between runs; nil keeps them in memory. Its folder must exist.
    package var historyPath: String?
    /// Kept with each line in the file: the profile.
    package var historyLabel = ""
    /// Takes secrets out of a line before it is kept anywhere.
    package var redact: @Sendable (String) -> String = { $0 }
    /// Called for ^Z in place of stopping the job.
    package var suspend: (@Sendable () -> Void)?

    package init() {}
}
