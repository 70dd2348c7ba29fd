import Synchronization
import Terminal
import TerminalText

/// The prompt of a terminal that no line can be edited on. What is told while a line is typed stands below it, and the prompt once more below that.
final class PlainPrompt: Sendable {
    private struct State {
        var text: StyledText?
        /// Whether it, or what is typed, stands in the row that is written to next.
        var isLast = false
    }

    private let screen: Screen
    /// Where it is seen; nil if both outputs go elsewhere.
    private let stream: Screen.Stream?
    private let state = Mutex(State())

    init(on screen: Screen) {
        self.screen = screen
        stream = [.output, .diagnostics].first { screen.terminals.contains($0) }
    }

    /// Shows a prompt, at which a line is read from now on.
    func show(_ text: StyledText) {
        leaveRow()
        state.withLock { state in
            tell(text)
            state = State(text: text, isLast: true)
        }
    }

    /// Shows another one below what is typed, if a line is read.
    func change(to text: StyledText) {
        leaveRow()
        state.withLock { state in if state.text != nil { state.text = text } }
        showAgain()
    }

    /// Writes where it is seen.
    func tell(_ text: StyledText) {
        if let stream { screen.write(text, to: stream) }
    }

    /// The line was read.
    func end() { state.withLock { $0 = State() } }

    /// Goes to a row of its own for what is to be told.
    func leaveRow() {
        state.withLock { state in
            if state.isLast { tell("\n") }
            state.isLast = false
        }
    }

    /// The terminal may have shown a key at the end of the row.
    func noteEcho() { state.withLock { $0.isLast = true } }

    /// Somebody else has gone to another row.
    func noteLeft() { state.withLock { $0.isLast = false } }

    /// Shows it below what was told, if a line is read and something was.
    func showAgain() {
        state.withLock { state in
            guard let text = state.text, !state.isLast else { return }
            tell(text)
            state.isLast = true
        }
    }
}
