import AnnalsValues
import Testing

@Suite("CalendarDate")
struct CalendarDateTests {
    @Test(
        "dates of the calendar read back",
        arguments: ["0001-01-01", "1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"])
    func accepted(_ text: String) throws {
        let date = try #require(CalendarDate(text))
        #expect(date.description == text)
        #expect(CalendarDate(daysSince1970: date.daysSince1970) == date)
    }

    @Test(
        "other texts are refused",
        arguments: [
            "", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "2023-01-00", "0000-01-01",
            "2023-1-01", "23-01-01", "2023/01/01", "2023-01-01T", "-2023-01-01", "12023-01-01", "2023-01-0x",
        ])
    func refused(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("every day of the range follows the one before, and none lies outside")
    func everyDay() throws {
        let first = try #require(CalendarDate("0001-01-01")).daysSince1970
        let last = try #require(CalendarDate("9999-12-31")).daysSince1970
        var before = try #require(CalendarDate(daysSince1970: first))
        for days in (first + 1)...last {
            guard let date = CalendarDate(daysSince1970: days), date > before, date.daysSince1970 == days else {
                Issue.record("day \(days) after \(before)")
                return
            }
            before = date
        }
        #expect(CalendarDate(daysSince1970: first - 1) == nil)
        #expect(CalendarDate(daysSince1970: last + 1) == nil)
    }
}
