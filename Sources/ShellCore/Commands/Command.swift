/// One command of the shell, declared once: parsing, arity errors, did-you-mean, Tab, help and the reference page read it.
package struct Command: Sendable {
    /// The word that calls it, in lower case.
    package let name: String
    /// Other words that call it.
    package let aliases: [String]
    /// Where `help` lists it.
    package let group: Group
    /// One line for lists.
    package let summary: String
    /// More for `help NAME`, a paragraph a string.
    package let details: [String]
    /// Lines that a person could type, each with what it does. They run as tests.
    package let examples: [Example]
    /// Whether it may send what costs money.
    package let maySpend: Bool
    /// Flags, words and the rest, in the order in which a usage line shows them.
    package let parameters: [ParameterShape]
    /// Reads all that stands behind the command's word.
    let prepare: @Sendable (Substring) throws(ShellError) -> PreparedCommand

    /// The parts of the list of commands.
    package enum Group: String, CaseIterable, Sendable {
        case draft = "the draft"
        case tasks = "tasks"
        case results = "results and sharing"
        case shell = "the shell"
    }

    /// A line and what it does.
    package struct Example: Sendable, Hashable {
        /// What is typed.
        package let line: String
        /// What it does, in a few words.
        package let effect: String

        init(_ line: String, _ effect: String) {
            self.line = line
            self.effect = effect
        }
    }

    init<each Value: Sendable>(
        _ name: String,
        aliases: [String] = [],
        group: Group,
        summary: String,
        details: [String] = [],
        examples: [Example],
        maySpend: Bool = false,
        parameters: repeat Parameter<each Value>,
        needs: (@Sendable (Session, Turn, repeat each Value) throws(ShellError) -> [Need])? = nil,
        run: @escaping @Sendable (inout Session, Turn, repeat each Value) throws(ShellError) -> [Effect]
    ) {
        self.name = name
        self.aliases = aliases
        self.group = group
        self.summary = summary
        self.details = details
        self.examples = examples
        self.maySpend = maySpend
        var shapes: [ParameterShape] = []
        var grammar = ArgumentReader.Grammar.words
        for parameter in repeat each parameters {
            shapes += parameter.shapes
            if parameter.grammar != .words { grammar = parameter.grammar }
        }
        self.parameters = shapes
        prepare = { [flags = shapes.filter(\.isFlag).map(\.placeholder), grammar] rest throws(ShellError) in
            var reader = try ArgumentReader(command: name, rest: rest, grammar: grammar, flags: flags)
            let values = (repeat try (each parameters).read(&reader))
            try reader.finish()
            return PreparedCommand(
                needs: { session, turn throws(ShellError) in try needs?(session, turn, repeat each values) ?? [] },
                run: { session, turn throws(ShellError) in try run(&session, turn, repeat each values) }
            )
        }
    }

    /// `set FIELD [VALUE]`, as help shows it.
    package var usage: String { ([name] + parameters.map(\.usage)).joined(separator: " ") }
}

/// A command with its arguments read.
struct PreparedCommand: Sendable {
    let needs: @Sendable (Session, Turn) throws(ShellError) -> [Need]
    let run: @Sendable (inout Session, Turn) throws(ShellError) -> [Effect]

    /// The same for a line that was not typed as it stands, so that its places mean nothing.
    var withoutPlaces: PreparedCommand {
        PreparedCommand(
            needs: { session, turn throws(ShellError) in
                do throws(ShellError) { return try needs(session, turn) } catch { throw error.withoutPlace }
            },
            run: { session, turn throws(ShellError) in
                do throws(ShellError) { return try run(&session, turn) } catch { throw error.withoutPlace }
            }
        )
    }
}
