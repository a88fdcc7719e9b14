/// A universally unique identifier of RFC 9562. Named so that it can stand beside Foundation's `UUID` in one file.
public struct UniqueID: Hashable, Sendable {
    /// The first eight bytes, big-endian.
    public var high: UInt64
    /// The last eight bytes, big-endian.
    public var low: UInt64

    /// Creates an identifier from its two halves.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The sixteen bytes in the order of the text.
    public var bytes: [UInt8] {
        (0..<16).map { index in
            UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - (index % 8) * 8))
        }
    }

    /// Creates an identifier from sixteen bytes; nil for another count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

// MARK: - Text

extension UniqueID: LosslessStringConvertible {
    /// Reads `8-4-4-4-12` hexadecimal digits of either case; nil for anything else.
    public init?(_ text: String) {
        var text = text
        let value = text.withUTF8 { UniqueID(utf8: $0) }
        guard let value else { return nil }
        self = value
    }

    /// Reads the same form from UTF-8 bytes in place.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 36, let start = bytes.baseAddress, start[8] == UInt8(ascii: "-"),
            start[13] == UInt8(ascii: "-"), start[18] == UInt8(ascii: "-"), start[23] == UInt8(ascii: "-")
        else { return nil }
        let raw = UnsafeRawPointer(start)
        func word(_ first: Int, _ second: Int) -> UInt64 {
            let low = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: first, as: UInt32.self))
            let high = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: second, as: UInt32.self))
            return UInt64(high) << 32 | UInt64(low)
        }
        guard let first = hexWord(word(0, 4)), let second = hexWord(word(9, 14)), let third = hexWord(word(19, 24)),
            let fourth = hexWord(word(28, 32))
        else { return nil }
        self.init(high: UInt64(first) << 32 | UInt64(second), low: UInt64(third) << 32 | UInt64(fourth))
    }

    /// The canonical text in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: UniqueID.textLength) { buffer in
            buffer.baseAddress.map { writeText(to: $0) } ?? 0
        }
    }

    /// How many bytes the canonical text has.
    public static let textLength = 36

    /// Writes the canonical text in lower case to memory that has room for ``textLength`` bytes.
    ///
    /// - Returns: How many bytes were written.
    public func writeText(to text: UnsafeMutablePointer<UInt8>) -> Int {
        let raw = UnsafeMutableRawPointer(text)
        // The digits of eight bytes, of which words and halves are taken.
        let (first, second) = (hexDigits(high >> 32), hexDigits(high & 0xFFFF_FFFF))
        let (third, fourth) = (hexDigits(low >> 32), hexDigits(low & 0xFFFF_FFFF))
        raw.storeBytes(of: first.littleEndian, as: UInt64.self)
        raw.storeBytes(of: UInt32(truncatingIfNeeded: second).littleEndian, toByteOffset: 9, as: UInt32.self)
        raw.storeBytes(of: UInt32(truncatingIfNeeded: second >> 32).littleEndian, toByteOffset: 14, as: UInt32.self)
        raw.storeBytes(of: UInt32(truncatingIfNeeded: third).littleEndian, toByteOffset: 19, as: UInt32.self)
        raw.storeBytes(of: UInt32(truncatingIfNeeded: third >> 32).littleEndian, toByteOffset: 24, as: UInt32.self)
        raw.storeBytes(of: fourth.littleEndian, toByteOffset: 28, as: UInt64.self)
        for hyphen in [8, 13, 18, 23] { text[hyphen] = UInt8(ascii: "-") }
        return UniqueID.textLength
    }
}

extension UniqueID: Comparable {
    /// The order of the bytes, which is the order of time for version 7.
    public static func < (left: UniqueID, right: UniqueID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

// MARK: - Making new ones

extension UniqueID {
    /// A random identifier of version 4.
    public static func random(using generator: inout some RandomNumberGenerator) -> UniqueID {
        UniqueID(
            high: generator.next() & ~0xF000 | 0x4000,
            low: generator.next() & ~(0b11 << 62) | 0b10 << 62)
    }

    /// A random identifier of version 4.
    public static func random() -> UniqueID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// An identifier of version 7: 48 bits of milliseconds since 1970, then random bits, so that later ones sort later
    /// and an index over them grows at its end.
    public static func version7(at time: Timestamp, using generator: inout some RandomNumberGenerator) -> UniqueID {
        let milliseconds = UInt64(bitPattern: max(0, time.seconds) * 1000 + Int64(time.nanoseconds / 1_000_000))
        // The twelve bits after the version hold the part of a millisecond, which keeps the order of one process.
        let fraction = UInt64(time.nanoseconds % 1_000_000) * 4096 / 1_000_000
        return UniqueID(
            high: milliseconds << 16 | 0x7000 | fraction,
            low: generator.next() & ~(0b11 << 62) | 0b10 << 62)
    }

    /// An identifier of version 7 for now.
    public static func version7() -> UniqueID {
        var generator = SystemRandomNumberGenerator()
        return version7(at: .now(), using: &generator)
    }
}

/// The eight hexadecimal digits of a number below 2^32, the first in the lowest byte.
@inline(__always)
private func hexDigits(_ number: UInt64) -> UInt64 {
    // The nibbles are spread over the bytes, the last one in the lowest.
    var nibbles = (number | number << 16) & 0x0000_FFFF_0000_FFFF
    nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // A byte above 9 is 16 or more with 6 added; "a" comes 39 places behind what would follow "9".
    let letters = ((nibbles &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return (nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39).byteSwapped
}

/// The number that eight hexadecimal digits write, the first in the lowest byte; nil when one is no digit.
///
/// All eight at once; see Hacker's Delight on comparing bytes in a word.
@inline(__always)
private func hexWord(_ word: UInt64) -> UInt32? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    guard word & high == 0 else { return nil }
    // The high bit of a byte that is at least, and of one that is more.
    let digits = (word &+ ones &* (0x80 - 0x30)) & ~(word &+ ones &* (0x80 - 0x3A))
    let lower = word | ones &* 0x20
    let letters = (lower &+ ones &* (0x80 - 0x61)) & ~(lower &+ ones &* (0x80 - 0x67))
    guard (digits | letters) & high == high else { return nil }
    var value = (word & (ones &* 0x0F)) &+ ((letters & high) >> 7) &* 9
    value = (value << 4 | value >> 8) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    value = (value | value >> 16) & 0x0000_0000_FFFF_FFFF
    return UInt32(truncatingIfNeeded: value).byteSwapped
}
