import VideoAPI

/// The arguments of one line while its command's parameters take them, one after the other.
struct ArgumentReader {
    let command: String
    /// Everything behind the command's word.
    let rest: Substring
    /// The arguments that no parameter has taken yet.
    private(set) var tokens: [Token]

    /// - Throws: for a quote without its partner, unless the command takes the rest of the line as it is.
    init(command: String, rest: Substring, isVerbatim: Bool) throws(ShellError) {
        self.command = command
        self.rest = rest
        tokens = isVerbatim ? [] : try ShellError.lexed(rest)
    }

    /// Takes the next argument, if there is one.
    mutating func next() -> Token? { tokens.isEmpty ? nil : tokens.removeFirst() }

    /// Takes the next argument.
    ///
    /// - Throws: when there is none.
    mutating func next(_ placeholder: String) throws(ShellError) -> Token {
        guard let token = next() else { throw ShellError(.missingArgument(placeholder, command: command)) }
        return token
    }

    /// Takes a flag wherever it stands.
    mutating func takeFlag(_ flag: String) -> Bool {
        guard let place = tokens.firstIndex(where: { $0.text == flag && !$0.isQuoted }) else { return false }
        tokens.remove(at: place)
        return true
    }

    /// Takes an option with its value, written `--timeout 5m` or `--timeout=5m`.
    ///
    /// - Throws: when the value is missing.
    mutating func takeOption(_ option: String, value: String) throws(ShellError) -> Token? {
        if let place = tokens.firstIndex(where: { $0.text.hasPrefix(option + "=") }) {
            let token = tokens.remove(at: place)
            return Token(text: String(token.text.dropFirst(option.count + 1)), range: token.range, isQuoted: token.isQuoted)
        }
        guard let place = tokens.firstIndex(where: { $0.text == option && !$0.isQuoted }) else { return nil }
        let token = tokens.remove(at: place)
        guard place < tokens.count else { throw ShellError(.missingArgument(value, command: "\(command) \(option)"), at: token.range) }
        return tokens.remove(at: place)
    }

    /// Takes an option whose value is a time.
    ///
    /// - Throws: for a value that is none.
    mutating func takeDuration(_ option: String) throws(ShellError) -> Duration? {
        guard let token = try takeOption(option, value: "TIME") else { return nil }
        guard let duration = DurationWords.parse(token.text) else { throw ShellError(.badDuration(token.text), at: token.range) }
        return duration
    }

    /// - Throws: when an argument is left that nobody wanted.
    func finish(_ shapes: [ParameterShape]) throws(ShellError) {
        guard let extra = tokens.first else { return }
        guard extra.text.hasPrefix("-"), !extra.isQuoted, extra.text.count > 1 else {
            throw ShellError(.unexpectedArgument(extra.text, command: command), at: extra.range)
        }
        let flags = shapes.map(\.placeholder).filter { $0.hasPrefix("-") }
        throw ShellError(
            .unknownFlag(given: extra.text, nearest: Nearest.match(for: extra.text, among: flags), command: command),
            at: extra.range
        )
    }
}
