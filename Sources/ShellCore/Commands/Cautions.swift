import TerminalText
import VideoAPI

/// What is asked about even where nothing else would be: twins, and a spent budget.
struct Cautions: Sendable, Hashable {
    let twins: Twins
    let budget: BudgetCaution?

    /// Whether nothing is out of the ordinary.
    var isEmpty: Bool { twins == Twins() && budget == nil }

    /// What a person is told before the question.
    var lines: [StyledText] {
        var lines: [StyledText] = []
        if let number = twins.unconfirmed {
            let words = "\(number), the same draft, is unconfirmed: it may have been charged. `resolve \(number.rawValue)`"
            lines.append(.warning(words))
        } else if let number = twins.underWay {
            lines.append(.warning("\(number), the same request, is being sent: its answer is still to come"))
        } else if let number = twins.recent {
            lines.append(.warning("\(number), the same request, was accepted less than ten minutes ago"))
        }
        if let budget { lines.append(.warning(MoneyWords.caution(budget))) }
        return lines
    }

    /// Stops what nobody can be asked about. `--yes` answers price and ten-minute twin, not the rest.
    func refuseUnasked(isAgreed: Bool) throws(ShellError) {
        if let number = twins.unconfirmed { throw ShellError(.twin(number, .unconfirmed)) }
        if let number = twins.underWay { throw ShellError(.twin(number, .underWay)) }
        if let budget { throw ShellError(.budget(budget)) }
        guard isAgreed else { throw twins.recent.map { ShellError(.twin($0, .accepted)) } ?? ShellError(.needsYes) }
    }
}
