/// The double that is nearest to a JSON number, infinite beyond the range; nil when the text is no number.
func nearestDouble(_ literal: UnsafeBufferPointer<UInt8>) -> Double? {
    exactDouble(literal) ?? Double(String(decoding: literal, as: UTF8.self))
}

/// The powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
]

/// The short way for the usual number, which has few digits and no exponent; nil for any other.
///
/// The digits and the power of ten are both exact as doubles, so the one division rounds correctly: W. D. Clinger, "How
/// to Read Floating Point Numbers Accurately", 1990.
private func exactDouble(_ literal: UnsafeBufferPointer<UInt8>) -> Double? {
    // Nineteen bytes are less than 10^19, so the digits cannot overflow 64 bits.
    guard literal.count <= 19 else { return nil }
    var digits: UInt64 = 0
    var decimals = 0
    var isFraction = false
    for byte in literal {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
            if isFraction { decimals += 1 }
        case UInt8(ascii: "."): isFraction = true
        case UInt8(ascii: "-"): continue
        default: return nil
        }
    }
    guard digits <= 1 << 53 else { return nil }
    let value = Double(digits) / powersOfTen[decimals]
    return literal.first == UInt8(ascii: "-") ? -value : value
}
