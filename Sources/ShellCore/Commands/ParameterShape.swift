/// What a parameter looks like from outside; help, arity errors and Tab read it.
package struct ParameterShape: Sendable, Hashable {
    /// `N`, `FIELD`, `--wait`, as usage lines show it, without brackets.
    package let placeholder: String
    /// Whether it must be there, and how often it may.
    package let presence: Presence
    /// What Tab offers for it.
    package let completion: CompletionKind
    /// One line of help for a flag; empty for the others.
    package let summary: String

    /// Whether it must be there, and how often it may.
    package enum Presence: Sendable, Hashable {
        case required, optional, repeated
        /// A word such as `--wait`, anywhere among the arguments.
        case flag
        /// A flag with a value after it.
        case option(value: String)
    }

    /// What Tab offers at this place.
    package enum CompletionKind: Sendable, Hashable {
        case nothing
        case field
        /// A field, then its value.
        case fieldAndValue
        /// `field=value` pairs.
        case assignment
        /// A text, verbatim: words of one's own prompts.
        case text
        case task
        /// A task of which something is open.
        case openTask(OpenEnd)
        /// A task, or one of these words.
        case taskOr([Word])
        /// The user's own words on a task, to the end of the line.
        case note
        /// A tag that some task carries.
        case tag
        /// `field=values` pairs, the values between commas.
        case sweep
        case draftName
        /// A profile, or what is done with profiles.
        case profile
        case profileName
        /// An alias, or what is done with aliases.
        case alias
        /// What an alias stands for, to the end of the line.
        case line
        case file
        case setting
        case settingValue
        case command
        case words([Word])
    }

    /// What of a task may be open.
    package enum OpenEnd: Sendable, Hashable {
        /// What became of it, since its answer or the task itself was lost.
        case answer
        /// Its work, which goes on.
        case work
    }

    /// One of a few words that may stand at a place.
    package struct Word: Sendable, Hashable {
        package let text: String
        /// What it is for, in a few words.
        package let meaning: String

        init(_ text: String, _ meaning: String) {
            self.text = text
            self.meaning = meaning
        }
    }

    /// Whether it is a flag or an option, which stands anywhere.
    package var isFlag: Bool {
        switch presence {
        case .required, .optional, .repeated: false
        case .flag, .option: true
        }
    }

    /// How it stands in a usage line.
    package var usage: String {
        switch presence {
        case .required: placeholder
        case .optional: "[\(placeholder)]"
        case .repeated: "[\(placeholder)…]"
        case .flag: "[\(placeholder)]"
        case .option(let value): "[\(placeholder) \(value)]"
        }
    }
}

extension ParameterShape {
    /// A word, of which there may be more than one.
    static func word(_ placeholder: String, _ presence: Presence, _ completion: CompletionKind) -> ParameterShape {
        ParameterShape(placeholder: placeholder, presence: presence, completion: completion, summary: "")
    }

    /// A flag such as `--wait`.
    static func flag(_ flag: String, _ summary: String) -> ParameterShape {
        ParameterShape(placeholder: flag, presence: .flag, completion: .nothing, summary: summary)
    }

    /// A flag with a value after it.
    static func option(_ option: String, _ value: String, _ summary: String) -> ParameterShape {
        ParameterShape(placeholder: option, presence: .option(value: value), completion: .nothing, summary: summary)
    }
}
