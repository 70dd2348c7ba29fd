import TerminalText
import VideoAPI

/// What each place of a line takes.
extension Completer {
    /// Commands, aliases, and fields with their equals sign.
    func first(_ word: Word, in line: String) -> Completions {
        if word.text.contains("=") { return assignment(word, without: [], in: line) }
        let commands = Command.all.filter { !$0.name.contains("/") && $0.name != "!N" }.map { Suggestion($0.name, $0.summary) }
        let verbs = word.completions(commands + aliases)
        let fields = word.completions(fieldsMissingFirst.map { Suggestion($0.name.rawValue + "=", $0.summary) }, appendsSpace: false)
        guard !verbs.suggestions.isEmpty else { return fields }
        return Completions(start: word.start, suggestions: verbs.suggestions + fields.suggestions, appendsSpace: true)
    }

    /// `field=` or `field=value`, behind other assignments; or a word of a text that was begun without quotes.
    func assignment(_ word: Word, behind before: Substring, in line: String) -> Completions {
        let pieces = before.split(whereSeparator: \.isWhitespace)
        let fields = pieces.compactMap { piece in piece.contains("=") ? Field.typed(String(piece.prefix { $0 != "=" })) : nil }
        if let field = fields.last, case .text = field.kind, let piece = pieces.last(where: { $0.contains("=") }) {
            let value = piece.drop { $0 != "=" }.dropFirst()
            if value.first != "\"", value.first != "'" { return words(endOf: line) }
        }
        return assignment(word, without: fields.map(\.name), in: line)
    }

    private func assignment(_ word: Word, without taken: [FieldName], in line: String) -> Completions {
        guard let equals = word.text.firstIndex(of: "=") else {
            let fields = fieldsMissingFirst.filter { !taken.contains($0.name) }
            return word.completions(fields.map { Suggestion($0.name.rawValue + "=", $0.summary) }, appendsSpace: false)
        }
        guard let field = Field.typed(String(word.text[..<equals])) else { return .none }
        if case .text = field.kind { return words(endOf: line) }
        return values(of: field, word.part(from: word.text.index(after: equals)), model: session.model(on: line))
    }

    /// What a place of a command takes.
    func offer(
        _ kind: ParameterShape.CompletionKind,
        _ word: Word,
        typed: [String],
        behind before: Substring,
        in line: String
    ) -> Completions {
        switch kind {
        case .nothing, .note: .none
        case .field: word.completions(fieldsMissingFirst.map { Suggestion($0.name.rawValue, $0.summary) })
        case .fieldAndValue: fieldAndValue(word, typed, in: line)
        case .assignment: assignment(word, behind: before, in: line)
        case .text: words(endOf: line)
        case .task: taskNumbers(tasks, word)
        case .openTask(let end): taskNumbers(open(end), word)
        case .taskOr(let words): taskNumbers(tasks, word, or: words)
        case .tag: word.completions(tags.map { Suggestion($0) })
        case .sweep: sweepAssignment(word, behind: before, in: line)
        case .draftName: word.completions(draftNames().map { Suggestion($0) })
        case .profile: word.completions(profilesAndVerbs(typed))
        case .profileName: word.completions(profiles)
        case .alias: word.completions(aliases + [Suggestion("remove", "remove an alias")])
        case .line: word.completions(typed == ["remove"] ? aliases : [])
        case .file: paths(word, .all)
        case .setting: word.completions(settings.map { Suggestion($0.key, $0.summary) })
        case .settingValue: settingValue(word, typed)
        case .command: word.completions(HelpPages.topics.map { Suggestion($0, HelpPages.summary(of: $0)) })
        case .words(let words): word.completions(words.map(\.suggestion))
        }
    }

    /// What may follow `set`.
    private func fieldAndValue(_ word: Word, _ typed: [String], in line: String) -> Completions {
        guard let name = typed.first else {
            let images = Suggestion("images", "Both frames at once, the first and the last.")
            return word.completions(fieldsMissingFirst.map { Suggestion($0.name.rawValue, $0.summary) } + [images])
        }
        if name.lowercased() == "images" { return typed.count <= 2 ? values(of: .named(.first), word) : .none }
        guard let field = Field.typed(name) else { return .none }
        if case .text = field.kind { return words(endOf: line) }
        return typed.count == 1 ? values(of: field, word) : .none
    }

    private func settingValue(_ word: Word, _ typed: [String]) -> Completions {
        guard typed.count == 2, let setting = Setting.keyed(typed[1], in: session.settings) else { return .none }
        guard typed[0] == "set" else { return .none }
        if setting == .downloads { return paths(word, .folders) }
        return word.completions(setting == .notify ? NotifyCommand.words.map(\.suggestion) : setting.words.map { Suggestion($0) })
    }

    private var settings: [Setting] {
        Setting.all + [.budget] + Setting.prices
            + session.settings.profiles.compactMap { Setting.keyed("poll.\($0.name)", in: session.settings) }
    }

    private var profiles: [Suggestion] {
        session.settings.profiles.map { Suggestion($0.name, $0.address?.description ?? "embedded, offline, free") }
    }

    private func profilesAndVerbs(_ typed: [String]) -> [Suggestion] {
        switch typed {
        case []: profiles + [Suggestion("add", "add a service"), Suggestion("remove", "remove a service")]
        case ["remove"]: profiles
        default: []
        }
    }

    private var aliases: [Suggestion] { session.settings.aliases.sorted { $0.key < $1.key }.map { Suggestion($0.key, $0.value) } }

    private var fieldsMissingFirst: [Field] {
        let missing = session.draft.problems().filter { $0.reason == .missing }.map(\.field)
        return Field.all.filter { missing.contains($0.name) } + Field.all.filter { !missing.contains($0.name) }
    }

    /// Task numbers; only as many as a screen can list are put into words, since there may be thousands.
    private func taskNumbers(_ tasks: [TaskRecord], _ word: Word, or words: [ParameterShape.Word] = []) -> Completions {
        let mark = word.text.hasPrefix("#") ? "#" : ""
        var suggestions: [Suggestion] = []
        for record in tasks {
            let text = mark + String(record.number.rawValue)
            guard text.hasPrefix(word.text) else { continue }
            suggestions.append(Suggestion(text, suggestions.count < Self.mostMeanings ? meaning(record) : ""))
        }
        return word.completions(suggestions + words.map(\.suggestion))
    }

    /// The tasks that can come to such an end; all, where none can.
    private func open(_ end: ParameterShape.OpenEnd) -> [TaskRecord] {
        let open = tasks.filter { record in
            switch end {
            case .answer: record.sending == .unconfirmed || record.status == .lost
            case .work: record.isUnfinished
            }
        }
        return open.isEmpty ? tasks : open
    }

    /// More rows than a third of any screen.
    private static let mostMeanings = 100

    private var tags: [String] { Set(tasks.flatMap(\.tags)).sorted() }

    /// As ``assignment(_:behind:in:)``, and behind a comma one more value of the same field.
    private func sweepAssignment(_ word: Word, behind before: Substring, in line: String) -> Completions {
        guard let equals = word.text.firstIndex(of: "="), let comma = word.text[equals...].lastIndex(of: ","),
            let field = Field.typed(String(word.text[..<equals]))
        else { return assignment(word, behind: before, in: line) }
        if case .text = field.kind { return words(endOf: line) }
        return values(of: field, word.part(from: word.text.index(after: comma)))
    }

    private func meaning(_ record: TaskRecord) -> String {
        let prompt = record.draft.text(.prompt).map { Sanitizer.oneLine($0).cut(toWidth: 24) }
        return [record.number.description, TaskWords.state(record).plain, TaskWords.elapsed(record), prompt]
            .compactMap { $0 }.joined(separator: " ")
    }
}

extension ParameterShape.Word {
    fileprivate var suggestion: Suggestion { Suggestion(text, meaning) }
}
