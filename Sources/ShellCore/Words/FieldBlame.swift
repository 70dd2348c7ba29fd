import VideoAPI

/// Which field a service blames, as far as its words say.
enum FieldBlame {
    /// The field that a parameter names, else the one that a message does; nil when neither says clearly.
    static func field(param: String?, message: String) -> FieldName? {
        if let field = param.flatMap(Field.typed) ?? param.flatMap({ named(in: $0) }) { return field.name }
        return (named(in: message) ?? spoken(in: message))?.name
    }

    /// Names of one field only; older pages of the service have others than the API page.
    private static let names: [String: FieldName] = [
        "images[0]": .first, "images[1]": .last, "images.0": .first, "images.1": .last, "first_frame_url": .first, "last_frame_url": .last,
        "first_frame": .first, "last_frame": .last, "negative_prompt": .negative, "prompt_extend": .extend,
    ]

    /// A name that can be nothing but one: it has more than letters in it, as in `input.negative_prompt`. Nil where there are two.
    private static func named(in text: String) -> Field? {
        let runs = text.lowercased().split { !($0.isLetter || $0.isNumber || "_[].".contains($0)) }
        let found = Set(runs.flatMap { run in names.filter { run.contains($0.key) }.values })
        return found.count == 1 ? found.first.map(Field.named) : nil
    }

    /// `the last frame …`, `Prompt too long`, `"size" must be …`: a word that is a field's, at the beginning, in quotes or before a colon.
    private static func spoken(in text: String) -> Field? {
        let lower = text.lowercased()
        if lower.contains("first frame") != lower.contains("last frame") { return .named(lower.contains("first frame") ? .first : .last) }
        if lower.contains("negative prompt") { return .named(.negative) }
        let words = lower.split(whereSeparator: \.isWhitespace)
        for (place, word) in words.enumerated() {
            let bare = word.trimming { !($0.isLetter || $0.isNumber || $0 == "_") }
            guard let field = Field.all.first(where: { $0.wireName == bare && !FieldName.frames.contains($0.name) }) else { continue }
            let isMarked = bare.startIndex > word.startIndex || word[bare.endIndex...].hasPrefix(":")
            let isNamed = place > 0 && ["parameter", "field", "invalid"].contains(words[place - 1])
            // `Model is overloaded` speaks of no value.
            if place == 0 && field.name != .model || isMarked || isNamed || field.name == .prompt { return field }
        }
        return nil
    }
}

extension Substring {
    fileprivate func trimming(_ isOuter: (Character) -> Bool) -> Substring {
        let head = drop(while: isOuter)
        return head.lastIndex { !isOuter($0) }.map { head[...$0] } ?? head[..<head.startIndex]
    }
}
