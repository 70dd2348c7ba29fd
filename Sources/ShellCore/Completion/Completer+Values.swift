import VideoAPI

/// What fields take.
extension Completer {
    /// What a field can be set to, as far as that can be listed.
    func values(of field: Field, _ word: Word) -> Completions {
        switch field.kind {
        case .model:
            word.completions(
                Model.allCases.flatMap { model in [Suggestion(model.shortName, model.wireName), Suggestion(model.wireName, sizes(model))] }
            )
        case .size:
            sizes(word)
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

    /// What the model offers; the others are shown with the reason why they do not fit.
    private func sizes(_ word: Word) -> Completions {
        let model = session.draft.model
        let others = VideoSize.allCases.filter { !model.sizes.contains($0) }
        var completions = word.completions(model.sizes.map { Suggestion($0.wireName, $0 == .p720 ? "default" : "") })
        completions.unavailable =
            word.completions(others.map { Suggestion($0.wireName, "not offered by \(model.shortName)") }).suggestions
        return completions
    }

    private func images(_ word: Word) -> Completions {
        let addresses = word.completions(session.usedAddresses.map { Suggestion($0, "used") })
        let files = paths(word, picturesOnly: true)
        guard !addresses.suggestions.isEmpty else { return files }
        return Completions(start: word.start, suggestions: addresses.suggestions + files.suggestions, appendsSpace: true)
    }

    /// Files and folders that begin like the word.
    func paths(_ word: Word, picturesOnly: Bool) -> Completions {
        let folder = word.text.lastIndex(of: "/").map { String(word.text[...$0]) } ?? ""
        let typed = word.text.dropFirst(folder.count).lowercased()
        let endings = ["png", "jpg", "jpeg", "webp", "bmp"]
        let entries = files(folder).filter { entry in
            // Hidden files are offered once their dot is typed.
            guard entry.lowercased().hasPrefix(typed), !entry.hasPrefix(".") || typed.hasPrefix(".") else { return false }
            return !picturesOnly || entry.hasSuffix("/") || endings.contains { entry.lowercased().hasSuffix("." + $0) }
        }
        let isFolder = entries.count == 1 && entries[0].hasSuffix("/")
        return word.completions(entries.map { Suggestion(folder + $0) }, appendsSpace: !isFolder)
    }

    /// Words of one's own prompts that begin like the one under the cursor; texts know no quotes.
    func words(endOf line: String) -> Completions {
        let begin = line.unicodeScalars.lastIndex { $0.properties.isWhitespace || $0 == "=" }.map(line.unicodeScalars.index(after:))
        let typed = line[(begin ?? line.startIndex)...]
        guard !typed.isEmpty else { return .none }
        let start = line.unicodeScalars.count - typed.unicodeScalars.count
        let folded = typed.lowercased()
        var seen: Set<Substring> = []
        let found = ([session.draft] + tasks.map(\.draft)).compactMap { $0.text(.prompt) }
            .flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" } }
            .filter { $0.count > typed.count && $0.lowercased().hasPrefix(folded) && seen.insert($0).inserted }
        return Completions(start: start, suggestions: found.prefix(20).map { Suggestion(String($0)) }, appendsSpace: true)
    }
}
