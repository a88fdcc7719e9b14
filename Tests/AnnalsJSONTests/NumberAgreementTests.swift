import AnnalsJSON
import AnnalsValues
import Foundation
import JSONTrials
import Testing

/// Numbers against the C library's `strtod` and against whole numbers of 128 bits.
@Suite("Numbers against others", .timeLimit(.minutes(10)))
struct NumberAgreementTests {
    // MARK: - Doubles

    private func double(_ text: String) -> Double? {
        GuardedBytes.with(Array(text.utf8)) { buffer in try? JSONReader.read(buffer) { $0.double() } }
    }

    /// Reads a number in every way and expects what the C library reads.
    private func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let expected = strtod(text, nil)
        let read = double(text)
        #expect(
            read?.bitPattern == (expected.isFinite ? expected.bitPattern : nil), "\(text)",
            sourceLocation: sourceLocation)
        #expect(JSONNumber(text)?.double?.bitPattern == read?.bitPattern, "\(text)", sourceLocation: sourceLocation)
        // Inside of an object there is something behind the number.
        let field = try? Scalars(json: "{\"json\":\(text),\"int\":5}")
        #expect(field?.json == JSONNumber(text).map { .number($0) }, "\(text)", sourceLocation: sourceLocation)
    }

    /// Any bits, more often than chance would have it with an exponent at the edges: subnormal, whole, the largest.
    private static func value(_ random: inout SeededGenerator) -> Double {
        let sign = random.next() & (1 << 63)
        let fraction = random.next() >> UInt64.random(in: 12...63, using: &random)
        let exponents: [ClosedRange<UInt64>] = [0...0, 1...3, 1023...1087, 970...1080, 2040...2046, 0...2046]
        let exponent = UInt64.random(in: exponents.randomElement(using: &random) ?? 0...2046, using: &random)
        let bits = Bool.random(using: &random) ? fraction : (fraction ^ 0x000F_FFFF_FFFF_FFFF)
        return Double(bitPattern: sign | exponent << 52 | bits & 0x000F_FFFF_FFFF_FFFF)
    }

    @Test(
        "what is written is the shortest text that reads back to the same bits", arguments: 1...2 as ClosedRange<UInt64>
    )
    func shortest(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            let value = NumberAgreementTests.value(&random)
            var writer = JSONWriter()
            writer.value(value)
            let text = String(decoding: try writer.finish(), as: UTF8.self)
            #expect(JSONReference.finding(in: Array(text.utf8)) == nil)
            #expect(strtod(text, nil).bitPattern == value.bitPattern, "\(text)")
            check(text)
            // One digit less is another number, or there is only one.
            let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
            let count = digits.reversed().drop { $0 == "0" }.count
            guard count > 1 else { continue }
            let shorter = String(format: "%.\(count - 2)e", value)
            #expect(strtod(shorter, nil).bitPattern != value.bitPattern, "\(text) could be \(shorter)")
        }
    }

    @Test("texts of all lengths and exponents", arguments: 1...2 as ClosedRange<UInt64>)
    func anyText(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<4000 {
            let count = Int.random(in: 1...(Bool.random(using: &random) ? 19 : 40), using: &random)
            var text = Bool.random(using: &random) ? "-" : ""
            let first = Int.random(in: 0...9, using: &random)
            text += "\(first)"
            if first != 0 { for _ in 1..<count { text += "\(Int.random(in: 0...9, using: &random))" } }
            if Bool.random(using: &random) {
                text += "."
                for _ in 0..<Int.random(in: 1...25, using: &random) {
                    text += "\(Int.random(in: 0...9, using: &random))"
                }
            }
            if Bool.random(using: &random) {
                let exponent = Int.random(in: -345...345, using: &random)
                text +=
                    (Bool.random(using: &random) ? "e" : "E")
                    + (exponent >= 0 && Bool.random(using: &random) ? "+" : "")
                text += "\(exponent)"
            }
            check(text)
        }
    }

    @Test("halfway between two doubles, and a little beside it", arguments: 1...2 as ClosedRange<UInt64>)
    func halfway(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let value = NumberAgreementTests.value(&random).magnitude
            guard value < .greatestFiniteMagnitude else { continue }
            let (integer, fraction) = NumberAgreementTests.middle(value)
            let middle = "\(integer).\(fraction)"
            check(middle)
            check(middle + "0000000000000000000001")
            check(String(middle.dropLast()) + "49999999999999999999")
            check("-" + middle + "e0")
            // The same with the point elsewhere.
            check("0.\(integer)\(fraction)E+\(integer.count)")
        }
    }

    /// The digits before and behind the point of what is halfway between a double and the next one, exactly: both have at
    /// most 1,074 decimals, and half of the sum is five times a tenth of it. The last digit is a 5.
    private static func middle(_ value: Double) -> (integer: String, fraction: String) {
        func digits(_ value: Double) -> [UInt8] {
            let text = String(format: "%.1075f", value).filter(\.isNumber).utf8.map { $0 - 0x30 }
            return [UInt8](repeating: 0, count: 311 + 1075 - text.count) + text
        }
        var carry = 0
        var result: [UInt8] = []
        for (one, other) in zip(digits(value), digits(value.nextUp)).reversed() {
            let sum = (Int(one) + Int(other)) * 5 + carry
            result.append(UInt8(sum % 10))
            carry = sum / 10
        }
        let text = String(decoding: result.reversed().map { $0 + 0x30 }, as: UTF8.self)
        let integer = String(text.prefix(310).drop { $0 == "0" })
        let fraction = String(String(text.dropFirst(310)).reversed().drop { $0 == "0" }.reversed())
        return (integer.isEmpty ? "0" : integer, fraction.isEmpty ? "0" : fraction)
    }

    // MARK: - Integers

    private func check<Integer: FixedWidthInteger>(
        _ text: String, _ value: Int128, _ read: (inout JSONReader) -> Integer?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let bytes = Array(text.utf8)
        let result = Result { () throws(InvalidPayload) in
            try GuardedBytes.with(bytes) { (buffer) throws(InvalidPayload) in try JSONReader.read(buffer, read) }
        }
        switch result {
        case .success(let integer):
            #expect(Int128(integer) == value, "\(Integer.self) of \(text)", sourceLocation: sourceLocation)
            var writer = JSONWriter()
            writer.value(integer)
            #expect((try? writer.finish()) == Array(value.description.utf8), "\(text)", sourceLocation: sourceLocation)
        case .failure(let error):
            let keyword = value < 0 ? "minimum" : "maximum"
            #expect(error.violations.map(\.keyword) == [keyword], "\(text)", sourceLocation: sourceLocation)
        }
        let fits = Integer(exactly: value) != nil
        #expect((try? result.get()) != nil ? fits : !fits, "\(Integer.self) of \(text)", sourceLocation: sourceLocation)
    }

    /// Every way to write a whole number.
    private func notations(_ value: Int128) -> [String] {
        let digits = value.magnitude.description
        let sign = value < 0 ? "-" : ""
        var texts = [
            value.description, "\(value).0", "\(value).000", "\(value)e0", "\(value)E+0", "\(value)e-0", "\(value)0e-1",
            "\(value)00E-2", "\(value)0.0e-1", "\(value).0e+0", "\(sign)0.\(digits)e\(digits.count)",
            "\(sign)0.000\(digits)E+\(digits.count + 3)",
        ]
        for point in 1..<max(1, digits.count) {
            texts.append("\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))e\(digits.count - point)")
        }
        let stripped = String(digits.reversed().drop { $0 == "0" }.reversed())
        if !stripped.isEmpty, stripped != digits { texts.append("\(sign)\(stripped)e\(digits.count - stripped.count)") }
        // A zero before the digits of zero would be no JSON.
        return texts.filter { JSONReference.finding(in: Array($0.utf8)) == nil }
    }

    @Test(
        "whole numbers at the bounds, in every notation",
        arguments: [
            0, 1, -1, 10, -10, 100, 120, 1_000_000, Int128(Int32.max), Int128(Int32.min), Int128(Int.max),
            Int128(Int.min),
            Int128(UInt.max), Int128(UInt32.max), Int128(Int.max) * 10, Int128(UInt.max) * 10, Int128.max / 10,
        ])
    func integers(_ center: Int128) {
        for offset in -2...2 as ClosedRange<Int128> {
            let value = center + offset
            for text in notations(value) {
                check(text, value) { $0.int() }
                check(text, value) { $0.int32() }
                check(text, value) { $0.uint() }
            }
        }
    }

    @Test("random whole numbers of all lengths, and fractions beside them")
    func randomIntegers() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let value =
                Int128(truncatingIfNeeded: Int64(bitPattern: random.next()))
                >> Int128.random(in: -3...63, using: &random)
            for text in notations(value) { check(text, value) { $0.int() } }
            for text in ["\(value).5", "\(value).0001", "\(value).1e-1", "\(value).9999999999999999999999"] {
                let error = #expect(throws: InvalidPayload.self, "\(text)") {
                    try JSONReader.read(Array(text.utf8)) { $0.int() }
                }
                #expect(error?.violations.count == 1, "\(text)")
            }
        }
    }

    @Test("minus zero is zero, and stays a negative double")
    func minusZero() {
        for text in ["-0", "-0.0", "-0e5", "-0E-5", "-0.000e+10"] {
            check(text, 0) { $0.int() }
            check(text, 0) { $0.uint() }
            #expect(double(text)?.sign == .minus)
        }
    }
}
