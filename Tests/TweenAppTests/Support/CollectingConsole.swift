import Synchronization
import Terminal
import TerminalText

@testable import TweenApp

/// Collects what would be on the screen.
final class CollectingConsole: Console {
    enum Line: Hashable {
        case output(String)
        case diagnostics(String)
        /// The first drawing of the live line after something happened.
        case live(String)
    }

    private let lines = Mutex<[Line]>([])
    private let isLiveNews = Mutex(false)
    let columns: Int
    let hasLiveLine: Bool
    var outputFault: String? { nil }

    init(columns: Int = 100, hasLiveLine: Bool = true) {
        self.columns = columns
        self.hasLiveLine = hasLiveLine
    }

    /// Hands over what was collected since the last time.
    func take() -> [Line] {
        lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    /// The next drawing of the live line is worth a look.
    func expectLiveNews() { isLiveNews.withLock { $0 = true } }
    /// No drawing of the live line is worth a look until something happens.
    func expectNoLiveNews() { isLiveNews.withLock { $0 = false } }

    func print(_ lines: [StyledText]) { add(lines) { .output($0) } }
    func tell(_ lines: [StyledText]) { add(lines) { .diagnostics($0) } }
    func data(_ line: String) { lines.withLock { $0.append(.output(line)) } }

    func alert(_ alert: Alert) {
        switch alert {
        case .bell: data("(bell)")
        case .desktop(let text): data("(notice of the desktop: \(text))")
        }
    }

    func drawLive(_ line: StyledText) {
        let isNews = isLiveNews.withLock { isNews in
            defer { isNews = false }
            return isNews
        }
        if isNews { add([line]) { .live($0) } }
    }

    func eraseLive() {}

    private func add(_ texts: [StyledText], _ line: (String) -> Line) {
        lines.withLock { $0 += texts.map { line(Sanitizer.visible($0.plain)) } }
    }
}
