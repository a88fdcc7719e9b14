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
        minimum: Double = -.greatestFiniteMagnitude, maximum: Double = .greatestFiniteMagnitude,
        exclusiveMinimum: Double? = nil, exclusiveMaximum: Double? = nil, multipleOf: DecimalNumber? = nil
    ) -> Double? {
        let offset = offsetOfNext()
        guard let token = number("number") else { return nil }
        guard let value = nearestDouble(token) else {
            fail(.invalidNumber, at: offset)
            return nil
        }
        if value < minimum { report(.minimum(bound(minimum)), at: offset) }
        if value > maximum { report(.maximum(bound(maximum)), at: offset) }
        if let exclusiveMinimum, value <= exclusiveMinimum {
            report(.exclusiveMinimum(bound(exclusiveMinimum)), at: offset)
        }
        if let exclusiveMaximum, value >= exclusiveMaximum {
            report(.exclusiveMaximum(bound(exclusiveMaximum)), at: offset)
        }
        if let multipleOf, DecimalNumber(utf8: token)?.isMultiple(of: multipleOf) != true {
            report(.multipleOf(multipleOf), at: offset)
        }
        return value.isFinite ? value : nil
    }

    private func bound(_ value: Double) -> DecimalNumber { DecimalNumber(shortest: value) ?? .zero }

    private mutating func integer<Integer: FixedWidthInteger>(
        _ minimum: Integer, _ maximum: Integer, _ multipleOf: Integer?
    ) -> Integer? {
        let offset = offsetOfNext()
        guard let value = plainInteger(Integer.self) ?? written(Integer.self, offset) else { return nil }
        if value < minimum { report(.minimum(DecimalNumber(minimum)), at: offset) }
        if value > maximum { report(.maximum(DecimalNumber(maximum)), at: offset) }
        if let multipleOf, value.remainderReportingOverflow(dividingBy: multipleOf).partialValue != 0 {
            report(.multipleOf(DecimalNumber(multipleOf)), at: offset)
        }
        return value
    }

    /// Digits only, which is how integers are nearly always written; nil, with nothing consumed, for everything else.
    private mutating func plainInteger<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
        var index = position
        let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let first = index
        var value: Integer = 0
        while index < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[index] {
            let digit = Integer(truncatingIfNeeded: bytes[index] - UInt8(ascii: "0"))
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !overflow, !second else { return nil }
            value = sum
            index += 1
        }
        guard index > first, index == first + 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
        if index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return nil
            default: break
            }
        }
        position = index
        return value
    }

    /// Any other way to write an integer, and everything that is none.
    private mutating func written<Integer: FixedWidthInteger>(_ type: Integer.Type, _ offset: Int) -> Integer? {
        guard let token = number("integer") else { return nil }
        switch IntegerReading<Integer>(JSONNumber(validated: String(decoding: token, as: UTF8.self))) {
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

    /// The literal of the number that is next; nil with a violation or a syntax error.
    mutating func number(_ expected: String) -> UnsafeBufferPointer<UInt8>? {
        guard let first = peek(), first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            mismatch(expected)
            return nil
        }
        return numberToken()
    }

    /// The literal at the digit or minus that is next, in place; nil with a syntax error.
    mutating func numberToken() -> UnsafeBufferPointer<UInt8>? {
        let start = position
        var index = position
        func digits(_ index: inout Int) -> Bool {
            let first = index
            while index < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[index] { index += 1 }
            return index > first
        }
        func isNext(_ byte: UInt8) -> Bool { index < bytes.count && bytes[index] == byte }
        if isNext(UInt8(ascii: "-")) { index += 1 }
        var isValid: Bool
        if isNext(UInt8(ascii: "0")) {
            index += 1
            isValid = true
        } else {
            isValid = digits(&index)
        }
        if isValid, isNext(UInt8(ascii: ".")) {
            index += 1
            isValid = digits(&index)
        }
        if isValid, isNext(UInt8(ascii: "e")) || isNext(UInt8(ascii: "E")) {
            index += 1
            if isNext(UInt8(ascii: "+")) || isNext(UInt8(ascii: "-")) { index += 1 }
            isValid = digits(&index)
        }
        // A digit straight after a number means a leading zero.
        if isValid, index < bytes.count, (0x30...0x39).contains(bytes[index]) { isValid = false }
        guard isValid else {
            fail(index < bytes.count ? .invalidNumber : .unexpectedEnd, at: index < bytes.count ? start : index)
            return nil
        }
        guard index - start <= limits.stringLength else {
            fail(.stringTooLong(limit: limits.stringLength), at: start)
            return nil
        }
        position = index
        return UnsafeBufferPointer(rebasing: bytes[start..<index])
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
