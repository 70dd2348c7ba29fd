import VideoAPI

/// One field of a sweep with all its values: `seed=1..4`, `size=480P,720P`, `prompt="a cat","a dog"`.
struct SweepAxis: Sendable, Hashable {
    let field: Field
    /// In the order in which they were typed; never empty.
    let values: [Assignment]

    /// Reads what stands behind the equals sign.
    ///
    /// - Parameter line: what the places of the assignment belong to.
    /// - Throws: for a value that is missing, an open quote, and a range of more numbers than one line may send.
    init(_ assignment: Assignment, in line: Substring) throws(ShellError) {
        field = assignment.field
        guard let range = assignment.range, assignment.text != nil else {
            throw ShellError(.missingArgument("a value", command: "sweep \(field.name.rawValue)"))
        }
        if case .text = field.kind {
            values = (try Self.quotedTexts(in: line[range]))?.map { $0.assignment(to: assignment.field) } ?? [assignment]
        } else {
            values = try Self.words(in: line[range], of: field)
        }
    }

    private static func words(in raw: Substring, of field: Field) throws(ShellError) -> [Assignment] {
        var values: [Assignment] = []
        for piece in raw.cutAtCommas() {
            let tokens = try ShellError.lexed(piece)
            guard tokens.count == 1, let token = tokens.first else {
                throw ShellError(
                    .missingArgument("a value", command: "sweep \(field.name.rawValue)"),
                    at: piece.startIndex..<piece.endIndex
                )
            }
            if case .seed = field.kind, let numbers = try numbers(token) {
                values += numbers.map { Assignment(field: field, text: String($0), range: token.range) }
            } else {
                values.append(token.assignment(to: field))
            }
        }
        return values
    }

    /// `1..4`; nil for what is no range.
    private static func numbers(_ token: Token) throws(ShellError) -> ClosedRange<Int>? {
        guard let dots = token.text.firstRange(of: "..") else { return nil }
        guard let first = whole(token.text[..<dots.lowerBound]), let last = whole(token.text[dots.upperBound...]), first <= last else {
            throw ShellError(.badRange(token.text), at: token.range)
        }
        let count = last - first < .max ? last - first + 1 : .max
        guard count <= Series.most else { throw ShellError(.tooMany(count: count, limit: Series.most), at: token.range) }
        return first...last
    }

    private static func whole(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// The texts of a list of quoted ones; nil where there is none, so that the commas belong to the text.
    private static func quotedTexts(in raw: Substring) throws(ShellError) -> [Token]? {
        var tokens: [Token] = []
        for piece in raw.cutAtCommas() {
            guard let quote = piece.trimmingBlanks().unicodeScalars.first, quote == "\"" || quote == "'" else { return nil }
            let found = try ShellError.lexed(piece)
            guard found.count == 1 else { return nil }
            tokens += found
        }
        return tokens
    }
}

extension Token {
    fileprivate func assignment(to field: Field) -> Assignment { Assignment(field: field, text: text, range: range) }
}

extension Substring {
    /// The parts between the commas that stand outside quotes, by the rules of ``Lexer``.
    fileprivate func cutAtCommas() -> [Substring] {
        var pieces: [Substring] = []
        var start = startIndex
        var quote: Unicode.Scalar?
        var isEscaped = false
        for index in unicodeScalars.indices {
            let scalar = unicodeScalars[index]
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\", quote != "'" {
                isEscaped = true
            } else if scalar == quote {
                quote = nil
            } else if quote == nil, scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if quote == nil, scalar == "," {
                pieces.append(self[start..<index])
                start = unicodeScalars.index(after: index)
            }
        }
        return pieces + [self[start...]]
    }
}
