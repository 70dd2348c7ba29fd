import Foundation

/// The day by the clock of this machine, which `$TZ` may set.
enum LocalDay {
    /// When the day of a moment began; both in seconds since 1970.
    ///
    /// The C library's own arithmetic is taken: this is asked for with each event, and Foundation's calendars take milliseconds to load.
    static func start(of moment: Int) -> Int {
        var time = time_t(moment)
        var day = tm()
        guard localtime_r(&time, &day) != nil else { return moment - moment % 86_400 }
        (day.tm_hour, day.tm_min, day.tm_sec, day.tm_isdst) = (0, 0, 0, -1)
        return Int(mktime(&day))
    }

    /// How far the clock is ahead of UTC at a moment, in seconds; 0 where that is not known.
    static func utcOffset(at moment: Int) -> Int {
        var time = time_t(moment)
        var day = tm()
        return localtime_r(&time, &day) == nil ? 0 : Int(day.tm_gmtoff)
    }
}
