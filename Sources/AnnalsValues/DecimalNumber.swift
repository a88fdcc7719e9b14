/// An exact decimal number. `1.0` and `1.00` are the same value and print the same.
///
/// At most 1,000 significant digits and a magnitude below 10^10,000 are accepted, so that no text can make a later
/// computation slow. Named so that it can stand beside Foundation's `Decimal` in one file.
public struct DecimalNumber: Hashable, Sendable {
    /// Whether the number is below zero.
    let isNegative: Bool
    /// The digits 0 to 9 without leading and trailing zeros; empty for zero.
    let digits: [UInt8]
    /// The power of ten of the last digit; 0 for zero.
    let exponent: Int

    /// Zero.
    public static let zero = DecimalNumber(isNegative: false, digits: [], exponent: 0)

    init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        self.isNegative = isNegative
        self.digits = digits
        self.exponent = exponent
    }

    /// Normalises: drops leading and trailing zeros; nil beyond the limits.
    init?(isNegative: Bool, rawDigits: some Collection<UInt8>, exponent: Int) {
        let significant = rawDigits.drop { $0 == 0 }
        var digits = Array(significant)
        var exponent = exponent
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty {
            self = .zero
            return
        }
        guard digits.count <= 1000, digits.count + exponent <= 10_000, exponent >= -10_000 else { return nil }
        self.init(isNegative: isNegative, digits: digits, exponent: exponent)
    }

    /// The exact value of an integer.
    public init(_ integer: some BinaryInteger) {
        var digits = String(integer.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
        var exponent = 0
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        self.init(isNegative: integer < 0 && !digits.isEmpty, digits: digits, exponent: digits.isEmpty ? 0 : exponent)
    }

    /// The shortest decimal that reads back as this number; nil for infinities and NaN.
    public init?(shortest number: Double) {
        guard number.isFinite else { return nil }
        self.init(number.description)
    }

    /// How many significant digits the value has, which is what computing with it costs; none for zero.
    public var digitCount: Int { digits.count }

    /// Whether the value has no fraction.
    public var isInteger: Bool { exponent >= 0 }

    /// Whether the value is zero.
    public var isZero: Bool { digits.isEmpty }

    /// The value as an integer; nil when it has a fraction or does not fit.
    public func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) -> Integer? {
        guard isInteger, digits.count + exponent <= 40 else { return nil }
        return Integer(description)
    }

    /// The nearest double; infinite beyond its range.
    public var double: Double { Double("\(scientific)") ?? 0 }

    private var scientific: String {
        digits.isEmpty ? "0" : "\(isNegative ? "-" : "")\(digits.map(String.init).joined())e\(exponent)"
    }

    /// Whether this is a whole multiple of another number, exactly; false for a zero divisor.
    ///
    /// - Parameter divisor: A number of at most 18 significant digits: more are not accepted in a schema.
    public func isMultiple(of divisor: DecimalNumber) -> Bool {
        guard !isZero else { return !divisor.isZero }
        guard let modulus = divisor.coefficient, modulus > 0 else { return false }
        // Without trailing zeros this is no multiple of ten in units of its last digit, so a coarser divisor fails.
        guard exponent >= divisor.exponent else { return false }
        var remainder: UInt64 = 0
        for digit in digits { remainder = DecimalNumber.step(remainder, digit, modulus) }
        for _ in 0..<(exponent - divisor.exponent) where remainder != 0 {
            remainder = DecimalNumber.step(remainder, 0, modulus)
        }
        return remainder == 0
    }

    /// The digits as an integer, when there are at most 18.
    private var coefficient: UInt64? {
        digits.count <= 18 ? digits.reduce(0) { $0 * 10 + UInt64($1) } : nil
    }

    private static func step(_ remainder: UInt64, _ digit: UInt8, _ modulus: UInt64) -> UInt64 {
        // The remainder is below 10^18, so ten times it and a digit fit in 64 bits.
        (remainder * 10 + UInt64(digit)) % modulus
    }
}

// MARK: - Text

extension DecimalNumber: LosslessStringConvertible {
    /// Reads a JSON number, exponent included; nil for anything else and beyond the limits.
    public init?(_ text: String) {
        var text = text
        let value = text.withUTF8 { DecimalNumber(utf8: $0) }
        guard let value else { return nil }
        self = value
    }

    /// Reads a JSON number from UTF-8 bytes in place.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= 12_000 else { return nil }
        var scanner = DigitScanner(bytes)
        let isNegative = scanner.skip("-")
        var digits: [UInt8] = []
        while let digit = scanner.nextDigit() { digits.append(UInt8(digit)) }
        guard let first = digits.first, first != 0 || digits.count == 1 else { return nil }
        var exponent = 0
        if scanner.skip(".") {
            let whole = digits.count
            while let digit = scanner.nextDigit() { digits.append(UInt8(digit)) }
            guard digits.count > whole else { return nil }
            exponent = whole - digits.count
        }
        if scanner.skip("e") || scanner.skip("E") {
            let isSmall = scanner.skip("-")
            if !isSmall { _ = scanner.skip("+") }
            guard let first = scanner.nextDigit() else { return nil }
            var written = first
            // Beyond a million every non-zero number is out of the limits; zero is zero with any exponent.
            while let digit = scanner.nextDigit() { written = min(written * 10 + digit, 1_000_000) }
            exponent += isSmall ? -written : written
        }
        guard scanner.isAtEnd else { return nil }
        self.init(isNegative: isNegative, rawDigits: digits, exponent: exponent)
    }

    /// A JSON number without exponent and without superfluous zeros.
    public var description: String {
        guard !digits.isEmpty else { return "0" }
        let text = digits.map(String.init).joined()
        let sign = isNegative ? "-" : ""
        if exponent >= 0 { return sign + text + String(repeating: "0", count: exponent) }
        let whole = digits.count + exponent
        if whole <= 0 { return "\(sign)0.\(String(repeating: "0", count: -whole))\(text)" }
        return "\(sign)\(text.prefix(whole)).\(text.dropFirst(whole))"
    }
}

extension DecimalNumber: ExpressibleByIntegerLiteral {
    /// The exact value of a literal.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension DecimalNumber: Comparable {
    /// The order of numbers.
    public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isMagnitudeLess(than: left) : left.isMagnitudeLess(than: right)
    }

    func isMagnitudeLess(than other: DecimalNumber) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        let (size, otherSize) = (digits.count + exponent, other.digits.count + other.exponent)
        return size == otherSize ? digits.lexicographicallyPrecedes(other.digits) : size < otherSize
    }
}
