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
