package import VideoAPI

/// Why a line was not done: a reason without prose, and the place in the line. The words are in `Words/Messages*.swift`.
package struct ShellError: Error, Sendable, Hashable {
    /// What the line ran into.
    package let reason: Reason
    /// The part of the line that is meant; nil when it is all of it, or when the place is not in the line that was typed.
    package let range: Range<String.Index>?
    /// The line of a file that is meant; nil when it is the line that is run.
    let place: ScriptPlace?

    /// What a line ran into, by the part of the shell that words it.
    package enum Reason: Sendable, Hashable {
        case line(LineFault)
        case problem(Problem)
        case notReady([Problem])
        case task(TaskFault)
        case spending(SpendingFault)
        case house(HouseFault)
        case curl(CurlFault)
    }

    /// Names the reason, and the place if there is one.
    package init(_ reason: Reason, at range: Range<String.Index>? = nil) {
        self.reason = reason
        self.range = range
        place = nil
    }

    private init(_ reason: Reason, in place: ScriptPlace?) {
        self.reason = reason
        range = nil
        self.place = place
    }

    /// A line that can't be understood.
    package init(_ fault: LineFault, at range: Range<String.Index>? = nil) { self.init(Reason.line(fault), at: range) }

    /// Something that can't be done with a task, or with the drafts that were.
    package init(_ fault: TaskFault, at range: Range<String.Index>? = nil) { self.init(Reason.task(fault), at: range) }

    /// Money, and the keys that it is spent with.
    package init(_ fault: SpendingFault, at range: Range<String.Index>? = nil) { self.init(Reason.spending(fault), at: range) }

    /// A `curl …` line that can't be taken over. It never has a place: the line may hold a key, and is not shown again.
    package init(_ fault: CurlFault) { self.init(Reason.curl(fault)) }

    /// Profiles, settings, files.
    package init(_ fault: HouseFault, at range: Range<String.Index>? = nil) { self.init(Reason.house(fault), at: range) }

    /// The same reason without its place, for a line that stands elsewhere than what was typed.
    var withoutPlace: ShellError { ShellError(reason, in: place) }

    /// The same reason, of a line of a file.
    func moved(to place: ScriptPlace) -> ShellError { ShellError(reason, in: place) }
}

extension ShellError {
    /// Cuts a part of a line into arguments.
    ///
    /// - Throws: ``LineFault/openQuote(_:)`` at the quote, ``LineFault/separator`` at a `;` that ends a word.
    static func lexed(_ line: Substring) throws(ShellError) -> [Token] {
        let tokens: [Token]
        do {
            tokens = try Lexer.tokens(in: line)
        } catch {
            throw ShellError(error)
        }
        for token in tokens { try refuseSeparator(token) }
        return tokens
    }

    /// Cuts the one argument that begins at a place, which is empty before a blank.
    static func lexed(at start: String.Index, in line: Substring) throws(ShellError) -> Token {
        let token: Token
        do {
            token = try Lexer.argument(at: start, in: line)
        } catch {
            throw ShellError(error)
        }
        try refuseSeparator(token)
        return token
    }

    private init(_ fault: Lexer.Fault) {
        switch fault {
        case .openQuote(let quote, let range): self.init(.openQuote(quote), at: range)
        }
    }

    /// People end a command with `;` by habit; it would become a part of a value, or of a name.
    private static func refuseSeparator(_ token: Token) throws(ShellError) {
        if token.text.hasSuffix(";"), !token.isQuoted { throw ShellError(.separator, at: token.range) }
    }
}
