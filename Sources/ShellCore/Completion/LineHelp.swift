package import TerminalText
import VideoAPI

/// Help beside the line while it is typed.
package struct LineHelp: Sendable, Hashable {
    /// Stands at the right end of the row: a counter, the legal values, or the name of what is due.
    package let right: StyledText
    /// What stays when there is no room for that: a counter such as `312/800`; empty when nothing needs to.
    package let short: String

    /// Nothing to say.
    package static let none = LineHelp(right: StyledText(), short: "")

    init(right: StyledText, short: String = "") {
        self.right = right
        self.short = short
    }

    private init(_ words: String) { self.init(right: StyledText(words, .faint)) }

    /// What helps at a place of a line.
    ///
    /// - Parameter cursor: Unicode scalars before the cursor.
    package init(line: String, cursor: Int, session: Session) {
        let scalars = line.unicodeScalars
        let place = scalars.index(scalars.startIndex, offsetBy: max(0, cursor), limitedBy: scalars.endIndex) ?? scalars.endIndex
        self = session.openText == nil ? Self.help(line[...], at: place, session) : .none
    }
}

/// What a place is.
extension LineHelp {
    private static func help(_ line: Substring, at cursor: String.Index, _ session: Session) -> LineHelp {
        let text = line.trimmingBlanks()
        guard let first = text.unicodeScalars.first, first != "#", first != "!", cursor >= text.startIndex else { return .none }
        if SubstituteCommand.order(in: text) != nil { return LineHelp("s/OLD/NEW/ [g] [i]") }
        if AssignmentLine.begins(text) { return assignments(text, at: cursor, session) }
        if let text = String(line).rows.first.flatMap(OpenText.init(opening:)) { return LineHelp("lines up to \(text.end)") }
        let verb = text.firstWord
        guard let command = Command.named(verb.lowercased()) else { return .none }
        guard cursor > verb.endIndex else { return LineHelp(command.summary) }
        // A blank at the end of the line is behind a word, where the next one is due.
        let rest = line[verb.endIndex...]
        if let field = command.appendedField {
            return counter(field, AppendCommands.joined(session.draft.text(field.name) ?? "", Lexer.verbatim(rest)), session)
        }
        return command.parameters.contains { $0.completion == .fieldAndValue }
            ? set(rest, at: cursor, session) : arguments(of: command, rest, at: cursor, session)
    }

    private static func set(_ rest: Substring, at cursor: String.Index, _ session: Session) -> LineHelp {
        let text = rest.drop(while: \.isWhitespace)
        let name = text.prefix { !$0.isWhitespace && $0 != "=" }
        guard cursor > name.endIndex, !name.isEmpty else { return LineHelp("FIELD VALUE") }
        let tail = text[name.endIndex...]
        if name.lowercased() == "images" { return LineHelp("FIRST LAST") }
        if tail.hasPrefix("=") { return assignments(text, at: cursor, session) }
        guard let field = Field.typed(String(name)) else { return .none }
        if case .text = field.kind { return counter(field, Lexer.verbatim(tail), session) }
        return LineHelp(values(of: field, model: session.draft.model))
    }

    private static func arguments(of command: Command, _ rest: Substring, at cursor: String.Index, _ session: Session) -> LineHelp {
        let before = rest[..<cursor]
        let typed = before.split(whereSeparator: \.isWhitespace).map(String.init)
        let isBetween = before.last?.isWhitespace ?? true
        let (words, option) = command.positions(of: isBetween ? typed : Array(typed.dropLast()))
        if case .option(let value)? = option?.presence { return LineHelp(value) }
        guard let place = command.place(behind: words, of: isBetween ? "" : typed.last ?? "") else { return .none }
        switch place.completion {
        case .assignment, .sweep: return assignments(rest, at: cursor, session, elsewhere: place.usage)
        case .settingValue: return LineHelp(setting(words, session) ?? place.usage)
        case .note: return noteCounter(rest.trimmingBlanks())
        case .profile where words.first == "add": return LineHelp(words.count == 1 ? "NAME URL" : words.count == 2 ? "URL" : "")
        case .words(let words): return LineHelp(words.map(\.text).joined(separator: " "))
        case .line where words.first == "remove": return LineHelp(words.count == 1 ? "NAME" : "")
        case .nothing, .field, .fieldAndValue, .text, .task, .openTask, .taskOr, .tag, .draftName, .profile, .profileName, .alias, .line,
            .file,
            .setting, .command:
            return LineHelp(place.usage)
        }
    }

    private static func setting(_ words: [String], _ session: Session) -> String? {
        guard words.count > 1, let setting = Setting.keyed(words[1], in: session.settings) else { return nil }
        if words[0] != "set" { return "" }
        return setting.words.isEmpty ? setting.takes : words.count == 2 ? setting.words.joined(separator: " ") : nil
    }
}

/// What stands beside a value.
extension LineHelp {
    /// The value of `field=value …` that the cursor is in.
    private static func assignments(
        _ text: Substring,
        at cursor: String.Index,
        _ session: Session,
        elsewhere: String = "field=value"
    ) -> LineHelp {
        guard let value = OpenAssignment(in: text, at: cursor) else { return LineHelp(elsewhere) }
        guard case .text = value.field.kind else { return LineHelp(values(of: value.field, model: session.model(on: text))) }
        return counter(value.field, value.text, session)
    }

    private static func values(of field: Field, model: Model) -> String {
        switch field.kind {
        case .model: Model.allCases.map(\.shortName).joined(separator: " ")
        case .size: model.sizes.map(\.wireName).joined(separator: " ")
        case .flag, .fixed: field.legalWords.joined(separator: " ")
        case .seed(let range): "\(range.lowerBound)..\(range.upperBound) " + SeedChoice.words.joined(separator: " ")
        case .image: "URL or file"
        case .text(let limit): "at most \(limit) characters"
        }
    }

    /// What would be set, counted as `set` counts it.
    private static func counter(_ field: Field, _ text: String, _ session: Session) -> LineHelp {
        guard case .text(let limit) = field.kind else { return .none }
        let settled = Assignment(field: field, text: text, range: nil).settlingNewlines(in: session).text ?? ""
        return counter(TextLimit.count(TextLimit.normalised(settled)), of: limit)
    }

    /// A note, counted as `note` counts it.
    private static func noteCounter(_ rest: Substring) -> LineHelp {
        counter(TextLimit.count(TaskNote.settled(rest[rest.firstWord.endIndex...])), of: TaskNote.limit)
    }

    private static func counter(_ count: Int, of limit: Int) -> LineHelp {
        let words = "\(count)/\(limit)"
        return LineHelp(right: StyledText(words, count > limit ? .error : .faint), short: words)
    }
}

extension Command {
    /// The field that `prompt+` and its kind add to.
    fileprivate var appendedField: Field? { name.hasSuffix("+") ? Field.typed(String(name.dropLast())) : nil }
}

extension Session {
    /// The model that a line names, else the draft's.
    func model(on line: some StringProtocol) -> Model {
        let named = line.split(whereSeparator: \.isWhitespace).last { $0.lowercased().hasPrefix("model=") }
        return named.flatMap { Model(typed: String($0.dropFirst("model=".count))) } ?? draft.model
    }
}
