import TerminalText

/// The wording of lines that can't be understood.
extension Message {
    init(_ fault: LineFault) {
        switch fault {
        case .unknownCommand(let given, let instead):
            self.init(.unknownCommand, "no command \"\(given)\"", nearest: instead, hints: ["help"])
        case .ambiguousCommand(let given, let candidates):
            self.init(.unknownCommand, "\"\(given)\" could be \(Phrase.choice(candidates))", label: "type more of it")
        case .spellOut(let command):
            self.init(
                .unknownCommand,
                "\(command) may spend money, so it is not abbreviated",
                label: "type \(command)",
                correction: command
            )
        case .unknownField(let given, let nearest):
            self.init(.unknownField, "no field \"\(given)\"", nearest: nearest, hints: ["describe"])
        case .unknownFlag(let given, let nearest, let command):
            self.init(.usage, "\(command) has no \(given)", nearest: nearest, hints: ["help \(command)"])
        case .unknownWord(let given, let legal, let nearest):
            self.init(.usage, "\"\(given)\" is not \(Phrase.choice(legal))", nearest: nearest)
        case .missingArgument(let name, let command):
            self.init(.usage, "\(command) needs \(name)", hints: ["help \(command.prefix { $0 != " " })"])
        case .unexpectedArgument(let given, let command):
            self.init(
                .usage,
                "\(command) takes no \"\(given)\"",
                label: "one too many" + (Self.mayHaveBlanks(command) ? "; quote a value that has blanks in it" : ""),
                hints: ["help \(command.prefix { $0 != " " })"]
            )
        case .openQuote(let quote):
            self.init(.usage, "this \(quote) has no partner", label: "close it, or write \\\(quote)")
        case .notAssignment(let word):
            self.init(.usage, "\"\(word)\" is not field=value", label: "field=value, and quotes around a text with blanks")
        case .quoteText(let hidden):
            self.init(
                .usage,
                "the text before \(hidden) has no quotes, so it is not clear where it ends",
                label: "quote the text before this",
                hints: ["seed=7 prompt=\"two words\" size=720P"]
            )
        case .separator:
            self.init(.usage, "\";\" is text here and separates nothing", label: "one command a line; several -c on the command line")
        case .setTwice(let field):
            self.init(.usage, "\(field) is set twice on this line", label: "leave one out")
        case .notInText(_, let text) where text.isEmpty:
            self.init(.usage, "there is no prompt to change", hints: ["set prompt TEXT"])
        case .notInText(let old, let text):
            let (old, text) = (Sanitizer.oneLine(old), Sanitizer.oneLine(text))
            self.init(.usage, "the prompt has no \"\(old.cut(toWidth: 40))\"", label: "it is: \(text.cut(toWidth: 60))")
        case .badRecall(let given):
            let given = Sanitizer.oneLine(given).cut(toWidth: 40)
            self.init(.usage, "\"\(given)\" recalls nothing: there are only !N and !!", hints: ["history"])
        case .noPastLine(let given):
            self.init(.usage, "there is no line \(given) in the history", hints: ["history"])
        case .openText(let end):
            self.init(.usage, "the text has no end: a line with \(end) alone has to follow")
        case .behindText(let end):
            self.init(.usage, "nothing may follow \(end) on the same line", label: "give it as a line of its own")
        case .badDuration(let given):
            self.init(.usage, "\"\(given)\" is not a time", label: "such as 30s, 5m or 1h")
        case .badRange(let given):
            self.init(.usage, "\"\(given)\" is not a range of numbers", label: "such as 1..4, the smaller one first")
        case .badCount(let given, let range):
            self.init(.usage, "\"\(given)\" is not a number from \(range.lowerBound) to \(range.upperBound)")
        case .badTaskNumber(let given):
            self.init(.usage, "\"\(given)\" is not a task's number", label: "such as 12", hints: ["tasks"])
        }
    }

    /// Whether a command takes values that people forget to quote.
    private static func mayHaveBlanks(_ command: String) -> Bool {
        let shapes = Command.named(String(command.prefix { $0 != " " }))?.parameters ?? []
        return shapes.contains { shape in
            switch shape.completion {
            case .fieldAndValue, .assignment, .sweep, .file, .settingValue, .note, .line, .text: true
            case .nothing, .field, .task, .openTask, .taskOr, .tag, .draftName, .profile, .profileName, .alias, .setting, .command, .words:
                false
            }
        }
    }
}
