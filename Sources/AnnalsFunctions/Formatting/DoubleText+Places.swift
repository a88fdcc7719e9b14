/// Doubles with a fixed number of places, rounded half to even on their exact value, as C's `printf` does it.
extension DoubleText {
    /// `%.2f`: the number of places is at most 1,000.
    static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return of(value) }
        let sign = value.sign == .minus ? "-" : ""
        var exact = ExactDecimal(value.magnitude)
        exact.round(toPlaces: places)
        return sign + exact.plain(places: places)
    }

    /// `%.2e`: one digit, the places, and an exponent of at least two digits.
    static func scientific(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return of(value) }
        let sign = value.sign == .minus ? "-" : ""
        var exact = ExactDecimal(value.magnitude)
        exact.round(toPlaces: places - exact.firstExponent)
        let exponent = exact.firstExponent
        let digits = exact.digits.prefix(places + 1).map { Character(Unicode.Scalar($0 + 0x30)) }
        let padded = String(digits) + String(repeating: "0", count: max(0, places + 1 - digits.count))
        let magnitude = String(exponent.magnitude)
        return sign + padded.prefix(1) + (places > 0 ? "." + padded.dropFirst() : "") + "e"
            + (exponent < 0 ? "-" : "+") + (magnitude.count < 2 ? "0" : "") + magnitude
    }
}

/// The exact decimal value of a double that is not negative: `digits` times ten to the power of `-fraction`.
private struct ExactDecimal {
    /// 0 to 9, without leading zeros; empty for zero.
    private(set) var digits: [UInt8]
    /// How many of the digits stand behind the point; negative when zeros are missing before it.
    private var fraction: Int

    init(_ value: Double) {
        // value = significand * 2^power, and 2^-k is 5^k * 10^-k.
        let significand = UInt64(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0)
        let power = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
        var number = LargeNumber(value == 0 ? 0 : significand)
        for _ in 0..<power.magnitude { number.multiply(by: power < 0 ? 5 : 2) }
        digits = number.digits
        fraction = power < 0 ? -power : 0
    }

    /// The power of ten of the first digit; 0 for zero.
    var firstExponent: Int { digits.isEmpty ? 0 : digits.count - 1 - fraction }

    /// Keeps so many digits behind the point (before it, when negative), half to even.
    mutating func round(toPlaces places: Int) {
        let dropped = fraction - places
        guard dropped > 0, !digits.isEmpty else { return }
        let kept = digits.count - dropped
        guard kept >= 0 else {
            digits = []
            return
        }
        let first = digits[kept]
        let isTie = first == 5 && digits[(kept + 1)...].allSatisfy { $0 == 0 }
        let isOdd = kept > 0 && digits[kept - 1] % 2 == 1
        digits.removeSubrange(kept...)
        fraction = places
        guard isTie ? isOdd : first >= 5 else { return }
        var index = kept - 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    }

    /// All digits with so many behind the point.
    func plain(places: Int) -> String {
        let zeros = Array(repeating: UInt8(0), count: max(0, places - fraction))
        var all = digits + zeros
        if all.count <= places { all = Array(repeating: 0, count: places + 1 - all.count) + all }
        var text = all.map { Character(Unicode.Scalar($0 + 0x30)) }
        if places > 0 { text.insert(".", at: text.count - places) }
        return String(text)
    }
}

/// A whole number of any size that can be multiplied.
private struct LargeNumber {
    /// Nine decimal digits each, the lowest first.
    private var limbs: [UInt32] = []

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(UInt32(rest % 1_000_000_000))
            rest /= 1_000_000_000
        }
    }

    mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(product % 1_000_000_000)
            carry = product / 1_000_000_000
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// 0 to 9, the highest first, without leading zeros.
    var digits: [UInt8] {
        var result: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                result.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while result.last == 0 { result.removeLast() }
        return result.reversed()
    }
}
