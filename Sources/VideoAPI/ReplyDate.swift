/// The forms in which services write a moment, as whole seconds since 1970; nil for nonsense, never a trap.
enum ReplyDate {
    /// Reads seconds, milliseconds (from 1e12 on), either as text, ISO 8601, or DashScope's `YYYY-MM-DD HH:mm:ss.SSS`.
    ///
    /// DashScope names no zone; that it means China's is inferred. ISO 8601 without a zone counts as UTC.
    static func seconds(_ value: JSONValue) -> Int? {
        switch value {
        case .integer(let number): plausible(Double(number))
        case .number(let number, _): plausible(number)
        case .string(let text): text.finiteNumber.flatMap(plausible) ?? seconds(written: text.trimmed)
        case .null, .bool, .array, .object: nil
        }
    }

    /// Reads an HTTP date in any of the three forms of RFC 9110, 5.6.7.
    static func seconds(httpDate text: String) -> Int? {
        var words = text.split { " ,-:".contains($0) }.map(String.init)
        guard words.count >= 7, words.count <= 8 else { return nil }
        words.removeFirst()
        // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT; Sun Nov  6 08:49:37 1994
        let isOldUnix = number(words[0]) == nil
        let order = isOldUnix ? [1, 0, 5, 2, 3, 4] : [0, 1, 2, 3, 4, 5]
        guard isOldUnix || words.last?.uppercased() == "GMT", let day = number(words[order[0]]),
            let month = months.firstIndex(of: words[order[1]].lowercased()), var year = number(words[order[2]]),
            let hour = number(words[order[3]]), let minute = number(words[order[4]]), let second = number(words[order[5]])
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        return seconds(year, month + 1, day, hour, minute, second)
    }

    private static func plausible(_ number: Double) -> Int? {
        let seconds = (number >= 1e12 ? number / 1000 : number).rounded(.down)
        // Up to the year 10000; 0 is how a service says "not yet".
        guard seconds > 0, seconds < 253_402_300_800 else { return nil }
        return Int(exactly: seconds)
    }

    /// `2025-11-02T08:49:37.123+08:00`, with `T` or a blank, with or without fraction and zone.
    private static func seconds(written text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard (19...40).contains(bytes.count), bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), "Tt ".utf8.contains(bytes[10])
        else { return nil }
        let parts = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19].compactMap { number(String(decoding: bytes[$0], as: UTF8.self)) }
        guard parts.count == 6, let local = seconds(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]) else { return nil }
        var rest = String(decoding: bytes[19...], as: UTF8.self)
        if rest.first == "." { rest = String(rest.dropFirst().drop { number(String($0)) != nil }) }
        let unnamed = bytes[10] == UInt8(ascii: " ") ? 8 * 3600 : 0
        guard let offset = rest.isEmpty ? unnamed : zone(rest.trimmed) else { return nil }
        return local - offset
    }

    /// Seconds east of UTC: `Z`, `+08:00`, `-0330`, `+08`.
    private static func zone(_ text: String) -> Int? {
        if text.uppercased() == "Z" { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = ["+": 1, "-": -1][text.prefix(1)], [2, 4].contains(digits.count), let hours = number(String(digits.prefix(2))),
            let minutes = digits.count == 2 ? 0 : number(String(digits.suffix(2))), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    /// ASCII digits alone, at most four of them.
    private static func number(_ text: String) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func seconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> Int? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60 else {
            return nil
        }
        // Counted from March, a year's odd day is its last, and the months before a month have 30.6 days each.
        let shifted = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days = 365 * shifted.0 + shifted.0 / 4 - shifted.0 / 100 + shifted.0 / 400 + (153 * shifted.1 + 2) / 5 + day - 1
        return (days - 719_468) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
