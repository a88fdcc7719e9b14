import AnnalsValues
import Testing

@Suite("TimeSpan")
struct TimeSpanTests {
    @Test(
        "seconds are read and written with 0, 3, 6 or 9 digits",
        arguments: [
            ("0s", 0, "0s"), ("1.5s", 1_500_000_000, "1.500s"), ("-3s", -3_000_000_000, "-3s"),
            ("0.000000001s", 1, "0.000000001s"), ("-0.25s", -250_000_000, "-0.250s"), ("-0s", 0, "0s"),
            ("9223372036.854775807s", Int64.max, "9223372036.854775807s"),
            ("-9223372036.854775808s", Int64.min, "-9223372036.854775808s"),
            ("1.000001s", 1_000_001_000, "1.000001s"),
        ])
    func accepted(_ text: String, _ nanoseconds: Int64, _ written: String) throws {
        let span = try #require(TimeSpan(text))
        #expect(span.nanoseconds == nanoseconds)
        #expect(span.description == written)
        #expect(TimeSpan(written) == span)
    }

    @Test(
        "other texts and too long times are refused",
        arguments: [
            "", "s", "1", "1.s", ".5s", "01s", "+1s", "1.0000000000s", "1 s", "1m", "1s ", "--1s", "1e3s",
            "9223372036.854775808s", "-9223372036.854775809s", "9223372037s", "99999999999999999999s",
        ])
    func refused(_ text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test("negative times come first")
    func order() {
        #expect(TimeSpan(nanoseconds: -1) < TimeSpan(nanoseconds: 0))
    }
}
