import Synchronization

@testable import TweenApp

/// An editor in which a test writes.
final class ScriptedEditor: Sendable {
    private let answers = Mutex<[Result<String, EditorTrouble>]>([])

    /// Lays down what the next text becomes; without that it stays as it is.
    func answer(_ result: Result<String, EditorTrouble>) { answers.withLock { $0.append(result) } }

    func edit(_ text: EditorText, on console: CollectingConsole) throws(EditorTrouble) -> String? {
        let place = text.place.map { ", the cursor behind \($0)" } ?? ""
        console.data("(the editor opens \(text.name).txt, \(text.text.unicodeScalars.count) characters\(place))")
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        return try answer?.get()
    }
}
