import VideoAPI

/// The wording of what keeps a request from going out, or a key from being kept.
extension Message {
    init(_ fault: SpendingFault) {
        switch fault {
        case .noKey(let profile):
            self.init(
                .auth,
                "profile \(profile) needs a key, so nothing was sent; the draft is kept",
                hints: ["login                   (typed without being shown)", "or set TWEEN_API_KEY before you start tween"]
            )
        case .needsYes:
            self.init(.needsYes, "this costs money and nobody can be asked, so nothing was sent", hints: ["add --yes"])
        case .pastedConfirm:
            self.init(.refused, "whether tween asks before it spends is not for a paste to set", hints: ["type it: config set confirm …"])
        case .twin(let number, .unconfirmed):
            self.init(
                .unconfirmed,
                "the same draft went out as \(number), which is unconfirmed: it may have been charged. Nothing was sent",
                hints: ["resolve \(number.rawValue)"]
            )
        case .twin(let number, .underWay):
            self.init(
                .unconfirmed,
                "the same request is going out as \(number), and its answer is still to come. Nothing was sent",
                hints: ["tasks \(number.rawValue)", "seed=random for another one"]
            )
        case .twin(let number, .accepted):
            self.init(
                .twin,
                "the same request was accepted as \(number) less than ten minutes ago. Nothing was sent",
                hints: ["add --yes to send it again", "seed=random for another one"]
            )
        case .budget(let caution):
            self.init(budget: caution)
        case .illegalCombinations(let combinations, let illegal, let count):
            let named = combinations.prefix(5).joined(separator: "; ") + (combinations.count > 5 ? "; …" : "")
            let verb = illegal == 1 ? "is" : "are"
            self.init(
                .conflict,
                "\(illegal) of \(count) combinations \(verb) not legal, so nothing is sent: \(named)",
                hints: ["a sweep for each model, with the sizes that it offers"]
            )
        case .tooMany(let count, let limit):
            self.init(.usage, "that makes \(count) tasks, and one line sends at most \(limit). Nothing was sent", hints: ["fewer values"])
        case .spendingFromFile(let command, let file):
            self.init(.refused, "\(command) may spend money and is not run from \(file)", hints: ["type it at the prompt"])
        case .keyOnLine:
            self.init(.refused, "a key is never typed on a line, where history and others could see it", hints: ["login"])
        case .badKey(let fault):
            self.init(.auth, fault.words, hints: ["login"])
        case .keyNotNeeded(let profile):
            self.init(.usage, "profile \(profile) is the embedded server and needs no key", hints: ["profile hosted"])
        }
    }

    private init(budget caution: BudgetCaution) {
        let words = "\(MoneyWords.caution(caution)). Nothing was sent"
        switch caution {
        case .passed(let budget, _, _):
            self.init(.overBudget, words, hints: ["budget AMOUNT/day \(budget.currency)", "budget off"])
        case .unknown(let budget, let model, let size):
            self.init(.overBudget, words, hints: [MoneyWords.wayToSetPrice(model, size, currency: budget.currency), "budget off"])
        }
    }
}
