import TerminalText
import VideoAPI

/// Problems as lines of a list.
enum ProblemWords {
    static func line(_ problem: Problem) -> StyledText {
        let message = Message(problem)
        var line = StyledText("  ") + StyledText(message.text, problem.isWarning ? .warning : .plain)
        if let hint = message.hints.first { line.append("   `\(hint)`", .faint) }
        return line
    }
}
