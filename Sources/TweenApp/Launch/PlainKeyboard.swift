import ShellCore
import Synchronization
import Terminal
import TerminalText

/// A person at a terminal that no line can be edited on: the prompt is printed, the line read as it comes.
final class PlainKeyboard: Keyboard {
    private let reader: PlainLineReader
    private let screen: Screen
    private let waiting = Mutex<[PlainLine]>([])
    private let typed = Mutex<[(profile: String, text: String)]>([])
    private let prompt: PlainPrompt

    var executor: (any TaskExecutor)? { nil }

    init(reader: PlainLineReader, screen: Screen, prompt: PlainPrompt) {
        self.reader = reader
        self.screen = screen
        self.prompt = prompt
    }

    func line(_ order: LineOrder) async -> TypedLine {
        if order.discardsTypeahead {
            waiting.withLock { $0 = [] }
            reader.discardTypeahead()
        }
        // Nothing can stand in the line here; shown, it can at least be copied.
        if !order.text.isEmpty { prompt.tell(order.prompt + StyledText(order.text + "\n")) }
        prompt.show(order.prompt)
        defer { prompt.end() }
        var next = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if next == nil { next = await fresh(discardsTypeahead: order.discardsTypeahead) }
        guard let line = next else {
            prompt.leaveRow()
            return .endOfInput
        }
        switch line {
        case .text(let text):
            if order.keepsHistory { keep(text, profile: order.profile) }
            return .line(text)
        case .fault(let fault):
            return .unreadable(fault.message)
        }
    }

    private func fresh(discardsTypeahead: Bool) async -> PlainLine? {
        let lines = await reader.next(discardsTypeahead: discardsTypeahead)
        waiting.withLock { $0 += lines.dropFirst() }
        return lines.first
    }

    func secret(prompt: StyledText) async -> String? {
        screen.write(StyledText("this terminal can't hide what is typed; set TWEEN_API_KEY before you start tween\n"), to: .diagnostics)
        return nil
    }

    func offer(_ line: String) {}
    func keep(_ line: String, profile: String) { typed.withLock { $0.append((profile, line)) } }

    func history(profile: String?) -> [PastLine] {
        let lines = typed.withLock { $0 }.enumerated().map { PastLine(number: $0 + 1, seconds: 0, profile: $1.profile, text: $1.text) }
        return profile == nil ? lines : lines.filter { $0.profile == profile }
    }

    func close() async { reader.close() }
    func restore() {}

    /// The terminal is in charge of lines, and makes signals of these keys.
    var takesSignalKeys: Bool { false }
    var editsLines: Bool { false }

    /// Nothing is read here between lines: ^D is not heard. For the next line it is not meant.
    func listenForEnd(_ heard: (@Sendable () -> Void)?) { if heard != nil { reader.dropEnds() } }

    func setPrompt(_ prompt: StyledText) { self.prompt.change(to: prompt) }
    func noteEcho() { prompt.noteEcho() }
    func settle() { prompt.showAgain() }

    func resume() {
        prompt.noteLeft()
        prompt.showAgain()
    }
}
