/// A sum of one currency, exactly: no figure of it ever was a binary fraction.
package struct Money: Sendable, Hashable {
    /// As it is shown, in upper case: `CNY`.
    package let currency: String
    /// Millionths of the currency's unit; 0 or more. A sum beyond `Int` stays at the largest.
    package let millionths: Int

    init(millionths: Int, currency: String) {
        self.millionths = millionths
        self.currency = currency
    }

    /// The same so many times.
    func times(_ count: Int) -> Money {
        let (product, isTooMuch) = millionths.multipliedReportingOverflow(by: max(0, count))
        return Money(millionths: isTooMuch ? .max : product, currency: currency)
    }

    /// The sum of two amounts of the same currency; nil for two currencies, which have no sum.
    func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (sum, isTooMuch) = millionths.addingReportingOverflow(other.millionths)
        return Money(millionths: isTooMuch ? .max : sum, currency: currency)
    }

    /// The figure alone, at least two places after the point: `0.105`, `6.00`.
    var figure: String {
        let fraction = String(millionths % 1_000_000 + 1_000_000).dropFirst()
        let places = max(2, fraction.lastIndex { $0 != "0" }.map { fraction.distance(from: fraction.startIndex, to: $0) + 1 } ?? 0)
        return "\(millionths / 1_000_000).\(fraction.prefix(places))"
    }

    /// `6.00 CNY`.
    var words: String { "\(figure) \(currency)" }
}

/// What one task costs by the user's own word; the API page names no price.
package struct Price: Sendable, Hashable {
    /// What the user said it is for.
    enum Unit: String {
        case task
        case second = "s"
    }

    private let money: Money
    private let unit: Unit

    /// Reads `0.10/s CNY`, `0.50 CNY` and `0.50/task CNY`; nil for anything else.
    init?(_ text: String) {
        guard let words = AmountWords(text), let currency = words.currency, let unit = Unit(rawValue: words.unit ?? Unit.task.rawValue)
        else { return nil }
        money = Money(millionths: words.millionths, currency: currency)
        self.unit = unit
    }

    /// What a task costs; the API makes five seconds of each.
    var ofTask: Money {
        switch unit {
        case .task: money
        case .second: money.times(5)
        }
    }

    /// The price as it is typed.
    var typed: String { unit == .task ? money.words : "\(money.figure)/\(unit.rawValue) \(money.currency)" }
}
