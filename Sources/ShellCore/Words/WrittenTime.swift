/// Moments as they are written down.
enum WrittenTime {
    /// `2026-11-23T01:22:54Z`, of seconds since 1970; a moment outside the years 1 to 9999 is given as its seconds.
    static func utc(_ seconds: Int) -> String { date(seconds).map { "\($0.day)T\($0.time)Z" } ?? String(seconds) }

    /// `2026-11-23 09:22:54 +08:00`, by a clock that is so many seconds ahead of UTC.
    static func local(_ seconds: Int, offset: Int) -> String {
        let (shifted, isOver) = seconds.addingReportingOverflow(offset)
        guard !isOver, let date = date(shifted) else { return String(seconds) }
        return "\(date.day) \(date.time) \(offset < 0 ? "-" : "+")\(clock(offset.magnitude, isShort: offset % 60 == 0))"
    }

    private static func date(_ seconds: Int) -> (day: String, time: String)? {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
        let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let (year, month, dayOfMonth) = date(ofDay: day)
        return ("\(padded(year, 4))-\(padded(month))-\(padded(dayOfMonth))", clock((seconds - day * 86_400).magnitude))
    }

    private static func clock(_ seconds: UInt, isShort: Bool = false) -> String {
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        return parts.prefix(isShort ? 2 : 3).map { padded(Int(clamping: $0)) }.joined(separator: ":")
    }

    /// The Gregorian date of a day counted from 1970: the year is taken to begin in March, so that the odd day comes last.
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ places: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, places - digits.count)) + digits
    }
}
