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
    package internal(set) var start: Int
    /// What can be put there.
    package let suggestions: [Suggestion]
    /// Whether a blank follows a single match; not after `=` and a folder.
    package let appendsSpace: Bool
    /// What would fit but for another field, with the reason: to be shown, never to be put on the line.
    package var unavailable: [Suggestion] = []

    /// Nothing fits.
    package static let none = Completions(start: 0, suggestions: [], appendsSpace: true)

    init(start: Int, suggestions: [Suggestion], appendsSpace: Bool) {
        self.start = start
        self.suggestions = suggestions
        self.appendsSpace = appendsSpace
    }
}

/// Completes by the place in the line and the state of the draft; a value, so that the editing thread needs no lock.
package struct Completer: Sendable {
    /// The session as it was when the line began.
    package let session: Session
    /// The tasks that Tab offers, newest first.
    let tasks: [TaskRecord]
    /// The names of saved drafts, looked up only where one is due.
    let draftNames: @Sendable () -> [String]
    /// The entries of a folder, folders with a slash behind them; the argument is the folder as it is typed, `""` for here.
    let files: @Sendable (String) -> [String]
    /// What stands before the line, unseen: an answer is the end of the line that it answers.
    private var lead = ""

    /// A completer for one line. It asks for drafts and files when Tab is pressed where they are due, on the editing thread.
    package init(
        session: Session,
        tasks: [TaskRecord],
        draftNames: @escaping @Sendable () -> [String],
        files: @escaping @Sendable (String) -> [String]
    ) {
        self.session = session
        self.tasks = tasks
        self.draftNames = draftNames
        self.files = files
    }

    /// The completer for the value that a field is asked for.
    package func answering(_ field: FieldName) -> Completer {
        var completer = self
        completer.lead = "set \(field.rawValue) "
        return completer
    }

    /// What fits behind `text`, which is the line up to the cursor.
    package func complete(_ text: String) -> Completions {
        guard session.openText == nil else { return .none }
        let line = ReadLine(text, behind: lead, in: session)
        var completions = completions(behind: line.text)
        completions.start -= line.shift
        return completions
    }

    /// What helps while `line` is typed; the cursor stands behind that many Unicode scalars.
    package func help(line: String, cursor: Int) -> LineHelp {
        let read = ReadLine(line, behind: lead, in: session)
        let cursor = min(max(0, cursor), line.unicodeScalars.count)
        return LineHelp(line: read.text, cursor: cursor + read.shift, session: session)
    }

    private func completions(behind text: String) -> Completions {
        let line = text[...].drop(while: \.isWhitespace)
        let word = Word(endOf: line, in: text)
        let before = text[..<word.range.lowerBound].trimmingBlanks()
        if before.isEmpty { return first(word, in: text) }
        if before.hasPrefix("#") { return .none }
        if AssignmentLine.begins(before) { return assignment(word, behind: before, in: text) }
        return argument(word, behind: before, in: text)
    }

    private func argument(_ word: Word, behind before: Substring, in text: String) -> Completions {
        let verb = before.firstWord
        let typed = before[verb.endIndex...].split(whereSeparator: \.isWhitespace).map(String.init)
        guard let command = Command.named(verb.lowercased()) else { return .none }
        let (given, option) = command.positions(of: typed)
        if let option { return offer(option.completion, word, typed: [], behind: before, in: text) }
        if word.text.hasPrefix("-"), !word.isQuoted {
            let flags = word.completions(flags(of: command, typed: typed))
            if !flags.suggestions.isEmpty { return flags }
        }
        guard let place = command.place(behind: given, of: word.text) else { return word.completions(flags(of: command, typed: typed)) }
        return offer(place.completion, word, typed: given, behind: before, in: text)
    }

    private func flags(of command: Command, typed: [String]) -> [Suggestion] {
        command.parameters.filter { $0.isFlag && !typed.contains($0.placeholder) }.map { Suggestion($0.placeholder, $0.summary) }
    }
}
