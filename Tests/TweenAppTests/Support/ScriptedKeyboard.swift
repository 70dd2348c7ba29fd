import ShellCore
import Synchronization
import TerminalText

@testable import TweenApp

/// A keyboard whose keys a test presses.
final class ScriptedKeyboard: Keyboard {
    private enum Asker {
        case line(CheckedContinuation<TypedLine, Never>, keepsHistory: Bool)
        case secret(CheckedContinuation<String?, Never>)
    }

    private struct State {
        var asker: Asker?
        var prompt = ""
        var typedAhead: [String] = []
        var typed: [String] = []
        var offered: String?
        var placed = ""
    }

    private let state = Mutex(State())

    /// The prompt as it stands there while somebody is asked; nil otherwise.
    var prompt: String? { state.withLock { $0.asker == nil ? nil : $0.prompt } }
    var isAskedForSecret: Bool {
        state.withLock { if case .secret? = $0.asker { true } else { false } }
    }
    /// The line that waits one Up away.
    var offered: String? { state.withLock { $0.offered } }

    func typeAhead(_ line: String) { state.withLock { $0.typedAhead.append(line) } }

    /// Answers whoever asks.
    func type(_ line: TypedLine) {
        let asker = state.withLock { state in
            defer { state.asker = nil }
            if case .line(let text, _) = line, case .line(_, keepsHistory: true)? = state.asker { state.typed.append(text) }
            return state.asker
        }
        switch (asker, line) {
        case (.line(let continuation, _), _): continuation.resume(returning: line)
        case (.secret(let continuation), .line(let text, _)): continuation.resume(returning: text)
        case (.secret(let continuation), _): continuation.resume(returning: nil)
        case (nil, _): break
        }
    }

    /// What stood in the line when it was asked for.
    var placed: String { state.withLock { $0.placed } }

    var executor: (any TaskExecutor)? { nil }

    func line(_ order: LineOrder) async -> TypedLine {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ahead = state.withLock { state -> String? in
                    if order.discardsTypeahead { state.typedAhead = [] }
                    guard state.typedAhead.isEmpty else { return state.typedAhead.removeFirst() }
                    state.asker = .line(continuation, keepsHistory: order.keepsHistory)
                    state.prompt = Sanitizer.visible(order.prompt.plain)
                    state.placed = order.text
                    return nil
                }
                if let ahead { continuation.resume(returning: .line(ahead)) }
            }
        } onCancel: {
            type(.endOfInput)
        }
    }

    func secret(prompt: StyledText) async -> String? {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.asker = .secret(continuation)
                state.prompt = Sanitizer.visible(prompt.plain)
            }
        }
    }

    func offer(_ line: String) { state.withLock { $0.offered = line } }
    func keep(_ line: String, profile: String) { state.withLock { $0.typed.append(line) } }

    func history(profile: String?) -> [PastLine] {
        state.withLock { $0.typed }.enumerated().map { PastLine(number: $0 + 1, seconds: 1_767_268_800, profile: "local", text: $1) }
    }

    func setPrompt(_ prompt: StyledText) { state.withLock { $0.prompt = Sanitizer.visible(prompt.plain) } }
    var takesSignalKeys: Bool { false }
    var editsLines: Bool { false }
    func settle() {}
    func noteEcho() {}
    /// A script presses nothing between its lines.
    func listenForEnd(_ heard: (@Sendable () -> Void)?) {}
    func resume() {}
    func close() async {}
    func restore() {}
}
