package import VideoAPI

/// One `field=value` of a line, or what `set FIELD VALUE` says.
package struct Assignment: Sendable, Hashable {
    /// What is set.
    package let field: Field
    /// The value as it is meant, quotes taken away; nil for `field=`, which takes the field back to its default.
    package let text: String?
    /// Where the value stands, for the caret; nil when it does not stand in the line.
    package let range: Range<String.Index>?

    /// What the value is, as far as that can be known without looking at files; nil when the field is taken back.
    ///
    /// - Throws: a ``ShellError`` that points at the value.
    func parsed() throws(ShellError) -> ParsedValue? {
        guard let text else { return nil }
        do {
            return try field.parse(text)
        } catch {
            throw ShellError(.problem(error), at: range)
        }
    }

    /// The file that has to be looked at before the value can be set.
    func need() throws(ShellError) -> Need? {
        guard case .path(let path)? = try parsed() else { return nil }
        return .picture(path: path)
    }

    /// Sets the value in a draft; the file that it names must have been looked at.
    func apply(to draft: inout Draft, _ turn: Turn) throws(ShellError) {
        switch try parsed() {
        case .none:
            draft[field.name] = nil
        case .value(let value):
            draft[field.name] = value
        case .path(let path):
            do {
                draft[field.name] = .image(.file(try turn.picture(at: path)))
            } catch {
                throw ShellError(.problem(Problem(field.name, .file(path: path, fault: error))), at: range)
            }
        }
    }

    /// The same with its newlines as the user wants them: single spaces, or line feeds.
    func settlingNewlines(in session: Session) -> Assignment {
        guard let text, text.contains(where: \.isNewline) else { return self }
        let keeps = session.settings.value(.newlines) == "keep"
        let lines = text.split(omittingEmptySubsequences: !keeps, whereSeparator: \.isNewline)
        let settled = keeps ? lines.joined(separator: "\n") : lines.map { $0.trimmingBlanks() }.joined(separator: " ")
        return Assignment(field: field, text: settled, range: range)
    }
}

extension [Assignment] {
    /// The files that have to be looked at before the values can be set.
    func needs() throws(ShellError) -> [Need] {
        var needs: [Need] = []
        for assignment in self {
            if let need = try assignment.need() { needs.append(need) }
        }
        return needs
    }

    /// Sets all the values in a draft.
    ///
    /// - Throws: for a value that is refused, and for a field that is set twice.
    func apply(to draft: inout Draft, in session: Session, _ turn: Turn) throws(ShellError) {
        var seen: Set<FieldName> = []
        for assignment in self {
            guard seen.insert(assignment.field.name).inserted else {
                throw ShellError(.setTwice(assignment.field.name.rawValue), at: assignment.range)
            }
            try assignment.settlingNewlines(in: session).apply(to: &draft, turn)
        }
    }
}

extension Field {
    /// The field of that name.
    ///
    /// - Throws: ``LineFault/unknownField(given:nearest:)`` with the likeliest name.
    static func expected(named text: Substring) throws(ShellError) -> Field {
        try expected(named: String(text), at: text.startIndex..<text.endIndex)
    }

    /// The field of the name that an argument says.
    static func expected(named token: Token) throws(ShellError) -> Field {
        try expected(named: token.text, at: token.range)
    }

    /// The names and aliases of all fields.
    static let names = all.flatMap { [$0.name.rawValue, $0.wireName] + $0.aliases }

    private static func expected(named text: String, at range: Range<String.Index>) throws(ShellError) -> Field {
        if let field = Field.typed(text) { return field }
        throw ShellError(.unknownField(given: text, nearest: Nearest.match(for: text, among: names)), at: range)
    }
}
