import Foundation

/// Reads how long a service asks to wait.
enum RetryAfter {
    /// The wait that a `Retry-After` header names: whole or fractional seconds, or a date, which is held against the reply's own
    /// `Date` so that a wrong clock on this side does no harm. Nil for anything that makes no sense; never negative.
    static func duration(retryAfter value: String?, date: String?) -> Duration? {
        guard let value = value?.trimmingCharacters(in: .whitespaces), !value.isEmpty else { return nil }
        if let seconds = seconds(value) { return seconds }
        guard let until = httpDate(value), let now = date.flatMap(httpDate) else { return nil }
        return .seconds(max(0, min(until - now, longest)))
    }

    private static let longest = 1_000_000_000

    private static func seconds(_ text: String) -> Duration? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }), let value = Double(text), value.isFinite else {
            return nil
        }
        return .seconds(min(value, Double(longest)))
    }

    /// The seconds since 1970 of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that servers may send.
    private static func httpDate(_ text: String) -> Int? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let match = text.wholeMatch(of: /[A-Za-z]{3}, ([0-9]{2}) ([A-Za-z]{3}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT/),
            let month = months.firstIndex(of: String(match.2))
        else { return nil }
        var parts = DateComponents()
        parts.timeZone = TimeZone(secondsFromGMT: 0)
        parts.day = Int(match.1)
        parts.month = month + 1
        parts.year = Int(match.3)
        parts.hour = Int(match.4)
        parts.minute = Int(match.5)
        parts.second = Int(match.6)
        return Calendar(identifier: .gregorian).date(from: parts).map { Int($0.timeIntervalSince1970) }
    }
}
