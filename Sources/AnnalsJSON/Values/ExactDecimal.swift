/// The nearest double of any JSON number, infinite beyond the range: the way for what ``ExactDecimal`` leaves.
func nearestDouble(_ literal: UnsafeBufferPointer<UInt8>) -> Double {
    // A number of the grammar of JSON is one of Swift's.
    Double(String(decoding: literal, as: UTF8.self)) ?? .nan
}

/// Turns digits and a power of ten into the nearest double without a detour over text.
enum ExactDecimal {
    /// The nearest double of `digits * 10^exponent`; nil where that cannot be decided here.
    @inline(__always)
    static func double(digits: UInt64, exponent: Int) -> Double? {
        // Digits and power are both exact as doubles, so that one operation rounds correctly: W. D. Clinger, "How to Read
        // Floating Point Numbers Accurately", 1990.
        if digits <= 1 << 53, exponent >= -22, exponent <= 0 { return Double(digits) / powersOfTen[-exponent] }
        return scaled(digits, exponent)
    }

    /// D. Lemire, "Number Parsing at a Gigabyte per Second", 2021: the product of the digits with 128 bits of the power
    /// of five has enough bits to round, except in rare cases, which are left.
    @inline(never)
    private static func scaled(_ digits: UInt64, _ exponent: Int) -> Double? {
        if digits == 0 { return 0 }
        guard PowersOfFive.range.contains(exponent) else { return nil }
        let shift = digits.leadingZeroBitCount
        let normal = digits << UInt64(shift)
        let power = PowersOfFive.table[exponent - PowersOfFive.range.lowerBound]
        var (high, low) = normal.multipliedFullWidth(by: power.high)
        // 52 bits, one to round with and one for a leading zero: when all below are ones, the rest of the power decides.
        if high & 0x1FF == 0x1FF {
            let second = normal.multipliedFullWidth(by: power.low).high
            let (sum, carry) = low.addingReportingOverflow(second)
            low = sum
            if carry { high += 1 }
        }
        // Beyond these powers the product may be inexact in its last bit.
        if low == .max, exponent < -27 || exponent > 55 { return nil }
        let upperBit = Int(high >> 63)
        var mantissa = high >> UInt64(upperBit + 64 - 52 - 3)
        // 217706 / 2^16 is log2(10): how many bits the power of ten has.
        var binary = (217_706 * exponent) >> 16 + 63 + upperBit - shift + 1023
        guard binary > 0, binary < 2046 else { return nil }
        // Exactly between two doubles: to even.
        if low <= 1, exponent >= -4, exponent <= 23, mantissa & 3 == 1,
            mantissa << UInt64(upperBit + 64 - 52 - 3) == high
        {
            mantissa &= ~1
        }
        mantissa += mantissa & 1
        mantissa >>= 1
        if mantissa >= 1 << 53 {
            mantissa = 1 << 52
            binary += 1
        }
        guard binary < 2047 else { return nil }
        return Double(bitPattern: UInt64(binary) << 52 | mantissa & (1 << 52 - 1))
    }

    /// The powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

/// The first 128 bits of powers of five, with the highest bit set.
private enum PowersOfFive {
    /// Those that 128 bits make simple to compute; nearly all numbers that people store need no others.
    static let range = -55...55

    static let table: [(high: UInt64, low: UInt64)] = range.map { exponent in
        var power: UInt128 = 1
        for _ in 0..<abs(exponent) { power *= 5 }
        var bits = power << UInt128(power.leadingZeroBitCount)
        if exponent < 0 {
            // 2^(length + 127) divided by the power, rounded as in the paper: up where the power fits into 64 bits.
            let length = 128 - power.leadingZeroBitCount
            bits = power.dividingFullWidth((1 << UInt128(length - 1), 0)).quotient
            if exponent >= -27 { bits += 1 }
        }
        return (UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits))
    }
}
