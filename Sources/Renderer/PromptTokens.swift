import Foundation

/// A prompt as comparable words: compatibility-normalised and in lower case, each Han character a word of its own.
struct PromptTokens {
    /// The words, in order.
    private(set) var words: [String] = []
    /// The number of the clause that each word stands in.
    private(set) var clauses: [Int] = []

    init(_ text: String) {
        var word = ""
        var clause = 0
        func finish(in tokens: inout PromptTokens) {
            if !word.isEmpty { tokens.append(word, clause) }
            word = ""
        }
        for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if scalar.properties.isIdeographic {
                finish(in: &self)
                append(String(scalar), clause)
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else {
                finish(in: &self)
                // NFKC has made the wide forms of the comma and its like narrow; the ideographic full stop and comma stay.
                if ".,;!?\n。、".unicodeScalars.contains(scalar) { clause += 1 }
            }
        }
        finish(in: &self)
    }

    private mutating func append(_ word: String, _ clause: Int) {
        words.append(word)
        clauses.append(clause)
    }

    /// Words that may stand inside a phrase without changing it: "pan slowly to the left".
    private static let fillers: Set = ["to", "the", "toward", "towards", "slowly", "quickly", "gently", "smoothly", "steadily", "slightly"]

    /// Where a phrase stands, each English word in any of its regular forms; never across the end of a clause.
    func places(of phrase: [String]) -> [Range<Int>] {
        words.indices.compactMap { place(of: phrase, at: $0) }
    }

    private func place(of phrase: [String], at start: Int) -> Range<Int>? {
        var end = start
        for (number, wanted) in phrase.enumerated() {
            while number > 0, end < words.count, Self.fillers.contains(words[end]) { end += 1 }
            guard end < words.count, clauses[end] == clauses[start], Self.isForm(words[end], of: wanted) else { return nil }
            end += 1
        }
        return start..<end
    }

    /// Whether a word is the base word or a regular form of it: rises, rising, panned, spinning, upwards.
    private static func isForm(_ word: String, of base: String) -> Bool {
        if word == base { return true }
        guard let last = base.unicodeScalars.last, last.isASCII, word.hasPrefix(base.dropLast()) else { return false }
        let stems = last == "e" ? [base, String(base.dropLast())] : [base, base + String(last)]
        return ["s", "ed", "ing", "ward", "wards"].contains { ending in
            stems.contains { $0 + ending == word }
        }
    }
}
