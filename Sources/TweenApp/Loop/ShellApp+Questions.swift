import ShellCore
import Terminal
import TerminalText
import VideoAPI

extension ShellApp {
    /// Asks a question; nil when it was broken off.
    func ask(_ question: Question) async -> String? {
        guard let keyboard = outside.keyboard, isAtKeyboard else { return nil }
        var order = LineOrder(prompt: StyledText(question.prompt, .strong))
        order.discardsTypeahead = question.wantsYes
        if case .value(let field) = question {
            let completer = completer().answering(field)
            order.completer = { completer }
        }
        while true {
            let asked = order
            switch await attend({ await keyboard.line(asked) }) {
            case .line(let line, _): return line
            case .pasted(let lines): return question.wantsYes ? nil : lines.joined(separator: "\n")
            case .edit(let line):
                guard !question.wantsYes, let text = await edited(line) else { return nil }
                if line.reason == .tooTall { return text }
                order.text = text
            case .interrupted, .endOfInput, .unreadable: return nil
            }
        }
    }

    /// Says what is about to be run and waits for Enter, typed afresh.
    func confirm(_ prompt: String) async -> Bool {
        guard let keyboard = outside.keyboard else { return false }
        var order = LineOrder(prompt: StyledText(prompt, .strong))
        order.discardsTypeahead = true
        let asked = order
        guard case .line(let line, _) = await attend({ await keyboard.line(asked) }) else { return false }
        return line.allSatisfy(\.isWhitespace)
    }
}

extension Question {
    /// Whether only a word typed afresh answers it.
    fileprivate var wantsYes: Bool {
        switch self {
        case .value: false
        case .spend, .resend, .sweep, .keepKey: true
        }
    }
}
