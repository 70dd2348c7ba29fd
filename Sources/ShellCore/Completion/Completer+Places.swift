import TerminalText
import VideoAPI

extension Completer {
    /// Commands, aliases, and fields with their equals sign.
    func first(_ word: Word) -> Completions {
        if word.text.contains("=") { return assignment(word, set: "") }
        let commands = Command.all.map { Suggestion($0.name, $0.summary) }
        let aliases = session.settings.aliases.sorted { $0.key < $1.key }.map { Suggestion($0.key, $0.value) }
        let found = word.completions(commands + aliases)
        let fields = word.text.isEmpty ? [] : fieldsMissingFirst().map { Suggestion($0.name.rawValue + "=", $0.summary) }
        let assignments = word.completions(fields, appendsSpace: false)
        guard !found.suggestions.isEmpty else { return assignments }
        return Completions(start: word.start, suggestions: found.suggestions + assignments.suggestions, appendsSpace: true)
    }

    /// `field=` or `field=value`.
    func assignment(_ word: Word, set before: Substring) -> Completions {
        guard let equals = word.text.firstIndex(of: "=") else {
            let taken = before.split(whereSeparator: \.isWhitespace).compactMap { Field.typed(String($0.prefix { $0 != "=" }))?.name }
            let fields = fieldsMissingFirst().filter { !taken.contains($0.name) }
            return word.completions(fields.map { Suggestion($0.name.rawValue + "=", $0.summary) }, appendsSpace: false)
        }
        guard let field = Field.typed(String(word.text[..<equals])) else { return .none }
        let length = word.text[...equals].unicodeScalars.count
        let value = Word(text: String(word.text[word.text.index(after: equals)...]), at: word.start + length, quote: word.quote)
        return values(of: field, value)
    }

    /// What may follow `set`.
    func setValue(_ word: Word, _ typed: [String]) -> Completions {
        guard let name = typed.first else { return fields(word) }
        guard let field = Field.typed(name), typed.count == 1 else { return .none }
        return values(of: field, word)
    }

    /// What a place of a command takes.
    func offer(_ kind: ParameterShape.CompletionKind, _ word: Word, typed: [String]) -> Completions {
        switch kind {
        case .nothing: .none
        case .field: fields(word)
        case .assignment: assignment(word, set: typed.joined(separator: " ")[...])
        case .value: typed.last.flatMap { Field.typed($0) }.map { values(of: $0, word) } ?? .none
        case .task: word.completions(tasks.map { Suggestion(String($0.number.rawValue), meaning($0)) })
        case .draftName: word.completions(draftNames.map { Suggestion($0) })
        case .profileName: word.completions(profiles(typed))
        case .file: paths(word, picturesOnly: false)
        case .setting: word.completions(settings.map { Suggestion($0.key, $0.summary) })
        case .settingValue:
            word.completions(typed.last.flatMap { Setting.keyed($0, in: session.settings) }?.words.map { Suggestion($0) } ?? [])
        case .command: word.completions(HelpPages.topics.map { Suggestion($0, Command.named($0)?.summary ?? "") })
        case .words(let words): word.completions(words.map { Suggestion($0) })
        }
    }

    private var settings: [Setting] {
        Setting.all + session.settings.profiles.compactMap { Setting.keyed("poll.\($0.name)", in: session.settings) }
    }

    private func profiles(_ typed: [String]) -> [Suggestion] {
        let names = session.settings.profiles.map { Suggestion($0.name, $0.address?.description ?? "embedded, offline, free") }
        return typed.isEmpty ? names + [Suggestion("add", "add a service"), Suggestion("remove", "remove a service")] : names
    }

    private func fields(_ word: Word) -> Completions {
        word.completions(fieldsMissingFirst().map { Suggestion($0.name.rawValue, $0.summary) })
    }

    private func fieldsMissingFirst() -> [Field] {
        let missing = session.draft.problems().filter { $0.reason == .missing }.map(\.field)
        return Field.all.filter { missing.contains($0.name) } + Field.all.filter { !missing.contains($0.name) }
    }

    private func meaning(_ record: TaskRecord) -> String {
        [
            TaskWords.state(record).plain, TaskWords.elapsed(record),
            record.draft.text(.prompt).map { Sanitizer.oneLine($0).cut(toWidth: 24) },
        ]
        .compactMap { $0 }.joined(separator: " ")
    }
}

extension Completer {
    /// What a field can be set to, as far as that can be listed.
    func values(of field: Field, _ word: Word) -> Completions {
        switch field.kind {
        case .model:
            word.completions(
                Model.allCases.flatMap { model in [Suggestion(model.shortName, model.wireName), Suggestion(model.wireName, sizes(model))] }
            )
        case .size:
            word.completions(sizesOfModelFirst())
        case .flag(let isOn):
            word.completions([Suggestion("on", isOn ? "default" : ""), Suggestion("off", isOn ? "" : "default")])
        case .fixed(let value):
            word.completions([Suggestion(value, "fixed by the API")])
        case .seed:
            word.completions(
                [Suggestion("random", "drawn at submit"), Suggestion("keep", "the last one used"), Suggestion("server", "left out")]
                    + session.usedSeeds.map { Suggestion(String($0), "used") }
            )
        case .image:
            images(word)
        case .text:
            .none
        }
    }

    private func sizes(_ model: Model) -> String { model.sizes.map(\.wireName).joined(separator: " ") }

    /// Only what the model offers completes; when nothing else fits, the others are named with the reason.
    private func sizesOfModelFirst() -> [Suggestion] {
        session.draft.model.sizes.map { Suggestion($0.wireName, $0 == .p720 ? "default" : "") }
    }

    private func images(_ word: Word) -> Completions {
        let addresses = word.completions(session.usedAddresses.map { Suggestion($0, "used") })
        let files = paths(word, picturesOnly: true)
        guard !addresses.suggestions.isEmpty else { return files }
        return Completions(start: word.start, suggestions: addresses.suggestions + files.suggestions, appendsSpace: true)
    }

    /// Files and folders that begin like the word.
    func paths(_ word: Word, picturesOnly: Bool) -> Completions {
        let slash = word.text.lastIndex(of: "/")
        let folder = slash.map { String(word.text[...$0]) } ?? ""
        let endings = ["png", "jpg", "jpeg", "webp", "bmp"]
        let entries = files(folder).filter { entry in
            // Hidden files are offered once their dot is typed.
            guard !entry.hasPrefix(".") || word.text.dropFirst(folder.count).hasPrefix(".") else { return false }
            return !picturesOnly || entry.hasSuffix("/") || endings.contains { entry.lowercased().hasSuffix("." + $0) }
        }
        let found = word.completions(entries.map { Suggestion(folder + $0) })
        let isFolder = found.suggestions.count == 1 && entries.contains { $0.hasSuffix("/") && found.suggestions[0].text.contains($0) }
        return Completions(start: found.start, suggestions: found.suggestions, appendsSpace: !isFolder)
    }
}

extension Word {
    /// A word that is a part of another one.
    init(text: String, at start: Int, quote: Character?) {
        self.text = text
        self.start = start
        self.quote = quote
        range = text.startIndex..<text.endIndex
    }
}
