import TerminalText
import VideoAPI

/// Every combination of the values of some fields.
enum SweepPlan {
    /// The drafts of all combinations, each once; the first field changes slowest.
    ///
    /// - Throws: for a value that can never be legal, for combinations that are not, and for more of them than one line may send.
    static func drafts(of base: Draft, _ axes: [SweepAxis], in session: Session, _ turn: Turn) throws(ShellError) -> [Draft] {
        let count = axes.reduce(1) { product, axis in
            let (next, isTooMuch) = product.multipliedReportingOverflow(by: axis.values.count)
            return isTooMuch ? .max : next
        }
        guard count <= Series.most else { throw ShellError(.tooMany(count: count, limit: Series.most)) }
        var drafts = [base]
        for axis in axes {
            var next: [Draft] = []
            for draft in drafts {
                for value in axis.values {
                    var changed = draft
                    try value.settlingNewlines(in: session).apply(to: &changed, turn)
                    if !next.contains(changed) { next.append(changed) }
                }
            }
            drafts = next
        }
        try refuseIllegal(drafts, axes.map(\.field.name))
        return drafts
    }

    /// Names the combinations of model and size that no service takes, where the sweep has made them.
    private static func refuseIllegal(_ drafts: [Draft], _ swept: [FieldName]) throws(ShellError) {
        let named = swept.filter { $0 == .model || $0 == .size }
        let illegal = drafts.filter { !$0.model.sizes.contains($0.size) }
        guard !named.isEmpty, !illegal.isEmpty else { return }
        var words: [String] = []
        for draft in illegal {
            let word = "\(draft.model.wireName) with \(draft.size.wireName)"
            if !words.contains(word) { words.append(word) }
        }
        throw ShellError(.illegalCombinations(words, illegal: illegal.count, of: drafts.count))
    }
}

extension Turn {
    /// Numbers drawn from this turn's entropy, 0 to 2147483647, each another one.
    func drawnSeeds(_ count: Int, besides taken: Set<Int>) -> [Int] {
        var seeds: [Int] = []
        var turn = self
        while seeds.count < count {
            let seed = turn.drawnSeed()
            if !taken.contains(seed), !seeds.contains(seed) { seeds.append(seed) }
            turn = Turn(line: line, surroundings: turn.surroundings.withNextEntropy, supplies: supplies)
        }
        return seeds
    }
}

extension Surroundings {
    /// The moment with the next of the numbers that its entropy leads to; SplitMix64 goes on by this step and meets every number.
    fileprivate var withNextEntropy: Surroundings {
        var next = self
        next.entropy &+= 0x9E37_79B9_7F4A_7C15
        return next
    }
}
