extension ByteBuffer {
    /// Appends an integer in decimal.
    mutating func append(_ value: Int) {
        reserve(20)
        if value < 0 { appendReserved(UInt8(ascii: "-")) }
        appendDigits(UInt64(value.magnitude))
    }

    /// Appends the shortest number that reads back as a double, in the form of Swift's `description`.
    mutating func append(_ value: Double) {
        let magnitude = value.magnitude
        // Swift writes an exponent beyond; the form here is for prices and quantities.
        guard magnitude < 1e9 else { return append(value.description) }
        let whole = UInt64(magnitude)
        if Double(whole) == magnitude {
            reserve(24)
            if value.sign == .minus { appendReserved(UInt8(ascii: "-")) }
            appendDigits(whole)
            appendReserved(UInt8(ascii: "."))
            appendReserved(UInt8(ascii: "0"))
            return
        }
        // Different decimals of at most fifteen digits are never the same double, so that one that is the same double is
        // the shortest, but for zeros at its end.
        let thousandths = UInt64(magnitude * 1000 + 0.5)
        guard Double(thousandths) / 1000 == magnitude else { return append(value.description) }
        reserve(24)
        if value.sign == .minus { appendReserved(UInt8(ascii: "-")) }
        appendDigits(whole)
        appendReserved(UInt8(ascii: "."))
        appendFraction(UInt32(truncatingIfNeeded: thousandths - whole * 1000))
    }

    /// Appends thousandths without zeros at the end.
    @inline(__always)
    private mutating func appendFraction(_ thousandths: UInt32) {
        let (tenths, rest) = thousandths.quotientAndRemainder(dividingBy: 100)
        let (hundredths, last) = rest.quotientAndRemainder(dividingBy: 10)
        appendReserved(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tenths))
        if rest == 0 { return }
        appendReserved(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: hundredths))
        if last == 0 { return }
        appendReserved(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: last))
    }

    /// Appends digits for which there is room.
    @inline(__always)
    private mutating func appendDigits(_ value: UInt64) {
        if value < 10 { return appendReserved(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
        var length = 1
        var power: UInt64 = 10
        while value >= power {
            length += 1
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = next
        }
        var rest = value
        appendReserved(length) { digits in
            for index in stride(from: length - 1, through: 0, by: -1) {
                digits[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
        }
    }
}
