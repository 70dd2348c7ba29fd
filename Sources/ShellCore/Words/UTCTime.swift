/// Moments as they are written down.
enum UTCTime {
    /// `2026-11-23 01:22:54`, of seconds since 1970; a moment outside the years 1 to 9999 is given as its seconds.
    static func text(_ seconds: Int) -> String {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return String(seconds) }
        let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let time = seconds - day * 86_400
        let (year, month, dayOfMonth) = date(day)
        return "\(padded(year, 4))-\(padded(month))-\(padded(dayOfMonth)) "
            + [time / 3600, time / 60 % 60, time % 60].map { padded($0) }.joined(separator: ":")
    }

    /// The Gregorian date of a day counted from 1970: the year is taken to begin in March, so that the odd day comes last.
    private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
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
