public import AnnalsValues

extension JSONReader {
    /// Reads an integer of 64 bits; `1.0` and `1e2` are integers, as in JSON Schema.
    public mutating func int(minimum: Int = .min, maximum: Int = .max, multipleOf: Int? = nil) -> Int? {
        integer(minimum, maximum, multipleOf)
    }

    /// Reads an integer of 32 bits.
    public mutating func int32(minimum: Int32 = .min, maximum: Int32 = .max, multipleOf: Int32? = nil) -> Int32? {
        integer(minimum, maximum, multipleOf)
    }

    /// Reads an integer from 0 of 64 bits.
    public mutating func uint(minimum: UInt = .min, maximum: UInt = .max, multipleOf: UInt? = nil) -> UInt? {
        integer(minimum, maximum, multipleOf)
    }

    /// Reads a double: the nearest to the number that stands there. The bounds are compared with that double.
    public mutating func double(
        minimum: Double = -.greatestFiniteMagnitude, maximum: Double = .greatestFiniteMagnitude
    ) -> Double? {
        let offset = offsetOfNext()
        guard let value = number("number")?.double else { return nil }
        checkBounds(value, minimum, maximum, at: offset)
        return value.isFinite ? value : nil
    }

    /// Reads a double with any constraints.
    public mutating func double(
        minimum: Double = -.greatestFiniteMagnitude, maximum: Double = .greatestFiniteMagnitude,
        exclusiveMinimum: Double? = nil, exclusiveMaximum: Double? = nil, multipleOf: DecimalNumber? = nil
    ) -> Double? {
        let offset = offsetOfNext()
        guard let number = number("number") else { return nil }
        let value = number.double
        checkBounds(value, minimum, maximum, at: offset)
        if let exclusiveMinimum, value <= exclusiveMinimum {
            reportConstraint(.exclusiveMinimum(bound(exclusiveMinimum)), at: offset)
        }
        if let exclusiveMaximum, value >= exclusiveMaximum {
            reportConstraint(.exclusiveMaximum(bound(exclusiveMaximum)), at: offset)
        }
        if let multipleOf, DecimalNumber(utf8: number.text)?.isMultiple(of: multipleOf) != true {
            reportConstraint(.multipleOf(multipleOf), at: offset)
        }
        return value.isFinite ? value : nil
    }

    @inline(__always)
    private mutating func checkBounds(_ value: Double, _ minimum: Double, _ maximum: Double, at offset: Int) {
        if value < minimum { reportConstraint(.minimum(bound(minimum)), at: offset) }
        if value > maximum { reportConstraint(.maximum(bound(maximum)), at: offset) }
    }

    @inline(never)
    private func bound(_ value: Double) -> DecimalNumber { DecimalNumber(shortest: value) ?? .zero }

    private mutating func integer<Integer: FixedWidthInteger>(
        _ minimum: Integer, _ maximum: Integer, _ multipleOf: Integer?
    ) -> Integer? {
        let offset = offsetOfNext()
        guard let value = plainInteger(Integer.self) ?? written(Integer.self, offset) else { return nil }
        if value < minimum { reportConstraint(.minimum(DecimalNumber(minimum)), at: offset) }
        if value > maximum { reportConstraint(.maximum(DecimalNumber(maximum)), at: offset) }
        if let multipleOf, value.remainderReportingOverflow(dividingBy: multipleOf).partialValue != 0 {
            reportConstraint(.multipleOf(DecimalNumber(multipleOf)), at: offset)
        }
        return value
    }

    /// Digits only, which is how integers are nearly always written; nil, with nothing consumed, for everything else.
    @inline(__always)
    private mutating func plainInteger<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
        var index = position
        let isNegative = index < bytes.count && start[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let first = index
        var magnitude: UInt64 = 0
        while index < bytes.count {
            let digit = start[index] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            index += 1
        }
        // Eighteen digits fit whatever they are; more are rare enough for the other way.
        guard index > first, index <= first + 18, index == first + 1 || start[first] != UInt8(ascii: "0") else {
            return nil
        }
        if index < bytes.count {
            let next = start[index]
            if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") { return nil }
        }
        let signed = isNegative ? -Int64(magnitude) : Int64(magnitude)
        guard let value = Integer(exactly: signed) else { return nil }
        position = index
        return value
    }

    /// Any other way to write an integer, and everything that is none.
    private mutating func written<Integer: FixedWidthInteger>(_ type: Integer.Type, _ offset: Int) -> Integer? {
        guard let number = number("integer") else { return nil }
        switch IntegerReading<Integer>(JSONNumber(validated: String(decoding: number.text, as: UTF8.self))) {
        case .value(let value): return value
        case .fraction: report(.type("integer"), at: offset)
        case .tooSmall: report(.minimum(DecimalNumber(Integer.min)), at: offset)
        case .tooLarge: report(.maximum(DecimalNumber(Integer.max)), at: offset)
        }
        return nil
    }

    private mutating func offsetOfNext() -> Int {
        _ = peek()
        return position
    }

    /// The number that is next; nil with a violation or a syntax error.
    @inline(__always)
    mutating func number(_ expected: String) -> NumberLiteral? {
        guard let first = peek(), first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") < 10 else {
            mismatch(expected)
            return nil
        }
        return numberToken()
    }

    /// The number at the digit or minus that is next, in place; nil with a syntax error.
    @inline(__always)
    mutating func numberToken() -> NumberLiteral? {
        let literal = NumberLiteral(start, from: position, to: bytes.count)
        guard literal.isValid else {
            fail(literal.isCutOff ? .unexpectedEnd : .invalidNumber, at: literal.isCutOff ? literal.end : position)
            return nil
        }
        guard literal.end - position <= limits.stringLength else {
            fail(.stringTooLong(limit: limits.stringLength), at: position)
            return nil
        }
        position = literal.end
        return literal
    }
}

/// What a JSON number is as an integer of a given width: the reader and the interpreter must say the same.
public enum IntegerReading<Integer: FixedWidthInteger> {
    /// The number.
    case value(Integer)
    /// It has a fraction.
    case fraction
    /// It is below the smallest.
    case tooSmall
    /// It is above the largest.
    case tooLarge

    /// Reads a number.
    public init(_ number: JSONNumber) {
        if let value = number.integer(Integer.self) {
            self = .value(value)
        } else if let decimal = number.decimal, !decimal.isInteger {
            self = .fraction
        } else if number.decimal == nil, number.double != nil {
            // Too many digits for any integer of this size, so most of them are behind the point.
            self = .fraction
        } else {
            self = number.text.hasPrefix("-") ? .tooSmall : .tooLarge
        }
    }
}
