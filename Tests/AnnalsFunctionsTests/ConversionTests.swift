import AnnalsFunctions
import AnnalsValues
import Testing

@Suite struct ConversionTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("+7", 7), ("007", 7), ("9223372036854775807", Int.max), ("-9223372036854775808", .min),
    ])
    func intTexts(_ text: String, _ value: Int) throws {
        #expect(try CEL.int(text) == value)
    }

    @Test(arguments: [
        "", "-", " 1", "1 ", "1.0", "1e3", "0x10", "9223372036854775808", "١", "1_000", "--1", "+\u{301}1",
    ])
    func refusedIntTexts(_ text: String) {
        #expect(failure { () throws(EvaluationError) in try CEL.int(text) }?.kind == .invalidConversion)
        #expect(failure { () throws(EvaluationError) in try CEL.uint("-" + text) }?.kind == .invalidConversion)
    }

    @Test func uintTexts() throws {
        #expect(try CEL.uint("18446744073709551615") == UInt.max)
        for text in ["-1", "-0", "", "18446744073709551616"] {
            #expect(failure { () throws(EvaluationError) in try CEL.uint(text) }?.kind == .invalidConversion)
        }
    }

    @Test(arguments: [
        (1.9, 1), (-1.9, -1), (-0.0, 0), (9_223_372_036_854_774_784.0, 9_223_372_036_854_774_784),
        (-9_223_372_036_854_774_784.0, -9_223_372_036_854_774_784),
    ])
    func doublesBecomeInts(_ value: Double, _ result: Int) throws {
        #expect(try CEL.int(value) == result)
    }

    @Test(arguments: [0x1p63, -0x1p63, .infinity, -.infinity, .nan, 1e300])
    func doublesBeyondInt(_ value: Double) {
        #expect(failure { () throws(EvaluationError) in try CEL.int(value) }?.kind == .overflow)
    }

    @Test(arguments: [-1.0, -0x1p-1074, 0x1p64, .infinity, .nan])
    func doublesBeyondUInt(_ value: Double) {
        #expect(failure { () throws(EvaluationError) in try CEL.uint(value) }?.kind == .overflow)
    }

    @Test func integersOfOtherTypes() throws {
        #expect(try CEL.int(UInt(Int.max)) == Int.max)
        #expect(failure { () throws(EvaluationError) in try CEL.int(UInt(Int.max) + 1) }?.kind == .overflow)
        #expect(failure { () throws(EvaluationError) in try CEL.uint(-1) }?.kind == .overflow)
        #expect(try CEL.uint(1.5) == 1)
        #expect(try CEL.int32(-2_147_483_648) == .min)
        #expect(failure { () throws(EvaluationError) in try CEL.int32(2_147_483_648) }?.kind == .overflow)
        #expect(CEL.double(Int.max) == 0x1p63)
        // Before 1970 a half second counts to the second before.
        #expect(CEL.int(try CEL.timestamp("1969-12-31T23:59:59.5Z")) == -1)
    }

    @Test(arguments: [
        ("0", 0.0), ("-0.5", -0.5), ("+1e3", 1000), ("1E-3", 0.001), ("1e-400", 0), ("Infinity", .infinity),
        ("-Infinity", -.infinity), ("0.1", 0.1), ("9007199254740993", 9_007_199_254_740_992),
    ])
    func doubleTexts(_ text: String, _ value: Double) throws {
        #expect(try CEL.double(text) == value)
    }

    @Test(arguments: [
        "", "-", "1e400", "0x1p3", ".5", "5.", "1.e5", "01", "1e", "1e+", "inf", "nan", " 1", "1 ", "1,5", "١", "+-1",
    ])
    func refusedDoubleTexts(_ text: String) {
        #expect(failure { () throws(EvaluationError) in try CEL.double(text) }?.kind == .invalidConversion)
    }

    @Test func notANumber() throws {
        #expect(try CEL.double("NaN").isNaN)
    }

    @Test(arguments: [
        (1.0, "1"), (-0.0, "-0"), (0.1, "0.1"), (1_000_000.0, "1e+06"), (999_999.0, "999999"), (123456.75, "123456.75"),
        (1234567.5, "1.2345675e+06"), (0.0001, "0.0001"), (0.00001, "1e-05"), (-1.5e300, "-1.5e+300"),
        (.leastNonzeroMagnitude, "5e-324"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        (100, "100"),
        (1e21, "1e+21"),
    ])
    func doublesAsText(_ value: Double, _ text: String) throws {
        #expect(CEL.string(value) == text)
        if !value.isNaN { #expect(try CEL.double(text) == value) }
    }

    @Test func otherTexts() throws {
        #expect(CEL.string(true) == "true")
        #expect(CEL.string(Int.min) == "-9223372036854775808")
        #expect(CEL.string(UInt.max) == "18446744073709551615")
        #expect(CEL.string(try CEL.timestamp("2024-02-29T12:00:00.12+02:00")) == "2024-02-29T10:00:00.120Z")
        #expect(CEL.string(try CEL.duration("-1.5s")) == "-1.500s")
        #expect(CEL.bytes("é") == [0xC3, 0xA9])
        #expect(try CEL.string([0xC3, 0xA9]) == "é")
    }

    @Test(arguments: [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
    func bytesThatAreNoText(_ bytes: [UInt8]) {
        #expect(failure { () throws(EvaluationError) in try CEL.string(bytes) }?.kind == .invalidConversion)
    }

    @Test func bools() throws {
        for text in ["1", "t", "T", "TRUE", "true", "True"] { #expect(try CEL.bool(text)) }
        for text in ["0", "f", "F", "FALSE", "false", "False"] { #expect(try !CEL.bool(text)) }
        for text in ["", "yes", "tRUE", "true ", "2"] {
            #expect(failure { () throws(EvaluationError) in try CEL.bool(text) }?.kind == .invalidConversion)
        }
    }

    @Test(arguments: [
        "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z", "2024-01-01T00:00:60Z", "2024-02-30T00:00:00Z",
        "2024-01-01T24:00:00Z", "2024-01-01T0:00:00Z", "2024-01-01T00:00:00,5Z", "2024-01-01T00:00:00.1234567890Z",
        "2024-01-01T00:00:00+15:00", "0000-12-31T00:00:00Z", "2024-01-01", "",
    ])
    func refusedTimestamps(_ text: String) {
        #expect(failure { () throws(EvaluationError) in try CEL.timestamp(text) }?.kind == .invalidConversion)
    }

    @Test func timestampsFromSeconds() throws {
        #expect(try CEL.timestamp(-62_135_596_800) == .min)
        #expect(failure { () throws(EvaluationError) in try CEL.timestamp(253_402_300_800) }?.kind == .valueOutOfRange)
        #expect(failure { () throws(EvaluationError) in try CEL.timestamp(Int.min) }?.kind == .valueOutOfRange)
    }

    private enum Word: String { case cafe = "café", other }

    @Test func represented() throws {
        #expect(try CEL.enumeration("other", as: Word.self) == .other)
        #expect(failure { () throws(EvaluationError) in try CEL.enumeration("none", as: Word.self) } != nil)
        // The same text for Swift, but other bytes than those of the schema.
        #expect(failure { () throws(EvaluationError) in try CEL.enumeration("cafe\u{301}", as: Word.self) } != nil)
        #expect(
            try CEL.uuid("6BA7B810-9dad-11d1-80b4-00c04fd430c8").description == "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(failure { () throws(EvaluationError) in try CEL.uuid("6ba7b810") }?.kind == .invalidConversion)
        #expect(failure { () throws(EvaluationError) in try CEL.date("2023-02-29") }?.kind == .invalidConversion)
        #expect(try CEL.uri("mailto:ada@example.org") == "mailto:ada@example.org")
        #expect(failure { () throws(EvaluationError) in try CEL.uri("no scheme") }?.kind == .invalidConversion)
    }

    @Test func messagesAreShort() throws {
        let long = String(repeating: "é", count: 1000)
        let error = try #require(failure { () throws(EvaluationError) in try CEL.int(long) })
        #expect(error.message == "'\(String(repeating: "é", count: 57))...' is no int")
    }
}
