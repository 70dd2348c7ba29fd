import VideoAPI

/// What fields take.
extension Completer {
    /// What a field can be set to, as far as that can be listed.
    ///
    /// - Parameter model: the one whose sizes are offered; nil is the draft's.
    func values(of field: Field, _ word: Word, model: Model? = nil) -> Completions {
        switch field.kind {
        case .model:
            word.completions(
                Model.allCases.flatMap { model in [Suggestion(model.shortName, model.wireName), Suggestion(model.wireName, sizes(model))] }
            )
        case .size:
            sizes(word, model ?? session.draft.model)
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
    private func sizes(_ word: Word, _ model: Model) -> Completions {
        let others = VideoSize.allCases.filter { !model.sizes.contains($0) }
        var completions = word.completions(model.sizes.map { Suggestion($0.wireName, $0 == .p720 ? "default" : "") })
        completions.unavailable =
            word.completions(others.map { Suggestion($0.wireName, "not offered by \(model.shortName)") }).suggestions
        return completions
    }

    private func images(_ word: Word) -> Completions {
        let typed = word.text.lowercased()
        let addresses = recentAddresses.filter { $0.lowercased().hasPrefix(typed) }.map { Suggestion(word.path($0), "used") }
        let files = paths(word, .pictures)
        guard !addresses.isEmpty else { return files }
        return Completions(start: word.start, suggestions: addresses + files.suggestions, appendsSpace: true)
    }

    /// Addresses of this run, then those of the newest tasks.
    private var recentAddresses: [String] {
        var addresses = session.usedAddresses
        for record in tasks.prefix(50) where addresses.count < 20 {
            for name in FieldName.frames {
                guard case .address(let address)? = record.draft.image(name), !addresses.contains(address) else { continue }
                addresses.append(address)
            }
        }
        return addresses
    }

    /// Files and folders that begin like the word, in NFC as texts are; quoted where a line would read them as something else.
    func paths(_ word: Word, _ kind: PathKind) -> Completions {
        let folder = word.text.lastIndex(of: "/").map { String(word.text[...$0]) } ?? ""
        let typed = word.text.dropFirst(folder.count).lowercased()
        var entries: [Suggestion] = []
        for entry in files(folder) {
            let lower = entry.lowercased()
            // Hidden files are offered once their dot is typed; what holds a control can't be typed at all.
            guard lower.hasPrefix(typed), !entry.hasPrefix(".") || typed.hasPrefix("."), !entry.utf8.contains(where: { $0 < 0x20 }),
                kind == .all || entry.utf8.last == UInt8(ascii: "/") || kind == .pictures && Self.pictureEndings.contains(ending(of: lower))
            else { continue }
            let name = folder.hasPrefix("file:") ? entry.replacing("%", with: "%25") : entry
            entries.append(Suggestion(word.path(folder + TextLimit.normalised(name))))
        }
        let isFolder = entries.count == 1 && entries[0].text.hasSuffix("/")
        return Completions(start: word.start, suggestions: entries, appendsSpace: !isFolder)
    }

    /// Which files a place takes; folders lead to them, so they are always offered.
    enum PathKind {
        case all, pictures, folders
    }

    private static let pictureEndings: Set<Substring> = ["png", "jpg", "jpeg", "webp", "bmp"]

    /// What stands behind the last dot.
    private func ending(of name: String) -> Substring {
        let utf8 = name.utf8
        return name[(utf8.lastIndex(of: UInt8(ascii: ".")).map(utf8.index(after:)) ?? utf8.endIndex)...]
    }

    /// Words of one's own prompts that begin like the one under the cursor; texts know no quotes.
    func words(endOf line: String) -> Completions {
        let scalars = line.unicodeScalars
        let begin = scalars.lastIndex { !$0.belongsToWord }.map(scalars.index(after:)) ?? scalars.startIndex
        let typed = line[begin...]
        guard !typed.isEmpty else { return .none }
        let folded = typed.lowercased()
        var seen: Set<Substring> = []
        var found: [Suggestion] = []
        for draft in [session.draft] + tasks.prefix(100).map(\.draft) {
            let text = draft.text(.prompt) ?? ""
            for word in text.split(whereSeparator: { !$0.unicodeScalars.allSatisfy(\.belongsToWord) }) where found.count < 20 {
                guard word.count > typed.count, word.lowercased().hasPrefix(folded), seen.insert(word).inserted else { continue }
                found.append(Suggestion(String(word)))
            }
        }
        return Completions(start: scalars.distance(from: scalars.startIndex, to: begin), suggestions: found, appendsSpace: true)
    }
}

extension Unicode.Scalar {
    /// Whether it is a part of a word of a text: a letter with its marks, a number, a hyphen or an apostrophe.
    fileprivate var belongsToWord: Bool {
        if isASCII { return (0x61...0x7A).contains(value | 0x20) || (0x30...0x39).contains(value) || self == "-" || self == "'" }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }
}
