package import VideoAPI

/// Why a budget wants to be asked about before something goes out.
package enum BudgetCaution: Sendable, Hashable {
    /// Today's amount and the order's would come to more.
    case passed(budget: Money, spent: Money, order: Money)
    /// Nobody knows what this costs, or it costs another currency.
    case unknown(budget: Money, Model, VideoSize)
}

/// What a day may cost, against what it has cost.
struct DayBudget {
    let limit: Money
    private let settings: Settings
    /// The paid tasks of today.
    private let today: [TaskCount]

    /// Nil when the user has set no budget.
    init?(_ settings: Settings, today: [TaskCount]) {
        guard let limit = settings.budget else { return nil }
        self.limit = limit
        self.settings = settings
        self.today = today.filter { !$0.isDemo }
    }

    /// What today has cost so far, a task whose answer was lost counted as charged; nil when not all of it has a price in this currency.
    var spent: Money? {
        today.reduce(Money(millionths: 0, currency: limit.currency)) { sum, count in
            count.maybeCharged == 0 ? sum : price(count.model, count.size).flatMap { sum?.adding($0.times(count.maybeCharged)) }
        }
    }

    /// What stands against sending these.
    func caution(sending drafts: [Draft]) -> BudgetCaution? {
        let kinds = drafts.map { ($0.model, $0.size) } + today.filter { $0.maybeCharged > 0 }.map { ($0.model, $0.size) }
        if let (model, size) = kinds.first(where: { price($0.0, $0.1) == nil }) { return .unknown(budget: limit, model, size) }
        let nothing = Money(millionths: 0, currency: limit.currency)
        let order = drafts.reduce(nothing) { sum, draft in price(draft.model, draft.size).flatMap(sum.adding) ?? sum }
        guard let spent, let sum = spent.adding(order), sum.millionths > limit.millionths else { return nil }
        return .passed(budget: limit, spent: spent, order: order)
    }

    private func price(_ model: Model, _ size: VideoSize) -> Money? {
        settings.price(model, size).map(\.ofTask).flatMap { $0.currency == limit.currency ? $0 : nil }
    }
}

extension TaskCount {
    /// Accepted, or perhaps accepted.
    var maybeCharged: Int { accepted + unconfirmed }
}
