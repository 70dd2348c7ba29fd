import VideoAPI

/// One word that a task is found by.
enum TaskTag {
    /// The most that a task may carry.
    static let most = 20

    /// What words such as `best` and `-best` change.
    ///
    /// - Throws: for a word that can't be a tag, and for more tags than a task may carry.
    static func changes(_ words: [Token], of record: TaskRecord) throws(ShellError) -> TaskMark {
        var (add, remove): ([String], [String]) = ([], [])
        for word in words {
            let isRemoved = word.text.hasPrefix("-")
            let tag = try read(word, as: isRemoved ? word.text.dropFirst() : word.text[...])
            if isRemoved { remove.append(tag) } else { add.append(tag) }
        }
        let after = Set(record.tags).union(add).subtracting(remove)
        guard after.count <= most else { throw ShellError(.tooManyTags(record.number, limit: most)) }
        return .tags(add: add.filter { !remove.contains($0) }, remove: remove)
    }

    /// The tag that a word says: in NFC and lower case, so that it is found however it is typed.
    static func read(_ word: Token) throws(ShellError) -> String { try read(word, as: word.text[...]) }

    private static func read(_ word: Token, as text: Substring) throws(ShellError) -> String {
        let tag = TextLimit.normalised(text.lowercased())
        guard !tag.hasPrefix("-"), isTag(tag) else { throw ShellError(.badTag(word.text), at: word.range) }
        return tag
    }

    /// Letters with their marks and digits of any script, `-` and `_`; at most 32 scalars.
    private static func isTag(_ word: String) -> Bool {
        (1...32).contains(word.unicodeScalars.count)
            && word.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
                    .decimalNumber, .letterNumber, .otherNumber:
                    true
                default: scalar == "-" || scalar == "_"
                }
            }
    }
}
