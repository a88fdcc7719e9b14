import AnnalsFunctions
import AnnalsValues
import Testing

@Suite struct TimeTests {
    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test(arguments: [
        ("2024-02-28T23:59:59.5Z", 500_000_000, "2024-02-29T00:00:00Z"),
        ("2024-03-01T00:00:00Z", -1, "2024-02-29T23:59:59.999999999Z"),
        ("1969-12-31T23:59:59.999999999Z", 1, "1970-01-01T00:00:00Z"),
        ("1970-01-01T00:00:00.5Z", -1_500_000_000, "1969-12-31T23:59:59Z"),
        ("2000-01-01T00:00:00Z", Int64.min, "1707-09-22T00:12:43.145224192Z"),
        ("2000-01-01T00:00:00Z", Int64.max, "2292-04-10T23:47:16.854775807Z"),
    ])
    func addition(_ time: String, _ nanoseconds: Int64, _ result: String) throws {
        let (start, end) = (try moment(time), try moment(result))
        let span = TimeSpan(nanoseconds: nanoseconds)
        #expect(try CEL.add(start, span) == end)
        #expect(try CEL.add(span, start) == end)
        #expect(try CEL.subtract(end, span) == start)
        #expect(try CEL.subtract(end, start) == span)
    }

    @Test func theYears1To9999AreTheLimit() throws {
        let nanosecond = TimeSpan(nanoseconds: 1)
        #expect(
            failure { () throws(EvaluationError) in try CEL.add(Timestamp.max, nanosecond) }?.kind == .valueOutOfRange)
        #expect(
            failure { () throws(EvaluationError) in try CEL.subtract(Timestamp.min, nanosecond) }?.kind
                == .valueOutOfRange)
        #expect(
            failure { () throws(EvaluationError) in try CEL.subtract(Timestamp.max, TimeSpan(nanoseconds: .min)) }?.kind
                == .valueOutOfRange)
    }

    @Test func aTimeBetweenFitsIn292Years() throws {
        let start = try moment("2000-01-01T00:00:00.5Z")
        let last = try moment("2292-04-10T23:47:17.354775807Z")
        #expect(try CEL.subtract(last, start) == TimeSpan(nanoseconds: .max))
        #expect(try CEL.subtract(start, try CEL.add(last, TimeSpan(nanoseconds: 1))) == TimeSpan(nanoseconds: .min))
        let beyond = try CEL.add(last, TimeSpan(nanoseconds: 1))
        #expect(failure { () throws(EvaluationError) in try CEL.subtract(beyond, start) }?.kind == .overflow)
        #expect(failure { () throws(EvaluationError) in try CEL.subtract(Timestamp.max, .min) }?.kind == .overflow)
    }

    @Test func durationsOverflowAsAnError() throws {
        let (one, most) = (TimeSpan(nanoseconds: 1), TimeSpan(nanoseconds: .max))
        #expect(failure { () throws(EvaluationError) in try CEL.add(most, one) }?.kind == .overflow)
        #expect(
            failure { () throws(EvaluationError) in try CEL.subtract(TimeSpan(nanoseconds: .min), one) }?.kind
                == .overflow)
        #expect(try CEL.subtract(one, most) == TimeSpan(nanoseconds: 1 - Int64.max))
    }

    @Test(arguments: [
        ("2023-12-25T13:45:56.789Z", [2023, 11, 25, 24, 1, 358, 13, 45, 56, 789]),
        ("2024-12-31T23:59:59.999999999Z", [2024, 11, 31, 30, 2, 365, 23, 59, 59, 999]),
        ("1969-12-31T00:00:00Z", [1969, 11, 31, 30, 3, 364, 0, 0, 0, 0]),
        ("0001-01-01T00:00:00Z", [1, 0, 1, 0, 1, 0, 0, 0, 0, 0]),
        ("2024-03-10T01:30:00+02:00", [2024, 2, 9, 8, 6, 68, 23, 30, 0, 0]),
    ])
    func partsOfAMoment(_ text: String, _ parts: [Int]) throws {
        let time = try moment(text)
        #expect(
            [
                CEL.year(time), CEL.month(time), CEL.dayOfMonth(time), CEL.dayOfMonthFromZero(time),
                CEL.dayOfWeek(time), CEL.dayOfYear(time), CEL.hours(time), CEL.minutes(time), CEL.seconds(time),
                CEL.milliseconds(time),
            ] == parts)
    }

    @Test func partsOfADurationAreOfTheWhole() throws {
        let span = try CEL.duration("3h4m5.678s")
        #expect(
            [CEL.hours(span), CEL.minutes(span), CEL.seconds(span), CEL.milliseconds(span)] == [3, 184, 11045, 678])
        let negative = try CEL.duration("-1.5s")
        #expect([CEL.hours(negative), CEL.seconds(negative), CEL.milliseconds(negative)] == [0, -1, -500])
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("1h30m", 5_400_000_000_000), ("-1.5s", -1_500_000_000), ("+2ms", 2_000_000),
        ("1us", 1000), ("1ns", 1), (".5s", 500_000_000), ("1.s", 1_000_000_000), ("1.5ns", 1),
        ("1m1m", 120_000_000_000),
        ("9223372036854775807ns", Int64.max), ("-9223372036s854775808ns", Int64.min),
    ])
    func durationTexts(_ text: String, _ nanoseconds: Int64) throws {
        #expect(try CEL.duration(text).nanoseconds == nanoseconds)
        #expect(CEL.durationLiteral(text).nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "-", "1", "1.5", "s", ".s", "1d", "1h-5m", " 1s", "1s ", "1e3s", "00", "1H", "9223372036854775808ns",
        "9223372036s854775808ns", "99999999999999999999h", "2562048h", "1\u{301}s",
    ])
    func refusedDurationTexts(_ text: String) {
        #expect(failure { () throws(EvaluationError) in try CEL.duration(text) }?.kind == .invalidConversion)
    }
}
