import VideoAPI

/// From a line to the command that it calls.
extension Interpreter {
    /// Finds what a line asks for; nil for an empty line and a comment.
    func prepare(_ line: String, in session: Session, _ turn: Turn) throws(ShellError) -> PreparedCommand? {
        let text = line[...].trimmingBlanks()
        guard let first = text.unicodeScalars.first, first != "#" else { return nil }
        if first == "!" { return try RecallCommand.command.prepare(text.dropFirst()) }
        if let order = SubstituteCommand.order(in: text) { return try SubstituteCommand.command.prepare(order) }
        if AssignmentLine.begins(text) { return try SetCommand.prepare(assignments: text) }
        let word = text.firstWord
        let rest = text[word.endIndex...]
        if let name = word.describedField, rest.isEmpty { return try DescribeCommand.prepare(field: name) }
        if let expansion = session.settings.aliases[String(word)] {
            return try prepareAlias(expansion, rest: rest, in: session, turn)
        }
        if word.lowercased() != CurlCommand.command.name, let call = CurlCall.arguments(of: text) {
            return try CurlCommand.command.prepare(call)
        }
        let command = try find(word, in: session)
        try refuseSpendingFromSettings(command, turn)
        return try command.prepare(rest)
    }

    /// An alias stands for the beginning of a line; what it stands for is not looked up among the aliases again.
    private func prepareAlias(
        _ expansion: String,
        rest: Substring,
        in session: Session,
        _ turn: Turn
    ) throws(ShellError) -> PreparedCommand? {
        var withoutAliases = session
        withoutAliases.settings.aliases = [:]
        do {
            return try prepare(expansion + rest, in: withoutAliases, turn)?.withoutPlaces
        } catch {
            // The places are those of the expanded line, not of the one that was typed.
            throw error.withoutPlace
        }
    }

    private func find(_ word: Substring, in session: Session) throws(ShellError) -> Command {
        let range = word.startIndex..<word.endIndex
        let typed = word.lowercased()
        if let command = commands[typed] { return command }
        if let semicolon = typed.firstIndex(of: ";"), commands[String(typed[..<semicolon])] != nil {
            throw ShellError(.separator, at: range)
        }
        if session.isInteractive, let command = try abbreviated(typed, at: range) { return command }
        throw ShellError(.unknownCommand(given: String(word), instead: instead(of: typed)), at: range)
    }

    /// What was probably meant by a word that is no command; a field's name wants a `set` before it.
    private func instead(of word: String) -> String? {
        if let field = Field.typed(word) { return "set \(field.name.rawValue)" }
        if let command = Nearest.match(for: word, among: Command.all.map(\.name)) { return command }
        return Nearest.match(for: word, among: FieldName.allCases.map(\.rawValue)).map { "set \($0)" }
    }

    /// The command that a beginning stands for, at the prompt only, and never one that may spend money.
    private func abbreviated(_ word: String, at range: Range<String.Index>) throws(ShellError) -> Command? {
        let candidates = Command.all.filter { $0.isWord && $0.name.hasPrefix(word) }
        guard let command = candidates.first else { return nil }
        guard candidates.count == 1 else {
            throw ShellError(.ambiguousCommand(given: word, candidates: candidates.map(\.name)), at: range)
        }
        guard !command.maySpend else { throw ShellError(.spellOut(command: command.name), at: range) }
        return command
    }

    private func refuseSpendingFromSettings(_ command: Command, _ turn: Turn) throws(ShellError) {
        guard command.maySpend, let place = turn.surroundings.place, place.kind == .settings else { return }
        throw ShellError(.spendingFromFile(command: command.name, file: place.name))
    }
}

extension Substring {
    /// The name before the question mark of `size?`; the full-width mark of a Chinese keyboard does as well.
    fileprivate var describedField: Substring? {
        guard let mark = unicodeScalars.last, mark == "?" || mark == "？", unicodeScalars.count > 1 else { return nil }
        return self[..<unicodeScalars.index(before: endIndex)]
    }
}
