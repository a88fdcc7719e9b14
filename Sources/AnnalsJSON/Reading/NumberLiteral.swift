/// A number of RFC 8259 in a text: where it stands, and its digits as far as 64 bits hold them.
struct NumberLiteral {
    private let first: UnsafePointer<UInt8>
    private let count: Int
    /// Where the number ends, or what is no number begins to be none.
    let end: Int
    let isValid: Bool
    /// Whether the text ends where digits should follow.
    let isCutOff: Bool
    let isNegative: Bool
    /// The digits without the point, and the power of ten that they are to be multiplied with.
    let digits: UInt64
    let exponent: Int
    /// Whether `digits` and `exponent` are all that stands there.
    let isWhole: Bool

    /// The literal.
    var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: first, count: count) }

    /// The nearest double; infinite beyond the range.
    @inline(__always)
    var double: Double {
        if isWhole {
            if let value = ExactDecimal.double(digits: digits, exponent: exponent) {
                return isNegative ? -value : value
            }
        }
        return nearestDouble(text)
    }

    /// Reads the number that begins at a digit or a minus.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        var index = start
        var digits: UInt64 = 0
        var digitCount = 0
        /// Reads digits; false when there is none.
        @inline(__always)
        func readDigits() -> Bool {
            let first = index
            while index < end {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                digits = digits &* 10 &+ UInt64(digit)
                index += 1
            }
            return index > first
        }
        isNegative = index < end && bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let firstDigit = index
        var isValid = readDigits()
        // A zero in front stands alone.
        let hasLeadingZero = index > firstDigit + 1 && bytes[firstDigit] == UInt8(ascii: "0")
        if hasLeadingZero { isValid = false }
        digitCount = index - firstDigit
        var exponent = 0
        var hasSmallExponent = true
        if isValid, index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let firstDecimal = index
            isValid = readDigits()
            digitCount += index - firstDecimal
            exponent = firstDecimal - index
        }
        if isValid, index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            let isBelow = index < end && bytes[index] == UInt8(ascii: "-")
            if isBelow || index < end && bytes[index] == UInt8(ascii: "+") { index += 1 }
            let mantissa = digits
            let first = index
            digits = 0
            isValid = readDigits()
            hasSmallExponent = index - first <= 4
            if hasSmallExponent { exponent += isBelow ? -Int(digits) : Int(digits) }
            digits = mantissa
        }
        first = bytes + start
        count = index - start
        self.end = index
        self.isValid = isValid
        isCutOff = !isValid && !hasLeadingZero && index == end
        self.digits = digits
        self.exponent = exponent
        // Nineteen digits are less than 2^64.
        isWhole = digitCount <= 19 && hasSmallExponent
    }
}
