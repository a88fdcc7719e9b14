import AnnalsValues
import Testing

@Suite("DecimalNumber")
struct DecimalNumberTests {
    @Test(
        "numbers are written without exponent and superfluous zeros",
        arguments: [
            ("0", "0"), ("-0", "0"), ("0.000e5", "0"), ("1.0", "1"), ("1.00", "1"), ("12.50", "12.5"), ("1e3", "1000"),
            ("-1.5E+2", "-150"), ("5e-3", "0.005"),
            ("123456789012345678901234567890.1", "123456789012345678901234567890.1"),
            ("100", "100"), ("0e999999999999999999999", "0"),
        ])
    func text(_ text: String, _ written: String) throws {
        let number = try #require(DecimalNumber(text))
        #expect(number.description == written)
        #expect(DecimalNumber(written) == number)
    }

    @Test(
        "what is no JSON number is refused",
        arguments: ["", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", " 1", "1 ", "inf", "1_000", "-01"])
    func refused(_ text: String) {
        #expect(DecimalNumber(text) == nil)
    }

    @Test("the limits: a thousand digits, a magnitude below 10^10,000")
    func limits() throws {
        let thousand = String(repeating: "7", count: 1000)
        #expect(DecimalNumber(thousand)?.description == thousand)
        #expect(DecimalNumber(thousand + "7") == nil)
        #expect(DecimalNumber("1" + String(repeating: "0", count: 9999)) == DecimalNumber("1e9999"))
        #expect(DecimalNumber("1e9999") != nil)
        #expect(DecimalNumber("1e10000") == nil)
        #expect(DecimalNumber("1e-10000") != nil)
        #expect(DecimalNumber("1e-10001") == nil)
        #expect(DecimalNumber("1e9223372036854775807999") == nil)
    }

    @Test("equal values are equal and hash alike, however they are written")
    func equality() throws {
        let forms = try ["1", "1.0", "1.000", "10e-1", "0.1e1"].map { try #require(DecimalNumber($0)) }
        #expect(Set(forms).count == 1)
        #expect(forms[0] == 1)
    }

    @Test("numbers are ordered by value")
    func order() throws {
        let texts = ["-1e3", "-12", "-1.5", "-0.001", "0", "0.0009", "0.001", "1.4999", "1.5", "11.9", "12", "1e3"]
        let numbers = try texts.map { try #require(DecimalNumber($0)) }
        for (index, number) in numbers.enumerated() {
            for (other, second) in numbers.enumerated() { #expect((number < second) == (index < other)) }
        }
    }

    @Test(
        "multiples are decided exactly",
        arguments: [
            ("0.3", "0.1", true), ("1.10", "0.05", true), ("1.11", "0.05", false), ("0", "7", true), ("7", "0", false),
            ("1e300", "3", false), ("3e300", "3", true), ("-9", "3", true), ("0.5", "1", false), ("10", "4", false),
            ("12345678901234567890.0075", "0.0025", true), ("1e9000", "7", false), ("100", "1e2", true),
            ("100", "1e3", false),
        ])
    func multiples(_ value: String, _ divisor: String, _ expected: Bool) throws {
        let (value, divisor) = (try #require(DecimalNumber(value)), try #require(DecimalNumber(divisor)))
        #expect(value.isMultiple(of: divisor) == expected)
    }

    @Test("integers and doubles convert where they are exact")
    func conversions() throws {
        #expect(DecimalNumber("1e2")?.integer(Int.self) == 100)
        #expect(DecimalNumber("-0.0")?.integer(Int.self) == 0)
        #expect(DecimalNumber("1.5")?.integer(Int.self) == nil)
        #expect(DecimalNumber("9223372036854775808")?.integer(Int.self) == nil)
        #expect(DecimalNumber("1e9999")?.integer(Int.self) == nil)
        #expect(DecimalNumber(Int.min).integer(Int.self) == .min)
        #expect(DecimalNumber(UInt.max).integer(UInt.self) == .max)
        #expect(DecimalNumber("0.1")?.double == 0.1)
        #expect(DecimalNumber("1e9999")?.double == .infinity)
        #expect(DecimalNumber(shortest: 0.1)?.description == "0.1")
        #expect(DecimalNumber(shortest: 1e-7)?.description == "0.0000001")
        #expect(DecimalNumber(shortest: .infinity) == nil)
        #expect(DecimalNumber(shortest: .nan) == nil)
    }
}
