/// Exact arithmetic. Results beyond the limits of ``DecimalNumber`` are nil, so that no sum can make a later one slow.
extension DecimalNumber {
    /// The significant digits of a quotient, as in the decimal128 format of IEEE 754.
    public static let quotientDigits = 34

    /// The number without its sign.
    public var magnitude: DecimalNumber { DecimalNumber(isNegative: false, digits: digits, exponent: exponent) }

    /// The opposite.
    public var negated: DecimalNumber {
        DecimalNumber(isNegative: !isNegative && !isZero, digits: digits, exponent: exponent)
    }

    /// -1, 0 or 1.
    public var signum: DecimalNumber { isZero ? .zero : DecimalNumber(isNegative ? -1 : 1) }

    /// The exact sum; nil with more than 1,000 digits.
    public func adding(_ other: DecimalNumber) -> DecimalNumber? {
        if isZero { return other }
        if other.isZero { return self }
        let lowest = min(exponent, other.exponent)
        let highest = max(exponent + digits.count, other.exponent + other.digits.count)
        guard highest - lowest <= 1001 else { return nil }
        let left = Magnitude(self, downTo: lowest)
        let right = Magnitude(other, downTo: lowest)
        if isNegative == other.isNegative {
            return DecimalNumber(isNegative: isNegative, rawDigits: (left + right).digits, exponent: lowest)
        }
        let isLess = magnitude < other.magnitude
        let difference = isLess ? right - left : left - right
        return DecimalNumber(
            isNegative: isLess ? other.isNegative : isNegative, rawDigits: difference.digits, exponent: lowest)
    }

    /// The exact difference; nil with more than 1,000 digits.
    public func subtracting(_ other: DecimalNumber) -> DecimalNumber? { adding(other.negated) }

    /// The exact product; nil with more than 1,000 digits.
    public func multiplied(by other: DecimalNumber) -> DecimalNumber? {
        guard !isZero, !other.isZero else { return .zero }
        return DecimalNumber(
            isNegative: isNegative != other.isNegative, rawDigits: Magnitude.product(digits, other.digits),
            exponent: exponent + other.exponent)
    }

    /// The quotient with ``quotientDigits`` digits, half to even; nil for a zero divisor and beyond the limits.
    public func divided(by other: DecimalNumber) -> DecimalNumber? {
        guard !other.isZero else { return nil }
        guard !isZero else { return .zero }
        // One digit more than is kept, and what is left over decides about halves.
        let added = max(0, DecimalNumber.quotientDigits + 1 + other.digits.count - digits.count)
        let (quotient, isExact) = Magnitude.quotient(digits + Array(repeating: 0, count: added), other.digits)
        let power = exponent - added - other.exponent
        return DecimalNumber.rounded(
            quotient, exponent: power, keeping: DecimalNumber.quotientDigits, isExact: isExact,
            isNegative: isNegative != other.isNegative)
    }

    /// Rounding to so many places or more stays within the limits: a number just below 10^10,000 has 1,000 digits at
    /// most, and so nothing to round below 10^9,000.
    public static let leastSafePlaces = -9000

    /// The nearest number with so many places behind the point, half to even; with a negative number of places, before
    /// it. Nil when that is 10^10,000, which only less than ``leastSafePlaces`` places can give.
    public func rounded(toPlaces places: Int) -> DecimalNumber? {
        guard -exponent > places else { return self }
        let kept = digits.count + exponent + min(max(places, -20_000), 20_000)
        guard kept >= 0 else { return .zero }
        return DecimalNumber.rounded(
            digits, exponent: exponent, keeping: kept, isExact: true, isNegative: isNegative)
    }

    private static func rounded(
        _ digits: [UInt8], exponent: Int, keeping count: Int, isExact: Bool, isNegative: Bool
    ) -> DecimalNumber? {
        var digits = Array(digits.drop { $0 == 0 })
        let dropped = digits.count - count
        guard dropped > 0 else { return DecimalNumber(isNegative: isNegative, rawDigits: digits, exponent: exponent) }
        let rest = digits[count...]
        digits.removeSubrange(count...)
        let isTie = rest.first == 5 && isExact && rest.dropFirst().allSatisfy { $0 == 0 }
        let isOdd = (digits.last ?? 0) % 2 == 1
        if isTie ? isOdd : (rest.first ?? 0) >= 5 {
            var index = digits.count - 1
            while index >= 0, digits[index] == 9 {
                digits[index] = 0
                index -= 1
            }
            if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
        }
        return DecimalNumber(isNegative: isNegative, rawDigits: digits, exponent: exponent + dropped)
    }
}

/// Whole numbers as digits, the highest first.
private struct Magnitude {
    var digits: [UInt8]

    init(_ number: DecimalNumber, downTo exponent: Int) {
        digits = number.digits + Array(repeating: 0, count: number.exponent - exponent)
    }

    private init(digits: [UInt8]) {
        self.digits = digits
    }

    static func + (left: Magnitude, right: Magnitude) -> Magnitude {
        var result: [UInt8] = []
        var carry: UInt8 = 0
        for index in 0..<max(left.digits.count, right.digits.count) {
            let sum = left.digit(index) + right.digit(index) + carry
            result.append(sum % 10)
            carry = sum / 10
        }
        if carry > 0 { result.append(carry) }
        return Magnitude(digits: result.reversed())
    }

    /// The left side is not less.
    static func - (left: Magnitude, right: Magnitude) -> Magnitude {
        var result: [UInt8] = []
        var borrow: UInt8 = 0
        for index in 0..<left.digits.count {
            let other = right.digit(index) + borrow
            let own = left.digit(index)
            borrow = own < other ? 1 : 0
            result.append(own + borrow * 10 - other)
        }
        return Magnitude(digits: result.reversed())
    }

    /// The digit of a power of ten.
    private func digit(_ power: Int) -> UInt8 { power < digits.count ? digits[digits.count - 1 - power] : 0 }

    static func product(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var columns = Array(repeating: 0, count: left.count + right.count)
        for (row, digit) in left.enumerated() {
            for (column, other) in right.enumerated() { columns[row + column + 1] += Int(digit) * Int(other) }
        }
        for index in columns.indices.dropFirst().reversed() {
            columns[index - 1] += columns[index] / 10
            columns[index] %= 10
        }
        return columns.map { UInt8($0) }
    }

    /// Long division: the whole quotient, and whether nothing is left over.
    static func quotient(_ left: [UInt8], _ right: [UInt8]) -> (digits: [UInt8], isExact: Bool) {
        var result: [UInt8] = []
        var rest: [UInt8] = []
        for digit in left {
            if !rest.isEmpty || digit > 0 { rest.append(digit) }
            var count: UInt8 = 0
            while !isLess(rest, right) {
                rest = Array((Magnitude(digits: rest) - Magnitude(digits: right)).digits.drop { $0 == 0 })
                count += 1
            }
            result.append(count)
        }
        return (result, rest.isEmpty)
    }

    private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }
}
