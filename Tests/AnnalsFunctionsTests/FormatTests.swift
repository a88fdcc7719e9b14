import AnnalsFunctions
import AnnalsValues
import Testing

@Suite("format()")
struct FormatTests {
    /// What C's `printf` writes, as Python's `%` passes it on: `python3 -c 'print("%.2f" % 2.675)'`.
    @Test(
        "Doubles are rounded on their exact value, half to even",
        arguments: [
            ("%.0f", 0.0, "0"),
            ("%.2f", 0.0, "0.00"),
            ("%e", 0.0, "0.000000e+00"),
            ("%.0e", 0.0, "0e+00"),
            ("%.0f", -0.0, "-0"),
            ("%.2f", -0.0, "-0.00"),
            ("%e", -0.0, "-0.000000e+00"),
            ("%.0e", -0.0, "-0e+00"),
            ("%.0f", 1.0, "1"),
            ("%.2f", 1.0, "1.00"),
            ("%e", 1.0, "1.000000e+00"),
            ("%.0e", 1.0, "1e+00"),
            ("%.0f", 2.5, "2"),
            ("%.2f", 2.5, "2.50"),
            ("%e", 2.5, "2.500000e+00"),
            ("%.0e", 2.5, "2e+00"),
            ("%.0f", 1.5, "2"),
            ("%.2f", 1.5, "1.50"),
            ("%e", 1.5, "1.500000e+00"),
            ("%.0e", 1.5, "2e+00"),
            ("%.0f", 0.5, "0"),
            ("%.2f", 0.5, "0.50"),
            ("%e", 0.5, "5.000000e-01"),
            ("%.0e", 0.5, "5e-01"),
            ("%.0f", 2.675, "3"),
            ("%.2f", 2.675, "2.67"),
            ("%e", 2.675, "2.675000e+00"),
            ("%.0e", 2.675, "3e+00"),
            ("%.0f", 1.005, "1"),
            ("%.2f", 1.005, "1.00"),
            ("%e", 1.005, "1.005000e+00"),
            ("%.0e", 1.005, "1e+00"),
            ("%.0f", 123.4999, "123"),
            ("%.2f", 123.4999, "123.50"),
            ("%e", 123.4999, "1.234999e+02"),
            ("%.0e", 123.4999, "1e+02"),
            ("%.0f", 99.995, "100"),
            ("%.2f", 99.995, "100.00"),
            ("%e", 99.995, "9.999500e+01"),
            ("%.0e", 99.995, "1e+02"),
            ("%.0f", 0.1, "0"),
            ("%.2f", 0.1, "0.10"),
            ("%e", 0.1, "1.000000e-01"),
            ("%.0e", 0.1, "1e-01"),
            ("%.0f", 1e21, "1000000000000000000000"),
            ("%.2f", 1e21, "1000000000000000000000.00"),
            ("%e", 1e21, "1.000000e+21"),
            ("%.0e", 1e21, "1e+21"),
            ("%e", 1.7976931348623157e308, "1.797693e+308"),
            ("%.0e", 1.7976931348623157e308, "2e+308"),
            ("%.0f", .leastNonzeroMagnitude, "0"),
            ("%.2f", .leastNonzeroMagnitude, "0.00"),
            ("%e", .leastNonzeroMagnitude, "4.940656e-324"),
            ("%.0e", .leastNonzeroMagnitude, "5e-324"),
            ("%.0f", 2.2250738585072014e-308, "0"),
            ("%.2f", 2.2250738585072014e-308, "0.00"),
            ("%e", 2.2250738585072014e-308, "2.225074e-308"),
            ("%.0e", 2.2250738585072014e-308, "2e-308"),
            ("%.0f", 1e-7, "0"),
            ("%.2f", 1e-7, "0.00"),
            ("%e", 1e-7, "1.000000e-07"),
            ("%.0e", 1e-7, "1e-07"),
            ("%.0f", 123456789.987654321, "123456790"),
            ("%.2f", 123456789.987654321, "123456789.99"),
            ("%e", 123456789.987654321, "1.234568e+08"),
            ("%.0e", 123456789.987654321, "1e+08"),
            ("%.0f", -3.5, "-4"),
            ("%.2f", -3.5, "-3.50"),
            ("%e", -3.5, "-3.500000e+00"),
            ("%.0e", -3.5, "-4e+00"),
            ("%.0f", 9.5, "10"),
            ("%.2f", 9.5, "9.50"),
            ("%e", 9.5, "9.500000e+00"),
            ("%.0e", 9.5, "1e+01"),
            ("%.0f", 9.9999, "10"),
            ("%.2f", 9.9999, "10.00"),
            ("%e", 9.9999, "9.999900e+00"),
            ("%.0e", 9.9999, "1e+01"),
            ("%.0f", 0.000123456, "0"),
            ("%.2f", 0.000123456, "0.00"),
            ("%e", 0.000123456, "1.234560e-04"),
            ("%.0e", 0.000123456, "1e-04"),
            ("%.20f", 0.1, "0.10000000000000000555"),
            ("%.3e", 9.9999, "1.000e+01"),
            ("%.3f", 1.0005, "1.000"),
        ] as [(String, Double, String)])
    func doubles(format: String, value: Double, text: String) throws {
        #expect(try CEL.format(format, [.init(value)]) == text)
    }

    @Test(
        "Every kind of value",
        arguments: [
            ("%s", .init("é%s"), "é%s"), ("%s", .null, "null"), ("%s", .init(true), "true"), ("%s", .init(-5), "-5"),
            ("%s", .init(UInt.max), "18446744073709551615"), ("%s", .init([0x61, 0xFF] as [UInt8]), "a\u{FFFD}"),
            ("%s", .init([[1, 2], []]), "[[1, 2], []]"), ("%s", .init(1_000_000.0), "1e+06"),
            ("%s", .init(["b": 1, "a": 2] as OrderedMap), "{a: 2, b: 1}"),
            ("%s", .init(TimeSpan(nanoseconds: -1_500_000_000)), "-1.500s"),
            ("%d%%", .init(Int.min), "-9223372036854775808%"), ("%d", .init(-Double.infinity), "-Infinity"),
            ("%f", .init(Double.nan), "NaN"), ("%.1f", .init(3), "3.0"), ("%x", .init(-255), "-ff"),
            ("%X", .init("Hi~"), "48697E"), ("%x", .init([0x00, 0x0A] as [UInt8]), "000a"), ("%o", .init(8), "10"),
            ("%b", .init(-5), "-101"), ("%b", .init(true), "1"),
            ("%.1000f", .init(0.5), "0.5" + String(repeating: "0", count: 999)),
        ] as [(String, FormatArgument, String)])
    func values(format: String, value: FormatArgument, text: String) throws {
        #expect(try CEL.format(format, [value]) == text)
    }

    @Test(
        "What does not fit",
        arguments: [
            ("%", "'%' at the end is no clause: write %% for a percent sign"),
            ("%5s", "'%5' is no clause; there are %s %d %f %e %x %X %o %b, and %.2f and %.2e"),
            ("%.2s", "'%.2s' is no clause; there are %s %d %f %e %x %X %o %b, and %.2f and %.2e"),
            ("%E", "'%E' is no clause; there are %s %d %f %e %x %X %o %b, and %.2f and %.2e"),
            ("%.1001f", "'%.1001' asks for more than 1000 places"),
            ("%.99999999999999999999f", "'%.9999' asks for more than 1000 places"),
            ("%s %s", "there is no argument for clause 2"), ("%d", "%d cannot show a string"),
            ("%f", "%f cannot show a string"), ("%b", "%b cannot show a string"), ("%o", "%o cannot show a string"),
        ])
    func errors(format: String, message: String) {
        #expect(throws: EvaluationError(.invalidFormat, message)) { try CEL.format(format, [.init("a")]) }
    }
}
