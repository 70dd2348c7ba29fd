import ShellCore
import Synchronization
import Terminal
import TerminalText

/// A person at a terminal that lines can be edited on.
final class EditingKeyboard: Keyboard {
    private let editor: LineEditor
    private let console: TerminalConsole
    private let isReading = Mutex(false)
    /// The names that the history may keep behind `login`.
    private let profiles: Latest<Set<String>>
    private let hasToldHistoryFault = Atomic(false)

    var executor: (any TaskExecutor)? { editor.taskExecutor() }

    init(editor: LineEditor, console: TerminalConsole, profiles: Latest<Set<String>>) {
        self.editor = editor
        self.profiles = profiles
        self.console = console
        console.typist = editor
    }

    func line(_ order: LineOrder) async -> TypedLine {
        var request = LineRequest(prompt: order.prompt)
        request.initialText = order.text
        request.initialCursor = order.cursor
        request.keepsHistory = order.keepsHistory
        request.discardsTypeahead = order.discardsTypeahead
        request.historyLabel = order.profile
        request.historyScope = order.historyScope
        if let completer = order.completer {
            profiles.value = Set(completer().session.settings.profiles.map(\.name))
            request.completion = { completer().answer($0) }
            request.hint = { completer().hint($0) }
            request.isOneCommand = { completer().session.isOneCommand($0) }
        }
        console.setEditor(editor)
        isReading.withLock { $0 = true }
        let event = await editor.readLine(request)
        isReading.withLock { $0 = false }
        console.setEditor(nil)
        for notice in editor.takeUnprinted() { console.write(notice) }
        tellHistoryFault()
        switch event {
        case .line(let line, let hasPaste): return .line(line, hasPaste: hasPaste)
        case .pasted(let lines): return .pasted(lines)
        case .edit(let line): return .edit(line)
        case .interrupted(let text): return .interrupted(text)
        case .endOfInput, .cancelled: return .endOfInput
        case .failed(let reason):
            console.tell([StyledText("error: ", .error) + StyledText(reason)])
            return .endOfInput
        }
    }

    /// Tells once why lines are gone with this shell.
    private func tellHistoryFault() {
        guard !hasToldHistoryFault.load(ordering: .relaxed), let reason = editor.historyFault else { return }
        hasToldHistoryFault.store(true, ordering: .relaxed)
        console.tell([StyledText("warning: ", .warning) + StyledText("lines are not kept for the next start: \(reason)")])
    }

    func secret(prompt: StyledText) async -> String? {
        isReading.withLock { $0 = true }
        defer { isReading.withLock { $0 = false } }
        return await editor.readSecret(prompt: prompt)
    }

    var takesSignalKeys: Bool { isReading.withLock { $0 } }
    var editsLines: Bool { true }
    func offer(_ line: String) { editor.offer(line) }
    func keep(_ line: String, profile: String) { editor.addHistory(line, label: profile) }

    func history(profile: String?) -> [PastLine] {
        editor.history(label: profile).map { PastLine(number: $0.number, seconds: $0.seconds, profile: $0.label, text: $0.text) }
    }

    func setPrompt(_ prompt: StyledText) { editor.setPrompt(prompt) }

    func listenForEnd(_ heard: (@Sendable () -> Void)?) {
        console.setWatching(heard != nil)
        editor.listenForEnd(heard)
    }

    // The editor draws its line itself, below what is told and after a stop.
    func settle() {}
    // What is typed while something is watched is not shown.
    func noteEcho() {}
    func resume() {}
    func restore() { editor.restoreTerminal() }
    func close() async { await editor.shutdown() }
}

extension Completer {
    /// What fits at the cursor, in the editor's terms.
    fileprivate func answer(_ request: CompletionRequest) -> CompletionAnswer {
        let before = String(request.line.unicodeScalars.prefix(request.cursor))
        let found = complete(before)
        let candidates = found.suggestions.map { CompletionCandidate($0.text, meaning: $0.meaning) }
        var answer = CompletionAnswer(start: found.start, candidates: candidates, appendsSpace: found.appendsSpace)
        answer.unavailable = found.unavailable.map { CompletionCandidate($0.text, meaning: $0.meaning) }
        return answer
    }

    /// What helps at the cursor, in the editor's terms.
    fileprivate func hint(_ request: CompletionRequest) -> LineHint {
        let help = help(line: request.line, cursor: request.cursor)
        return LineHint(right: help.right, short: help.short)
    }
}
