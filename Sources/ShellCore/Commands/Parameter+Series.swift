import VideoAPI

extension Parameter where Value == [SweepAxis] {
    /// The `field=values` of the line, at least one.
    static let axes = Parameter(
        shapes: [ParameterShape(placeholder: "field=values", presence: .repeated, completion: .sweep, summary: "")],
        grammar: .assignments
    ) { reader throws(ShellError) in
        var axes: [SweepAxis] = []
        for assignment in reader.assignments {
            guard !axes.contains(where: { $0.field == assignment.field }) else {
                throw ShellError(.setTwice(assignment.field.name.rawValue), at: assignment.range)
            }
            axes.append(try SweepAxis(assignment, in: reader.rest))
        }
        if axes.isEmpty {
            try reader.finish()
            throw ShellError(.missingArgument("field=values", command: reader.command))
        }
        return axes
    }
}

extension Parameter where Value == Int? {
    /// How many tasks may be unfinished at once.
    static let maxParallel = Parameter(
        shapes: [.option("--max-parallel", "K", "how many are unfinished at once; \(Series.usualParallel) unless you say otherwise")]
    ) { reader throws(ShellError) in
        guard let token = try reader.takeOption("--max-parallel", value: "K") else { return nil }
        return try Int.read(token, in: 1...Series.most)
    }
}

extension Parameter where Value == Int {
    /// A whole number that must be there.
    static func count(_ placeholder: String, _ range: ClosedRange<Int>) -> Parameter {
        Parameter(
            shapes: [ParameterShape(placeholder: placeholder, presence: .required, completion: .nothing, summary: "")]
        ) { reader throws(ShellError) in try Int.read(try reader.next(placeholder), in: range) }
    }
}

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

extension Int {
    /// Reads a whole number of ASCII digits.
    ///
    /// - Throws: for anything else, and for one outside the range.
    fileprivate static func read(_ token: Token, in range: ClosedRange<Int>) throws(ShellError) -> Int {
        guard token.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(token.text), range.contains(number) else {
            throw ShellError(.badCount(token.text, range), at: token.range)
        }
        return number
    }
}
