import VideoAPI

/// The arguments of one line while its command's parameters take them, one after the other.
struct ArgumentReader {
    /// How a command wants what stands behind its word.
    enum Grammar: Sendable, Hashable {
        /// Words, quotes taken away.
        case words
        /// Words, and `field=value` wherever one stands.
        case assignments
        /// The text exactly as it was typed.
        case verbatim
    }

    let command: String
    /// Everything behind the command's word.
    let rest: Substring
    /// The `field=value` of the line; empty for other grammars.
    let assignments: [Assignment]
    /// The flags that the command knows.
    private let flags: [String]
    /// The words that no parameter has taken yet.
    private var words: [Token]

    /// - Throws: for a quote without its partner, and for what ``AssignmentLine`` refuses.
    init(command: String, rest: Substring, grammar: Grammar, flags: [String]) throws(ShellError) {
        self.command = command
        self.rest = rest
        self.flags = flags
        switch grammar {
        case .words:
            words = try ShellError.lexed(rest)
            assignments = []
        case .assignments:
            let line = try AssignmentLine(rest, flags: flags)
            words = line.words
            assignments = line.assignments
        case .verbatim:
            words = []
            assignments = []
        }
    }

    /// The next word that is not a flag, still to be taken.
    var upcoming: Token? { words.first { !$0.isFlag } }

    /// Takes the next word, if there is one. A flag that nobody knows is left for ``finish()`` to complain of.
    mutating func next() -> Token? {
        guard let place = words.firstIndex(where: { !$0.isFlag }) else { return nil }
        return words.remove(at: place)
    }

    /// Takes the next word.
    ///
    /// - Throws: when there is none.
    mutating func next(_ placeholder: String) throws(ShellError) -> Token {
        if let token = next() { return token }
        try finish()
        throw ShellError(.missingArgument(placeholder, command: command))
    }

    /// Takes a flag wherever it stands.
    mutating func takeFlag(_ flag: String) -> Bool {
        guard let place = words.firstIndex(where: { $0.text == flag && !$0.isQuoted }) else { return false }
        words.remove(at: place)
        return true
    }

    /// Takes an option whose value is a time, written `--timeout 5m` or `--timeout=5m`.
    ///
    /// - Throws: when the value is missing, or no time.
    mutating func takeDuration(_ option: String) throws(ShellError) -> Duration? {
        guard let value = try takeOption(option, value: "TIME") else { return nil }
        guard let duration = DurationWords.parse(value.text) else { throw ShellError(.badDuration(value.text), at: value.range) }
        return duration
    }

    /// Takes an option with the word behind it, or behind its equals sign.
    ///
    /// - Throws: when the word is missing.
    mutating func takeOption(_ option: String, value: String) throws(ShellError) -> Token? {
        if let place = words.firstIndex(where: { $0.text.hasPrefix(option + "=") }) {
            let token = words.remove(at: place)
            return Token(text: String(token.text.dropFirst(option.count + 1)), range: token.range, isQuoted: token.isQuoted)
        }
        guard let place = words.firstIndex(where: { $0.text == option && !$0.isQuoted }) else { return nil }
        let token = words.remove(at: place)
        guard place < words.count else { throw ShellError(.missingArgument(value, command: "\(command) \(option)"), at: token.range) }
        return words.remove(at: place)
    }

    /// - Throws: when a word is left that nobody wanted.
    func finish() throws(ShellError) {
        guard let extra = words.first else { return }
        guard extra.isFlag else { throw ShellError(.unexpectedArgument(extra.text, command: command), at: extra.range) }
        let nearest = Nearest.match(for: extra.text, among: flags)
        throw ShellError(.unknownFlag(given: extra.text, nearest: nearest, command: command), at: extra.range)
    }
}

extension Token {
    /// Whether it looks like a flag: a dash and more, unquoted; a number below zero does not.
    fileprivate var isFlag: Bool {
        !isQuoted && text.hasPrefix("-") && text.count > 1 && text.utf8.dropFirst().first.map { (0x30...0x39).contains($0) } == false
    }
}
