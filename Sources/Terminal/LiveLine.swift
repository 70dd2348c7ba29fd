package import TerminalText

/// A line that is drawn over and over at its place. Where that cannot be done, each text that differs becomes a line.
package struct LiveLine: Sendable {
    private let screen: Screen
    private let stream: Screen.Stream
    private var shown: StyledText?

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
            // The last column stays free: a terminal that wraps there would put the next text a row lower.
            let line = text.oneLine.cut(toWidth: screen.size.columns - 1)
            _ = screen.send("\r\u{1B}[K" + line.rendered(colour: screen.hasColour(stream)), to: stream)
        } else {
            screen.write(text + "\n", to: stream)
        }
    }

    /// Lets the line stay and goes to the next.
    package mutating func finish() {
        if shown != nil, isLive { _ = screen.send("\n", to: stream) }
        shown = nil
    }

    /// Takes the line away; what was not live stays.
    package mutating func erase() {
        if shown != nil, isLive { _ = screen.send("\r\u{1B}[K", to: stream) }
        shown = nil
    }
}
