#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A moment with nanoseconds, in UTC, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
public struct Timestamp: Hashable, Sendable {
    /// Whole seconds since 1970, rounded down.
    public let seconds: Int64
    /// Nanoseconds after that second, 0 to 999,999,999.
    public let nanoseconds: Int32

    /// The first moment.
    public static let min = Timestamp(uncheckedSeconds: -62_135_596_800, nanoseconds: 0)
    /// The last moment.
    public static let max = Timestamp(uncheckedSeconds: 253_402_300_799, nanoseconds: 999_999_999)

    /// Creates a moment; nil outside the range.
    @inlinable
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        // Written out, so that it costs two comparisons where it is inlined.
        guard seconds >= -62_135_596_800, seconds <= 253_402_300_799, nanoseconds >= 0, nanoseconds < 1_000_000_000
        else { return nil }
        self.init(uncheckedSeconds: seconds, nanoseconds: nanoseconds)
    }

    @inlinable
    init(uncheckedSeconds seconds: Int64, nanoseconds: Int32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The moment of the system's clock.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec)) ?? .min
    }

    /// The day in UTC.
    public var date: CalendarDate {
        // The range of a timestamp is that of a date, so the fallback is never taken.
        CalendarDate(daysSince1970: daysSince1970) ?? CalendarDate.epoch
    }

    /// Seconds since midnight in UTC, 0 to 86,399.
    public var secondOfDay: Int { Int(seconds) - daysSince1970 * 86_400 }

    private var daysSince1970: Int { Int((seconds - (seconds < 0 ? 86_399 : 0)) / 86_400) }
}

extension CalendarDate {
    static let epoch = CalendarDate(trustedYear: 1970, month: 1, day: 1)

    private init(trustedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

extension Timestamp: LosslessStringConvertible {
    /// Reads RFC 3339 strictly: capital `T` and `Z`, seconds 00 to 59, at most nine digits of fraction, an offset of at
    /// most 14 hours.
    public init?(_ text: String) {
        var text = text
        let value = text.withUTF8 { Timestamp(utf8: $0) }
        guard let value else { return nil }
        self = value
    }

    /// Reads the same form from UTF-8 bytes in place.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var scanner = DigitScanner(bytes)
        guard let date = CalendarDate(&scanner), scanner.skip("T"),
            let hour = scanner.digits(2), hour < 24, scanner.skip(":"),
            let minute = scanner.digits(2), minute < 60, scanner.skip(":"),
            let second = scanner.digits(2), second < 60
        else { return nil }
        var nanoseconds = 0
        if scanner.skip(".") {
            guard let fraction = scanner.fraction() else { return nil }
            nanoseconds = fraction
        }
        var offset = 0
        if !scanner.skip("Z") {
            let isBehind = scanner.skip("-")
            guard isBehind || scanner.skip("+"), let hours = scanner.digits(2), scanner.skip(":"),
                let minutes = scanner.digits(2), minutes < 60, hours * 60 + minutes <= 14 * 60
            else { return nil }
            offset = (hours * 60 + minutes) * (isBehind ? -60 : 60)
        }
        guard scanner.isAtEnd else { return nil }
        let total = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(seconds: Int64(total), nanoseconds: Int32(nanoseconds))
    }

    /// How many bytes a text without a fraction in UTC has.
    public static let usualTextLength = 20

    /// RFC 3339 in UTC with a capital `Z`; no fraction, or three, six or nine digits of it.
    public var description: String { text { writeText(to: $0) } }

    /// The same with all nine digits of the fraction: of this form the order of texts is the order of time.
    public var sortableText: String { text { writeSortableText(to: $0) } }

    /// How many bytes a text has at most.
    public static let greatestTextLength = 30

    /// Writes the text of ``description`` to memory that has room for ``greatestTextLength`` bytes.
    ///
    /// - Returns: How many bytes were written.
    public func writeText(to text: UnsafeMutablePointer<UInt8>) -> Int {
        let digits =
            nanoseconds == 0 ? 0 : nanoseconds % 1_000_000 == 0 ? 3 : nanoseconds % 1000 == 0 ? 6 : 9
        return writeText(to: text, fractionDigits: digits)
    }

    /// Writes ``sortableText`` to memory that has room for ``greatestTextLength`` bytes.
    ///
    /// - Returns: How many bytes were written.
    public func writeSortableText(to text: UnsafeMutablePointer<UInt8>) -> Int {
        writeText(to: text, fractionDigits: 9)
    }

    private func text(_ write: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
        String(unsafeUninitializedCapacity: Timestamp.greatestTextLength) { $0.baseAddress.map(write) ?? 0 }
    }

    private func writeText(to text: UnsafeMutablePointer<UInt8>, fractionDigits: Int) -> Int {
        let (day, second) = (date, secondOfDay)
        var position = 0
        func write(_ number: Int, _ width: Int, _ end: Unicode.Scalar) {
            var rest = number
            for index in stride(from: position + width - 1, through: position, by: -1) {
                text[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            text[position + width] = UInt8(ascii: end)
            position += width + 1
        }
        write(day.year, 4, "-")
        write(day.month, 2, "-")
        write(day.day, 2, "T")
        write(second / 3600, 2, ":")
        write(second / 60 % 60, 2, ":")
        write(second % 60, 2, fractionDigits == 0 ? "Z" : ".")
        guard fractionDigits > 0 else { return position }
        let divisor = fractionDigits == 3 ? 1_000_000 : fractionDigits == 6 ? 1000 : 1
        write(Int(nanoseconds) / divisor, fractionDigits, "Z")
        return position
    }
}

extension Timestamp: Comparable {
    /// The order of time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}
