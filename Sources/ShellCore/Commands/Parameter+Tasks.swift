import VideoAPI

extension Parameter where Value == [TaskNumber] {
    /// All the words that are left, which are tasks' numbers; at least one.
    static let tasks = Parameter(
        shapes: [ParameterShape(placeholder: "N", presence: .repeated, completion: .task, summary: "")]
    ) { reader throws(ShellError) in
        var numbers = [try TaskNumber.read(try reader.next("N"))]
        while let token = reader.next() { numbers.append(try TaskNumber.read(token)) }
        return numbers
    }
}

extension Parameter where Value == Token? {
    /// An option with a word behind it.
    static func option(_ option: String, _ value: String, _ summary: String, _ completion: ParameterShape.CompletionKind) -> Parameter {
        Parameter(
            shapes: [ParameterShape(placeholder: option, presence: .option(value: value), completion: completion, summary: summary)]
        ) { reader throws(ShellError) in try reader.takeOption(option, value: value) }
    }
}
