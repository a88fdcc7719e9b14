import AnnalsValues
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "RFC 3339 is read and written in UTC with 0, 3, 6 or 9 digits",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"),
            ("2026-01-31T09:30:00.5Z", 1_769_851_800, 500_000_000, "2026-01-31T09:30:00.500Z"),
            ("2026-01-31T09:30:00.123456Z", 1_769_851_800, 123_456_000, "2026-01-31T09:30:00.123456Z"),
            ("2026-01-31T09:30:00.123456789Z", 1_769_851_800, 123_456_789, "2026-01-31T09:30:00.123456789Z"),
            ("2026-01-31T11:30:00+02:00", 1_769_851_800, 0, "2026-01-31T09:30:00Z"),
            ("2026-01-31T00:00:00-09:30", 1_769_851_800, 0, "2026-01-31T09:30:00Z"),
            ("1969-12-31T23:59:59.25Z", -1, 250_000_000, "1969-12-31T23:59:59.250Z"),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0, "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
            ("2026-01-31T23:59:59+14:00", 1_769_853_599, 0, "2026-01-31T09:59:59Z"),
        ])
    func accepted(_ text: String, _ seconds: Int64, _ nanoseconds: Int32, _ written: String) throws {
        let time = try #require(Timestamp(text))
        #expect(time.seconds == seconds)
        #expect(time.nanoseconds == nanoseconds)
        #expect(time.description == written)
        #expect(Timestamp(written) == time)
        #expect(Timestamp(time.sortableText) == time)
        #expect(time.sortableText.utf8.count == 30)
    }

    @Test(
        "what the strict form does not allow is refused",
        arguments: [
            "", "2026-01-31", "2026-01-31t09:30:00Z", "2026-01-31T09:30:00z", "2026-01-31 09:30:00Z",
            "2026-01-31T09:30:00", "2026-01-31T24:00:00Z", "2026-01-31T09:60:00Z", "2026-01-31T23:59:60Z",
            "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00.1234567890Z", "2026-01-31T09:30:00+14:01",
            "2026-01-31T09:30:00+1:00", "2026-01-31T09:30:00+01", "2026-01-31T09:30:00Z ", "2026-02-30T09:30:00Z",
            "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-01-31T09:30Z",
        ])
    func refused(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("moments outside the range cannot be made")
    func range() {
        #expect(Timestamp(seconds: Timestamp.max.seconds + 1) == nil)
        #expect(Timestamp(seconds: Timestamp.min.seconds - 1) == nil)
        #expect(Timestamp(seconds: 0, nanoseconds: -1) == nil)
        #expect(Timestamp(seconds: 0, nanoseconds: 1_000_000_000) == nil)
    }

    @Test("the order of times is the order of sortable texts, before 1970 too")
    func order() throws {
        let texts = [
            "0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.5Z",
        ]
        let times = try texts.map { try #require(Timestamp($0)) }
        for (early, late) in zip(times, times.dropFirst()) {
            #expect(early < late)
            #expect(early.sortableText < late.sortableText)
        }
        #expect(times[1].date == CalendarDate(year: 1969, month: 12, day: 31))
        #expect(times[1].secondOfDay == 86_399)
    }

    @Test("the clock is after this was written")
    func now() throws {
        #expect(Timestamp.now() > (try #require(Timestamp("2025-01-01T00:00:00Z"))))
    }
}
