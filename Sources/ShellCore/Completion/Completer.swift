package import VideoAPI

/// One thing that Tab offers.
package struct Suggestion: Sendable, Hashable {
    /// What is put on the line, quoted if it must be.
    package let text: String
    /// What it is, in a few words.
    package let meaning: String

    init(_ text: String, _ meaning: String = "") {
        self.text = text
        self.meaning = meaning
    }
}

/// What Tab offers at one place.
package struct Completions: Sendable, Hashable {
    /// Where the word that is replaced begins, in Unicode scalars from the beginning of the line.
    package let start: Int
    package let suggestions: [Suggestion]
    /// Whether a blank follows a single match; not after `=` and a folder.
    package let appendsSpace: Bool

    package static let none = Completions(start: 0, suggestions: [], appendsSpace: true)
}

/// Completes by the place in the line and the state of the draft; a value, so that the editing thread needs no lock.
package struct Completer: Sendable {
    let session: Session
    /// The tasks that Tab offers, newest first.
    let tasks: [TaskRecord]
    /// The names of saved drafts.
    let draftNames: [String]
    /// The entries of a folder, folders with a slash behind them; the argument is the folder as it is typed, `""` for here.
    let files: @Sendable (String) -> [String]

    /// A completer for one line.
    package init(session: Session, tasks: [TaskRecord], draftNames: [String], files: @escaping @Sendable (String) -> [String]) {
        self.session = session
        self.tasks = tasks
        self.draftNames = draftNames
        self.files = files
    }

    /// What fits behind `text`, which is the line up to the cursor.
    package func complete(_ text: String) -> Completions {
        let line = text[...].drop(while: \.isWhitespace)
        let word = Word(endOf: line, in: text)
        let before = text[..<word.range.lowerBound][...].trimmingBlanks()
        if before.isEmpty { return first(word) }
        if before.first == "#" { return .none }
        return argument(word, behind: before)
    }

    private func argument(_ word: Word, behind before: Substring) -> Completions {
        if Assignment.begins(before) { return assignment(word, set: before) }
        let verb = String(before.prefix { !$0.isWhitespace })
        let typed = before[before.index(before.startIndex, offsetBy: verb.count)...].split(whereSeparator: \.isWhitespace).map(String.init)
        guard let command = Command.named(verb.lowercased()) else { return .none }
        if command.name == "set" { return setValue(word, typed) }
        if word.text.hasPrefix("-") { return word.completions(flags(of: command, typed: typed)) }
        let places = command.parameters.filter { $0.summary.isEmpty }
        let count = typed.filter { !$0.hasPrefix("-") && $0 != "&" }.count
        guard let place = places.indices.contains(count) ? places[count] : places.last(where: { $0.presence == .repeated }) else {
            return word.completions(flags(of: command, typed: typed))
        }
        return offer(place.completion, word, typed: typed)
    }

    private func flags(of command: Command, typed: [String]) -> [Suggestion] {
        command.parameters.filter { !$0.summary.isEmpty && !typed.contains($0.placeholder) }.map { Suggestion($0.placeholder, $0.summary) }
    }
}
