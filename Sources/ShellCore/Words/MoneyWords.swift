import TerminalText
import VideoAPI

/// How amounts are put into words. They come from the user's own price table, so they are always "about".
enum MoneyWords {
    /// `about 4.00 CNY`, amounts of several currencies side by side, and `price unknown` for what has none.
    static func amount(of drafts: [Draft], _ settings: Settings) -> String {
        let prices = drafts.map { settings.price($0.model, $0.size)?.ofTask }
        var parts = sums(prices.compactMap(\.self)).map { "about \($0.words)" }
        let unknown = prices.count { $0 == nil }
        if unknown > 0 { parts.append(unknown == prices.count ? "price unknown" : "price unknown for \(unknown)") }
        return parts.joined(separator: ", ")
    }

    /// One sum a currency, in the order in which they come first; there is no sum of two currencies.
    static func sums(_ amounts: [Money]) -> [Money] {
        amounts.reduce(into: []) { sums, amount in
            for place in sums.indices {
                guard let sum = sums[place].adding(amount) else { continue }
                sums[place] = sum
                return
            }
            sums.append(amount)
        }
    }

    /// Why the budget wants to be asked about.
    static func caution(_ caution: BudgetCaution) -> String {
        switch caution {
        case .passed(let budget, let spent, let order):
            "today's budget is \(budget.words): about \(spent.words) so far, and about \(order.words) with this"
        case .unknown(let budget, let model, let size):
            "\(noPrice(model, size, in: budget.currency)), so nobody knows whether today's budget of \(budget.words) holds"
        }
    }

    /// `no price known for wan2.2-kf2v-flash 1080P`.
    static func noPrice(_ model: Model, _ size: VideoSize, in currency: String? = nil) -> String {
        "no price\(currency.map { " in \($0)" } ?? "") known for \(model.wireName) \(size.wireName)"
    }

    /// What is typed to make a price known.
    static func wayToSetPrice(_ model: Model, _ size: VideoSize, currency: String = "CNY") -> String {
        "config set \(Setting.price(model, size).key) 0.10/s \(currency)"
    }
}
