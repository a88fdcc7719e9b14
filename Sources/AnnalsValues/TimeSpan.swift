/// A signed length of time in nanoseconds, up to about 292 years.
public struct TimeSpan: Hashable, Sendable {
    /// The length in nanoseconds.
    public var nanoseconds: Int64

    /// Creates a length of time.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }
}

extension TimeSpan: LosslessStringConvertible {
    /// Reads seconds as in `"1.5s"` or `"-3s"`: the JSON form of Protocol Buffers, with at most nine digits of fraction.
    public init?(_ text: String) {
        var text = text
        let value = text.withUTF8 { TimeSpan(utf8: $0) }
        guard let value else { return nil }
        self = value
    }

    /// Reads the same form from UTF-8 bytes in place.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var scanner = DigitScanner(bytes)
        let isNegative = scanner.skip("-")
        guard let first = scanner.nextDigit() else { return nil }
        var seconds = Int64(first)
        while let digit = scanner.nextDigit() {
            // No number of nanoseconds has more than ten digits of seconds, and leading zeros are not JSON's.
            guard seconds > 0, seconds < 10_000_000_000 else { return nil }
            seconds = seconds * 10 + Int64(digit)
        }
        var fraction: Int64 = 0
        if scanner.skip(".") {
            guard let digits = scanner.fraction() else { return nil }
            fraction = Int64(digits)
        }
        guard scanner.skip("s"), scanner.isAtEnd else { return nil }
        // Negative all along, so that the smallest value is reached too.
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: -1_000_000_000)
        let (total, second) = whole.subtractingReportingOverflow(fraction)
        guard !overflow, !second else { return nil }
        if isNegative {
            nanoseconds = total
        } else {
            guard total != .min else { return nil }
            nanoseconds = -total
        }
    }

    /// Seconds with no fraction, or three, six or nine digits of it, and an `s`.
    public var description: String {
        let magnitude = nanoseconds.magnitude
        let fraction = fractionText(nanoseconds: Int(magnitude % 1_000_000_000))
        return "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000)\(fraction)s"
    }
}

extension TimeSpan: Comparable {
    /// The shorter first, negative before positive.
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.nanoseconds < right.nanoseconds }
}
