public import AnnalsValues

/// Parts of a moment. `offset` is the distance from UTC in seconds, within 14 hours either way; a zone is written `+02:00`,
/// `02:00`, `-02:30` or `UTC`. Named zones are left out on purpose: their rules change, and a replay must not.
extension CEL {
    /// The year.
    public static func year(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.date.year + local.years
    }

    /// The year in a zone; fails for what is no offset.
    public static func year(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        year(time, try offset(zone))
    }

    /// The month, from 0.
    public static func month(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.date.month - 1
    }

    /// The month, from 0 in a zone; fails for what is no offset.
    public static func month(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        month(time, try offset(zone))
    }

    /// The day of the month, from 1.
    public static func dayOfMonth(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.date.day
    }

    /// The day of the month, from 1 in a zone; fails for what is no offset.
    public static func dayOfMonth(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        dayOfMonth(time, try offset(zone))
    }

    /// The day of the month, from 0.
    public static func dayOfMonthFromZero(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.date.day - 1
    }

    /// The day of the month, from 0 in a zone; fails for what is no offset.
    public static func dayOfMonthFromZero(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        dayOfMonthFromZero(time, try offset(zone))
    }

    /// The day of the week; Sunday is 0.
    public static func dayOfWeek(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.dayOfWeek
    }

    /// The day of the week; Sunday is 0 in a zone; fails for what is no offset.
    public static func dayOfWeek(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        dayOfWeek(time, try offset(zone))
    }

    /// The day of the year, from 0.
    public static func dayOfYear(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.dayOfYear
    }

    /// The day of the year, from 0 in a zone; fails for what is no offset.
    public static func dayOfYear(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        dayOfYear(time, try offset(zone))
    }

    /// The hour.
    public static func hours(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.secondOfDay / 3600
    }

    /// The hour in a zone; fails for what is no offset.
    public static func hours(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        hours(time, try offset(zone))
    }

    /// The minute.
    public static func minutes(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.secondOfDay / 60 % 60
    }

    /// The minute in a zone; fails for what is no offset.
    public static func minutes(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        minutes(time, try offset(zone))
    }

    /// The second.
    public static func seconds(_ time: Timestamp, _ offset: Int = 0) -> Int {
        let local = LocalTime(time, offset: offset)
        return local.secondOfDay % 60
    }

    /// The second in a zone; fails for what is no offset.
    public static func seconds(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        seconds(time, try offset(zone))
    }

    /// The milliseconds after the second.
    public static func milliseconds(_ time: Timestamp, _ offset: Int = 0) -> Int {
        Int(time.nanoseconds) / 1_000_000
    }

    /// The milliseconds after the second in a zone; fails for what is no offset.
    public static func milliseconds(_ time: Timestamp, _ zone: String) throws(EvaluationError) -> Int {
        milliseconds(time, try offset(zone))
    }

    // MARK: - Durations

    /// Whole hours.
    public static func hours(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 3_600_000_000_000) }

    /// Whole minutes.
    public static func minutes(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 60_000_000_000) }

    /// Whole seconds.
    public static func seconds(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 1_000_000_000) }

    /// The milliseconds after the second.
    public static func milliseconds(_ span: TimeSpan) -> Int { Int(span.nanoseconds / 1_000_000 % 1000) }

    // MARK: - Zones

    static func offset(_ zone: String) throws(EvaluationError) -> Int {
        guard let offset = ZoneOffset.seconds(zone) else {
            throw EvaluationError(
                .invalidArgument, "\(EvaluationError.quoted(zone)) is no offset such as +02:00, -02:30 or UTC")
        }
        return offset
    }
}

/// Offsets from UTC as they are written.
public enum ZoneOffset {
    /// The seconds of `+02:00`, `02:00`, `-02:30` or `UTC`, at most 14 hours either way; nil for anything else.
    public static func seconds(_ text: String) -> Int? {
        if text == "UTC" { return 0 }
        var bytes = Array(text.utf8)
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [0, 1, 3, 4].map { Int(bytes[$0]) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard minutes < 60, hours * 60 + minutes <= 14 * 60 else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -60 : 60)
    }
}

/// A moment as the clocks of a zone show it.
private struct LocalTime {
    let date: CalendarDate
    /// What to add to the year of `date`: the last hours before year 1 and after year 9999 are shown in a year 400 years
    /// away, which has the same calendar.
    let years: Int
    let secondOfDay: Int
    private let days: Int

    init(_ time: Timestamp, offset: Int) {
        let seconds = Int(time.seconds) + offset
        days = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
        secondOfDay = seconds - days * 86_400
        years = CalendarDate(daysSince1970: days) != nil ? 0 : days > 0 ? 400 : -400
        // One of both is in range: the offset is a matter of hours.
        date = CalendarDate(daysSince1970: days - years / 400 * 146_097) ?? time.date
    }

    var dayOfWeek: Int {
        let day = (days + 4) % 7
        return day < 0 ? day + 7 : day
    }

    var dayOfYear: Int {
        let newYear = CalendarDate(year: date.year, month: 1, day: 1)
        return date.daysSince1970 - (newYear?.daysSince1970 ?? 0)
    }
}
