public import AnnalsValues

extension CEL {
    static func invalid(_ value: some CustomStringConvertible, _ type: String) -> EvaluationError {
        EvaluationError(.invalidConversion, "\(EvaluationError.quoted(value.description)) is no \(type)")
    }

    // MARK: - To int and uint

    /// The same.
    @inlinable
    public static func int(_ value: Int) -> Int { value }

    /// The same number; fails when it is too large.
    public static func int(_ value: UInt) throws(EvaluationError) -> Int {
        guard let result = Int(exactly: value) else { throw overflow("int(\(value))") }
        return result
    }

    /// Toward zero; fails for NaN and outside -2^63 and 2^63, both excluded, as the specification has it.
    public static func int(_ value: Double) throws(EvaluationError) -> Int {
        guard value > -0x1p63, value < 0x1p63 else { throw overflow("int(\(value))") }
        return Int(value)
    }

    /// The decimal number that is written, with an optional sign.
    public static func int(_ text: String) throws(EvaluationError) -> Int {
        guard let value = Int(text), isDecimal(text) else { throw invalid(text, "int") }
        return value
    }

    /// Whole seconds since 1970, rounded down.
    public static func int(_ time: Timestamp) -> Int { Int(time.seconds) }

    /// The same.
    @inlinable
    public static func uint(_ value: UInt) -> UInt { value }

    /// The same number; fails when it is negative.
    public static func uint(_ value: Int) throws(EvaluationError) -> UInt {
        guard let result = UInt(exactly: value) else { throw overflow("uint(\(value))") }
        return result
    }

    /// Toward zero; fails for NaN, negative numbers and from 2^64 on.
    public static func uint(_ value: Double) throws(EvaluationError) -> UInt {
        guard value >= 0, value < 0x1p64 else { throw overflow("uint(\(value))") }
        return UInt(value)
    }

    /// The decimal number that is written, without a sign that could make it negative.
    public static func uint(_ text: String) throws(EvaluationError) -> UInt {
        guard let value = UInt(text), isDecimal(text), !text.utf8.starts(with: "-".utf8) else {
            throw invalid(text, "uint")
        }
        return value
    }

    private static func isDecimal(_ text: String) -> Bool {
        let digits = unsigned(text)
        return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func unsigned(_ text: String) -> Substring.UTF8View {
        let isSigned = text.utf8.first == UInt8(ascii: "+") || text.utf8.first == UInt8(ascii: "-")
        return Substring(text).utf8.dropFirst(isSigned ? 1 : 0)
    }

    // MARK: - To double

    /// The same.
    @inlinable
    public static func double(_ value: Double) -> Double { value }

    /// The nearest double.
    @inlinable
    public static func double(_ value: Int) -> Double { Double(value) }

    /// The nearest double.
    @inlinable
    public static func double(_ value: UInt) -> Double { Double(value) }

    /// The number that is written as in JSON, with an optional sign, or `NaN`, `Infinity`, `-Infinity`. A number that is
    /// too large is none.
    public static func double(_ text: String) throws(EvaluationError) -> Double {
        switch text {
        case "NaN": return .nan
        case "Infinity", "+Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: break
        }
        guard isJSONNumber(unsigned(text)), let value = Double(text), value.isFinite else {
            throw invalid(text, "double")
        }
        return value
    }

    /// Whether this is a number of JSON without its sign: no leading zeros, digits on both sides of the point.
    private static func isJSONNumber(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        func skip(_ characters: String) -> Bool {
            guard let next = rest.first, characters.utf8.contains(next) else { return false }
            rest = rest.dropFirst()
            return true
        }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
        if skip("."), digits() == 0 { return false }
        if skip("eE") {
            _ = skip("+-")
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }

    // MARK: - To string and bytes

    /// The same.
    @inlinable
    public static func string(_ value: String) -> String { value }

    /// `true` or `false`.
    public static func string(_ value: Bool) -> String { value ? "true" : "false" }

    /// The decimal digits.
    public static func string(_ value: Int) -> String { value.description }

    /// The decimal digits.
    public static func string(_ value: UInt) -> String { value.description }

    /// The shortest text that reads back, with an exponent below 10^-4 and from 10^6 on, as cel-go and cel-cpp have it.
    public static func string(_ value: Double) -> String { DoubleText.of(value) }

    /// The text of UTF-8 bytes; fails for others.
    public static func string(_ bytes: [UInt8]) throws(EvaluationError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw EvaluationError(.invalidConversion, "the bytes are not UTF-8")
        }
        return text
    }

    /// RFC 3339 in UTC.
    public static func string(_ value: Timestamp) -> String { value.description }

    /// Seconds with an `s`.
    public static func string(_ value: TimeSpan) -> String { value.description }

    /// The digits.
    public static func string(_ value: DecimalNumber) -> String { value.description }

    /// The same.
    @inlinable
    public static func bytes(_ value: [UInt8]) -> [UInt8] { value }

    /// The UTF-8 bytes.
    public static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    // MARK: - To bool and times

    /// The same.
    @inlinable
    public static func bool(_ value: Bool) -> Bool { value }

    /// What the texts of the specification mean; fails for others.
    public static func bool(_ text: String) throws(EvaluationError) -> Bool {
        switch text {
        case "1", "t", "T", "TRUE", "true", "True": return true
        case "0", "f", "F", "FALSE", "false", "False": return false
        default: throw invalid(text, "bool")
        }
    }

    /// The same.
    @inlinable
    public static func timestamp(_ value: Timestamp) -> Timestamp { value }

    /// The moment of RFC 3339, read strictly.
    public static func timestamp(_ text: String) throws(EvaluationError) -> Timestamp {
        guard let value = Timestamp(text) else { throw invalid(text, "timestamp") }
        return value
    }

    /// Seconds since 1970.
    public static func timestamp(_ seconds: Int) throws(EvaluationError) -> Timestamp {
        guard let value = Timestamp(seconds: Int64(seconds)) else {
            throw EvaluationError(.valueOutOfRange, "\(seconds) seconds are not within the years 1 to 9999")
        }
        return value
    }

    /// The same.
    @inlinable
    public static func duration(_ value: TimeSpan) -> TimeSpan { value }

    /// Numbers with the units h, m, s, ms, us and ns, such as `1h30m` and `-1.5s`, or `0`.
    public static func duration(_ text: String) throws(EvaluationError) -> TimeSpan {
        guard let value = TimeSpan(units: text) else { throw invalid(text, "duration") }
        return value
    }

    /// A literal that the checker has seen to be a timestamp.
    public static func timestampLiteral(_ text: String) -> Timestamp { Timestamp(text) ?? .min }

    /// A literal that the checker has seen to be a duration.
    public static func durationLiteral(_ text: String) -> TimeSpan {
        TimeSpan(units: text) ?? TimeSpan(nanoseconds: 0)
    }

    // MARK: - To represented types

    /// An int of 32 bits; fails outside.
    public static func int32(_ value: Int) throws(EvaluationError) -> Int32 {
        guard let result = Int32(exactly: value) else {
            throw EvaluationError(.overflow, "\(value) does not fit in 32 bits")
        }
        return result
    }

    /// A UUID.
    public static func uuid(_ text: String) throws(EvaluationError) -> UniqueID {
        guard let value = UniqueID(text) else { throw invalid(text, "uuid") }
        return value
    }

    /// A date.
    public static func date(_ text: String) throws(EvaluationError) -> CalendarDate {
        guard let value = CalendarDate(text) else { throw invalid(text, "date") }
        return value
    }

    /// A URI: a scheme, a colon and no character that RFC 3986 excludes.
    public static func uri(_ text: String) throws(EvaluationError) -> String {
        guard URIText.isValid(text) else { throw invalid(text, "uri") }
        return text
    }

    /// A value of a closed enum.
    public static func enumeration<Value: RawRepresentable>(
        _ text: String, as type: Value.Type = Value.self
    ) throws(EvaluationError) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text), value.rawValue.utf8.elementsEqual(text.utf8) else {
            throw invalid(text, "\(Value.self)")
        }
        return value
    }
}
