import AnnalsJSON
import AnnalsValues
import JSONTrials
import Testing

@Suite("Numbers", .timeLimit(.minutes(10)))
struct NumberTests {
    private func double(_ text: String) throws -> Double {
        try JSONReader.read(Array(text.utf8)) { $0.double() }
    }

    private func written(_ value: Double) throws -> String {
        var writer = JSONWriter()
        writer.value(value)
        return String(decoding: try writer.finish(), as: UTF8.self)
    }

    @Test(
        "doubles are the nearest ones",
        arguments: [
            ("0", 0.0), ("1", 1.0), ("-1.5", -1.5), ("0.1", 0.1), ("123456789.125", 123_456_789.125),
            ("9007199254740993", 9_007_199_254_740_992), ("9007199254740993.0000000001", 9_007_199_254_740_994),
            ("1.7976931348623157e308", .greatestFiniteMagnitude), ("4.9406564584124654e-324", .leastNonzeroMagnitude),
            ("2.2250738585072011e-308", Double(bitPattern: 0x000F_FFFF_FFFF_FFFF)), ("1e-400", 0), ("1E+2", 100),
            ("0.000001", 1e-6),
            ("8.41e21", 8.41e21), ("100000000000000000000000", 1e23), ("5e-324", .leastNonzeroMagnitude),
        ])
    func nearest(_ text: String, _ value: Double) throws {
        #expect(try double(text).bitPattern == value.bitPattern)
        #expect(JSONNumber(text)?.double?.bitPattern == value.bitPattern)
    }

    @Test("a number beyond all doubles violates every bound that it exceeds")
    func beyond() {
        let error = #expect(throws: InvalidPayload.self) {
            try JSONReader.read(Array("1e400".utf8)) {
                $0.double(maximum: 20, exclusiveMaximum: 10, multipleOf: DecimalNumber("3"))
            }
        }
        #expect(error?.violations.map(\.keyword) == ["maximum", "exclusiveMaximum", "multipleOf"])
    }

    @Test("a short number is not longer than the limit")
    func length() {
        #expect(throws: InvalidPayload.self) {
            try JSONReader.read(Array("1234.5678".utf8), limits: JSONLimits(stringLength: 5)) { $0.double() }
        }
    }

    @Test("minus zero stays minus zero")
    func minusZero() throws {
        #expect(try double("-0").bitPattern == (-0.0).bitPattern)
        #expect(try double("-0.0").bitPattern == (-0.0).bitPattern)
        #expect(try written(-0.0) == "-0.0")
    }

    @Test("random doubles read back from their shortest text and from decimals of any length")
    func random() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            #expect(try double(try written(value)).bitPattern == value.bitPattern)
            // The short way must agree with the library.
            let text = "\(generator.next() >> UInt64.random(in: 0...63, using: &generator))"
            let point = Int.random(in: 1...text.count, using: &generator)
            let decimal = point == text.count ? text : "\(text.prefix(point)).\(text.dropFirst(point))"
            #expect(try double(decimal) == Double(decimal))
        }
    }

    @Test(
        "a number beyond the range of doubles is a violation, not infinity",
        arguments: [("1e309", "maximum"), ("-1e309", "minimum"), ("1e99999999999999999999", "maximum")])
    func overflow(_ text: String, _ keyword: String) throws {
        let error = #expect(throws: InvalidPayload.self) { try double(text) }
        #expect(error?.violations.map(\.keyword) == [keyword])
    }

    @Test("numbers of 10,000 and of a million digits are read without harm", arguments: [10_000, 1_000_000])
    func long(_ count: Int) throws {
        let digits = String(repeating: "7", count: count)
        #expect(try double("0." + digits) == 0.7777777777777778)
        #expect(throws: InvalidPayload.self) { try double(digits) }
        #expect(try JSONValue(parsing: digits).text == digits)
        let small = "0." + String(repeating: "0", count: count) + "1"
        #expect(try double(small) == 0)
        for (text, keyword) in [
            (digits, "maximum"), ("-" + digits, "minimum"), ("1." + digits, "type"), (small, "type"),
        ] {
            let error = #expect(throws: InvalidPayload.self) { try JSONReader.read(Array(text.utf8)) { $0.int() } }
            #expect(error?.violations.map(\.keyword) == [keyword])
        }
    }

    @Test("infinite and undefined doubles are not written", arguments: [Double.infinity, -.infinity, .nan])
    func unencodable(_ value: Double) {
        let error = #expect(throws: UnencodableValue.self) {
            try LineItem(productId: "p", quantity: 1, price: value).json()
        }
        #expect(error?.value == value.description)
        #expect(JSONNumber(value) == nil)
    }

    @Test(
        "what is written is a JSON number",
        arguments: [
            (1.0, "1.0"), (0.1, "0.1"), (1e16, "1e+16"), (1e-7, "1e-07"), (.leastNonzeroMagnitude, "5e-324"),
            (123456.789, "123456.789"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
        ])
    func shortest(_ value: Double, _ text: String) throws {
        #expect(try written(value) == text)
        #expect(JSONNumber(text) != nil)
        #expect(try double(text) == value)
    }

    @Test(
        "integers of any notation",
        arguments: [
            ("1.0", 1), ("1e2", 100), ("-120e-1", -12), ("0e9999999", 0), ("-0", 0), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("922337203685477580.7e1", Int.max),
        ])
    func integers(_ text: String, _ value: Int) throws {
        #expect(try JSONReader.read(Array(text.utf8)) { $0.int() } == value)
        #expect(JSONNumber(text)?.integer(Int.self) == value)
    }

    @Test("the smallest integer can be checked for multiples of minus one and of zero")
    func trappingDivision() throws {
        let text = Array("-9223372036854775808".utf8)
        #expect(try JSONReader.read(text) { $0.int(multipleOf: -1) } == .min)
        #expect(throws: InvalidPayload.self) { try JSONReader.read(text) { $0.int(multipleOf: 0) } }
    }

    @Test(
        "literals outside the grammar make no number",
        arguments: ["", "-", "01", "1.", ".1", "+1", "1e", "0x10", "NaN", "Infinity", "1 ", "١"])
    func literals(_ text: String) {
        #expect(JSONNumber(text) == nil)
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[\(text) x]") }
        #expect(throws: InvalidPayload.self) { try double(text + "]") }
    }
}
