import Synchronization
import Terminal
import TerminalText

/// The terminal, or the pipes in its place: lines go above whatever is being typed.
final class TerminalConsole: Console {
    private let screen: Screen
    private let live: Mutex<LiveLine>
    private let isWatching = Mutex(false)
    private let lastAlert = Mutex<ContinuousClock.Instant?>(nil)
    /// Set while a line is edited: whole lines then go above it.
    private let editor = Mutex<LineEditor?>(nil)
    private let typing = Mutex<LineEditor?>(nil)
    /// Where no line can be edited, whole lines go below what is typed.
    let prompt: PlainPrompt

    init(screen: Screen) {
        self.screen = screen
        live = Mutex(LiveLine(on: screen))
        prompt = PlainPrompt(on: screen)
    }

    var columns: Int { screen.size.columns }
    var hasLiveLine: Bool { screen.canRedraw.contains(.output) }
    var outputFault: String? { screen.outputFault }

    /// Whose terminal it is that lines are typed at, also between them; nil where nobody types.
    var typist: LineEditor? {
        get { typing.withLock { $0 } }
        set { typing.withLock { $0 = newValue } }
    }

    /// From now on lines go above what is typed into the editor; nil ends that.
    func setEditor(_ editor: LineEditor?) {
        self.editor.withLock { $0 = editor }
    }

    func print(_ lines: [StyledText]) { write(lines, to: .output) }
    func tell(_ lines: [StyledText]) { write(lines, to: .diagnostics) }
    func data(_ line: String) { screen.write(encoded: line + "\n") }

    func alert(_ alert: Alert) {
        let isDue = lastAlert.withLock { last in
            let now = ContinuousClock.now
            if let past = last, now - past < .seconds(1) { return false }
            last = now
            return true
        }
        if isDue { screen.alert(alert) }
    }

    func drawLive(_ line: StyledText) {
        live.withLock { live in
            if !live.isShown { showTypeahead(false) }
            live.show(line)
        }
    }

    func eraseLive() {
        live.withLock { live in
            guard live.isShown else { return }
            live.erase()
            showTypeahead(true)
        }
    }

    /// From now on what is typed is not shown: something is watched, and would be told behind it. The next line that is read shows it.
    func setWatching(_ isWatching: Bool) {
        let hasChanged = self.isWatching.withLock { watching in
            defer { watching = isWatching }
            return watching != isWatching
        }
        if hasChanged { typist?.showTypeahead(!isWatching) }
    }

    private func showTypeahead(_ isShown: Bool) {
        if !isWatching.withLock({ $0 }) { typist?.showTypeahead(isShown) }
    }

    /// Text as it stands, its line ends with it.
    func write(_ text: StyledText) { screen.write(text) }

    private func write(_ lines: [StyledText], to stream: Screen.Stream) {
        var text = StyledText()
        for line in lines.flatMap({ fitted($0, to: stream) }) {
            text.append(line)
            text.append("\n")
        }
        if let editor = editor.withLock({ $0 }) {
            editor.printAbove(text)
        } else {
            prompt.leaveRow()
            screen.write(text, to: stream)
        }
    }

    /// A line broken between words where the terminal would break it anywhere; a pipe gets it whole.
    private func fitted(_ line: StyledText, to stream: Screen.Stream) -> [StyledText] {
        guard screen.canRedraw.contains(stream) else { return [line] }
        var visible = StyledText()
        for span in line.spans { visible.append(Sanitizer.visible(span.text), span.style) }
        let columns = screen.size.columns
        guard visible.width > columns else { return [visible] }
        let indent = visible.plain.prefix { $0 == " " }.count
        return visible.wrapped(toWidth: columns, hanging: indent + 2)
    }
}
