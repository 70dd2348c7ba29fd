import VideoAPI

/// The user's own price table, and the budget for a day.
extension Settings {
    /// What a task of a kind costs; nil when the user has not said.
    func price(_ model: Model, _ size: VideoSize) -> Price? {
        values[Setting.price(model, size).key].flatMap(Price.init)
    }

    /// What may be spent in a day before the shell asks.
    var budget: Money? { values[Setting.budget.key].flatMap { Self.budget($0, currency: nil) } }

    /// Reads `20/day CNY`; a budget without a currency takes that of the price table, if it knows but one.
    ///
    /// - Throws: in words what is expected, for anything else.
    func budget(typed text: String, at range: Range<String.Index>?) throws(ShellError) -> Money {
        let currencies = Set(Setting.prices(in: self).compactMap { values[$0.key].flatMap(Price.init)?.ofTask.currency })
        if let money = Self.budget(text, currency: currencies.count == 1 ? currencies.first : nil) { return money }
        let given = String(text.prefix(40))
        throw ShellError(.badSetting(key: "budget", given: given, expected: "an amount and its currency, such as 20/day CNY"), at: range)
    }

    private static func budget(_ text: String, currency: String?) -> Money? {
        guard let words = AmountWords(text), words.unit == nil || words.unit == "day", let currency = words.currency ?? currency
        else { return nil }
        return Money(millionths: words.millionths, currency: currency)
    }
}

extension Setting {
    /// What may be spent in a day before the shell asks.
    static let budget = Setting(
        key: "budget",
        defaultValue: "",
        words: [],
        summary: "what may be spent in a day before the shell asks, such as 20/day CNY",
        takes: "AMOUNT/day CURRENCY"
    )

    /// What a task of a kind costs.
    static func price(_ model: Model, _ size: VideoSize) -> Setting {
        Setting(
            key: "price.\(model.shortName).\(size.wireName)",
            defaultValue: "",
            words: [],
            summary: "what \(model.wireName) \(size.wireName) costs, such as 0.10/s CNY, or 0.50 CNY a task",
            takes: "AMOUNT[/s] CURRENCY"
        )
    }

    /// A price for each thing that there is to buy.
    static let prices: [Setting] = Model.allCases.flatMap { model in model.sizes.map { price(model, $0) } }

    /// Those that the user has set.
    static func prices(in settings: Settings) -> [Setting] { prices.filter { settings.values[$0.key] != nil } }

    /// `budget`, and `price.MODEL.SIZE` in any spelling of the two.
    static func money(keyed key: String) -> Setting? {
        if key == budget.key { return budget }
        guard key.hasPrefix("price."), let dot = key.lastIndex(of: "."),
            let model = Model(typed: String(key[..<dot].dropFirst(6))), let size = VideoSize(typed: String(key[key.index(after: dot)...]))
        else { return nil }
        return prices.first { $0 == price(model, size) }
    }

    /// The value in its one spelling, for the settings that are money; nil for all others.
    ///
    /// - Throws: when it is no amount.
    func money(_ text: String, in settings: Settings, at range: Range<String.Index>) throws(ShellError) -> String? {
        if self == .budget { return "\(try settings.budget(typed: text, at: range).perDay)" }
        guard key.hasPrefix("price.") else { return nil }
        guard let price = Price(text) else {
            let expected = "0.10/s CNY for a second, or 0.50 CNY for a task"
            throw ShellError(.badSetting(key: key, given: String(text.prefix(40)), expected: expected), at: range)
        }
        return price.typed
    }
}

extension Money {
    /// As a budget: `20.00/day CNY`.
    var perDay: String { "\(figure)/day \(currency)" }
}
