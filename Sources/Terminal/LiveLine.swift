package import TerminalText

/// A line that is drawn over and over at its place. Where that cannot be done, each text that differs becomes a line.
package struct LiveLine: Sendable {
    private let screen: Screen
    private let stream: Screen.Stream
    private var shown: StyledText?
    /// How wide the terminal was when the text was drawn.
    private var columns = 0

    package init(on screen: Screen, stream: Screen.Stream = .output) {
        self.screen = screen
        self.stream = stream
    }

    /// Whether the line moves; where it does not, show only what is worth a line.
    package var isLive: Bool { screen.canRedraw.contains(stream) }

    /// Whether a text stands there.
    package var isShown: Bool { shown != nil }

    /// Shows a text of one line in place of the former one, cut to the screen.
    package mutating func show(_ text: StyledText) {
        guard text != shown else { return }
        shown = text
        if isLive {
            // The cursor waits at the line's beginning: whatever a narrower window makes of the line is then below, and goes with it. A window that
            // is narrower already than it has said cuts the line.
            let size = screen.size
            let line = text.oneLine.cut(toWidth: size.columns - 1).rendered(colour: screen.hasColour(stream))
            _ = screen.send(clearing(size) + "\u{1B}[?7l" + line + "\u{1B}[?7h\r", to: stream)
            columns = size.columns
        } else {
            screen.write(text + "\n", to: stream)
        }
    }

    /// Takes away the line with all below it, where nothing of anybody's stands.
    private func clearing(_ size: TerminalSize) -> String {
        // Not from the first column: at the top of the screen, tmux would take that for leave to keep what is cleared. And screen takes rows for
        // broken that were, unless they are put in.
        "\r\u{1B}[2K \u{1B}[J\r" + (columns == size.columns || columns == 0 ? "" : "\u{1B}[\(size.rows)L")
    }

    /// Lets the line stay and goes to the next.
    package mutating func finish() {
        if shown != nil, isLive { _ = screen.send("\n", to: stream) }
        shown = nil
    }

    /// Takes the line away; what was not live stays.
    package mutating func erase() {
        if shown != nil, isLive { _ = screen.send(clearing(screen.size), to: stream) }
        shown = nil
    }
}
