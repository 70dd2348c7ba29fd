/// An amount as people type it: `0.10/s CNY`, `0.10 CNY/s`, `20/day`, `0.50 CNY`.
struct AmountWords {
    let millionths: Int
    /// What stands behind the slash, in lower case.
    let unit: String?
    /// Upper case, whatever was typed.
    let currency: String?

    /// Nil for anything else: a comma for a point, a sign, more than six places, a million and more.
    init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let first = words.first, words.count <= 2 else { return nil }
        let amount = first.split(separator: "/", omittingEmptySubsequences: false)
        let rest = words.count == 2 ? words[1].split(separator: "/", omittingEmptySubsequences: false) : []
        guard let millionths = Self.millionths(amount[0]), amount.count <= 2, rest.count <= 2, amount.count + rest.count <= 3 else {
            return nil
        }
        if let word = rest.first {
            guard Self.isCurrency(word) else { return nil }
        }
        self.millionths = millionths
        currency = rest.first.map { $0.uppercased() }
        unit = (amount.dropFirst().first ?? rest.dropFirst().first).map { $0.lowercased() }
    }

    private static func millionths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), isDigits(parts[0]), parts[0].count <= 6, let units = Int(parts[0]) else { return nil }
        guard parts.count == 2 else { return units * 1_000_000 }
        let fraction = parts[1]
        guard isDigits(fraction), fraction.count <= 6,
            let millionths = Int(fraction + String(repeating: "0", count: 6 - fraction.count))
        else { return nil }
        return units * 1_000_000 + millionths
    }

    private static func isDigits(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

    private static func isCurrency(_ word: Substring) -> Bool {
        (1...8).contains(word.unicodeScalars.count) && word.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
    }
}
