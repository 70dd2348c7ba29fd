import VideoAPI

/// One parameter of a command: how it is read from a line, and what it looks like from outside.
struct Parameter<Value: Sendable>: Sendable {
    /// Usually one; a group of flags that several commands share has several.
    let shapes: [ParameterShape]
    /// What the parameter wants of the whole line.
    var grammar = ArgumentReader.Grammar.words
    let read: @Sendable (inout ArgumentReader) throws(ShellError) -> Value
}

extension Parameter where Value == Bool {
    /// A flag such as `--wait`, anywhere among the arguments.
    static func flag(_ flag: String, _ summary: String) -> Parameter {
        Parameter(shapes: [.flag(flag, summary)]) { reader throws(ShellError) in
            reader.takeFlag(flag)
        }
    }
}

extension Parameter where Value == Duration? {
    /// An option that takes a time.
    static func duration(_ option: String, _ summary: String) -> Parameter {
        Parameter(
            shapes: [.option(option, "TIME", summary)]
        ) { reader throws(ShellError) in try reader.takeDuration(option) }
    }
}

extension Parameter where Value == Token {
    /// A word that must be there.
    static func word(_ placeholder: String, _ completion: ParameterShape.CompletionKind = .nothing) -> Parameter {
        Parameter(
            shapes: [ParameterShape(placeholder: placeholder, presence: .required, completion: completion, summary: "")]
        ) { reader throws(ShellError) in try reader.next(placeholder) }
    }
}

extension Parameter where Value == Token? {
    /// A word that may be there.
    static func optionalWord(_ placeholder: String, _ completion: ParameterShape.CompletionKind = .nothing) -> Parameter {
        Parameter(
            shapes: [ParameterShape(placeholder: placeholder, presence: .optional, completion: completion, summary: "")]
        ) { reader throws(ShellError) in reader.next() }
    }
}

extension Parameter where Value == [Token] {
    /// All the words that are left.
    static func words(_ placeholder: String, _ completion: ParameterShape.CompletionKind = .nothing) -> Parameter {
        Parameter(
            shapes: [ParameterShape(placeholder: placeholder, presence: .repeated, completion: completion, summary: "")]
        ) { reader throws(ShellError) in
            var words: [Token] = []
            while let token = reader.next() { words.append(token) }
            return words
        }
    }
}

extension Parameter where Value == Substring {
    /// The rest of the line, exactly as it was typed.
    static func rest(_ placeholder: String, _ completion: ParameterShape.CompletionKind, isOptional: Bool) -> Parameter {
        rest([ParameterShape(placeholder: placeholder, presence: isOptional ? .optional : .required, completion: completion, summary: "")])
    }

    /// The rest of the line, exactly as it was typed; the shapes are those of its words, one after the other.
    static func rest(_ shapes: [ParameterShape]) -> Parameter {
        let needed = shapes.first { $0.presence == .required }
        return Parameter(shapes: shapes, grammar: .verbatim) { reader throws(ShellError) in
            let rest = reader.rest.trimmingBlanks()
            if let needed, rest.isEmpty { throw ShellError(.missingArgument(needed.placeholder, command: reader.command)) }
            return rest
        }
    }
}

extension Parameter where Value == TaskNumber? {
    /// A task's number; `12` and `#12` are the same.
    static let optionalTask = Parameter(
        shapes: [ParameterShape(placeholder: "N", presence: .optional, completion: .task, summary: "")]
    ) { reader throws(ShellError) in
        guard let token = reader.next() else { return nil }
        return try TaskNumber.read(token)
    }

    /// A task's number if the next word begins like one; anything else is left for the next parameter.
    static let leadingTask = Parameter(
        shapes: [ParameterShape(placeholder: "N", presence: .optional, completion: .task, summary: "")]
    ) { reader throws(ShellError) in
        guard let token = reader.upcoming, token.text.beginsLikeTask else { return nil }
        _ = reader.next()
        return try TaskNumber.read(token)
    }
}

extension Parameter where Value == TaskNumber {
    /// A task's number that must be there.
    static let task = number(.task)

    /// The number of a task of which something is open.
    static func task(open end: ParameterShape.OpenEnd) -> Parameter { number(.openTask(end)) }

    private static func number(_ completion: ParameterShape.CompletionKind) -> Parameter {
        Parameter(
            shapes: [ParameterShape(placeholder: "N", presence: .required, completion: completion, summary: "")]
        ) { reader throws(ShellError) in try TaskNumber.read(try reader.next("N")) }
    }
}

extension Parameter where Value == [Assignment] {
    /// All the `field=value` of the line.
    static let assignments = Parameter(
        shapes: [ParameterShape(placeholder: "field=value", presence: .repeated, completion: .assignment, summary: "")],
        grammar: .assignments
    ) { reader in reader.assignments }
}

extension TaskNumber {
    /// Reads `12` or `#12`.
    ///
    /// - Throws: for anything else.
    static func read(_ token: Token) throws(ShellError) -> TaskNumber {
        let digits = token.text.hasPrefix("#") ? token.text.dropFirst() : token.text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), number > 0 else {
            throw ShellError(.badTaskNumber(token.text), at: token.range)
        }
        return TaskNumber(rawValue: number)
    }
}
