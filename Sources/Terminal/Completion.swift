/// What Tab asks: the line as it stands.
package struct CompletionRequest: Sendable, Hashable {
    package var line: String
    /// Unicode scalars before the cursor.
    package var cursor: Int

    package init(line: String, cursor: Int) {
        self.line = line
        self.cursor = cursor
    }
}

/// One thing that could stand at the cursor.
package struct CompletionCandidate: Sendable, Hashable {
    /// What is put into the line.
    package var text: String
    /// One phrase that says what it is; may be empty.
    package var meaning: String

    package init(_ text: String, meaning: String = "") {
        self.text = text
        self.meaning = meaning
    }
}

/// What could stand between `start` and the cursor.
package struct CompletionAnswer: Sendable, Hashable {
    /// The first Unicode scalar of the line that a candidate takes the place of.
    package var start: Int
    /// In the order in which they are listed.
    package var candidates: [CompletionCandidate]
    /// What would fit but for something else, which their meaning says: listed behind the candidates, and never put in.
    package var unavailable: [CompletionCandidate] = []
    /// Whether a single match is followed by a space: no after `=` and `/`, where more of the word is to come.
    package var appendsSpace: Bool

    package init(start: Int, candidates: [CompletionCandidate], appendsSpace: Bool = true) {
        self.start = start
        self.candidates = candidates
        self.appendsSpace = appendsSpace
    }

    /// The answer of someone who has nothing to offer.
    package static let nothing = CompletionAnswer(start: 0, candidates: [])
}

/// What Tab does to the line.
enum CompletionStep: Equatable {
    /// There is no candidate.
    case nothing
    case replace(line: [Unicode.Scalar], cursor: Int)
    /// The candidates have no more in common than is there already.
    case list([CompletionCandidate])
}

extension CompletionAnswer {
    /// The step that this answer makes of `line`: what all candidates begin with is put in; else they are listed.
    func step(line: [Unicode.Scalar], cursor: Int) -> CompletionStep {
        if candidates.isEmpty, !unavailable.isEmpty { return .list([]) }
        guard let first = candidates.first, (0...cursor).contains(start), cursor <= line.count else { return .nothing }
        var common = Array(first.text.unicodeScalars)
        for candidate in candidates.dropFirst() {
            let pairs = zip(common, candidate.text.unicodeScalars)
            common.removeLast(common.count - pairs.prefix { $0 == $1 }.count)
        }
        let isSingle = candidates.count == 1
        if isSingle, appendsSpace, cursor == line.count || line[cursor] != " " { common.append(" ") }
        let word = line[start..<cursor]
        // Candidates may match in another case; then what they share can be shorter than what was typed, and takes nothing away.
        guard isSingle || common.count > word.count || common.count == word.count && !common.elementsEqual(word) else {
            return .list(candidates)
        }
        return .replace(line: line[..<start] + common + line[cursor...], cursor: start + common.count)
    }
}
