/// Times as people type them: `15s`, `2m`, `1h`, `500ms`; a bare number is seconds.
package enum DurationWords {
    private static let units: [(suffix: String, milliseconds: Int)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("", 1000)]

    /// Reads a time of at most a hundred days; nil for anything else.
    package static func parse(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count).lowercased()
        guard let number = Int(digits), let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
        let (milliseconds, isTooLong) = number.multipliedReportingOverflow(by: unit.milliseconds)
        guard !isTooLong, milliseconds <= 100 * 86_400_000 else { return nil }
        return .milliseconds(milliseconds)
    }
}
