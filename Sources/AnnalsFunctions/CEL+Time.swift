public import AnnalsValues

extension CEL {
    /// The year in UTC.
    public static func year(_ time: Timestamp) -> Int { time.date.year }

    /// The month in UTC, from 0.
    public static func month(_ time: Timestamp) -> Int { time.date.month - 1 }

    /// The day of the month in UTC, from 1.
    public static func dayOfMonth(_ time: Timestamp) -> Int { time.date.day }

    /// The day of the month in UTC, from 0.
    public static func dayOfMonthFromZero(_ time: Timestamp) -> Int { time.date.day - 1 }

    /// The day of the week in UTC; Sunday is 0.
    public static func dayOfWeek(_ time: Timestamp) -> Int {
        let days = (time.date.daysSince1970 + 4) % 7
        return days < 0 ? days + 7 : days
    }

    /// The day of the year in UTC, from 0.
    public static func dayOfYear(_ time: Timestamp) -> Int {
        let newYear = CalendarDate(year: time.date.year, month: 1, day: 1)
        return time.date.daysSince1970 - (newYear?.daysSince1970 ?? 0)
    }

    /// The hour in UTC.
    public static func hours(_ time: Timestamp) -> Int { time.secondOfDay / 3600 }

    /// The minute in UTC.
    public static func minutes(_ time: Timestamp) -> Int { time.secondOfDay / 60 % 60 }

    /// The second in UTC.
    public static func seconds(_ time: Timestamp) -> Int { time.secondOfDay % 60 }

    /// The milliseconds after the second.
    public static func milliseconds(_ time: Timestamp) -> Int { Int(time.nanoseconds) / 1_000_000 }

    /// Whole hours.
    public static func hours(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 3_600_000_000_000) }

    /// Whole minutes.
    public static func minutes(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 60_000_000_000) }

    /// Whole seconds.
    public static func seconds(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 1_000_000_000) }

    /// The milliseconds after the second.
    public static func milliseconds(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 1_000_000 % 1000) }
}
