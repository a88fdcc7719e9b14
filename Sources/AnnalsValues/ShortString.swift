/// The form in which Swift keeps a string of up to fifteen bytes: the bytes themselves in two words, and in the highest byte
/// their number with a mark that they are ASCII.
///
/// Most strings of payloads are of this kind. Put together in registers they cost a tenth of what the way over a buffer
/// costs, which writes the bytes to the stack and reads them again; it makes a fifth of the time that a payload takes. The
/// form is part of Swift's binary interface on Apple's systems and the same elsewhere, but nobody promises that: so two
/// literals are looked at, and it is only used when they are kept so.
enum ShortString {
    /// How many bytes a string has at most.
    static let capacity = 15

    private typealias Words = (UInt64, UInt64)

    /// Whether Swift keeps short strings in this form. The compiler knows the words of literals, so this costs nothing.
    @inline(__always)
    private static var isKnown: Bool {
        guard MemoryLayout<String>.size == MemoryLayout<Words>.size else { return false }
        let short = unsafeBitCast("abc" as String, to: Words.self)
        let long = unsafeBitCast("abcdefghijklmno" as String, to: Words.self)
        return short == (0x63_6261, 0xE300_0000_0000_0000) && long == (0x6867_6665_6463_6261, 0xEF6F_6E6D_6C6B_6A69)
    }

    /// The string of some bytes; nil when they are too many, not ASCII, or the form is another one.
    @inline(__always)
    static func string(_ bytes: UnsafePointer<UInt8>, count: Int) -> String? {
        guard count <= capacity, isKnown else { return nil }
        var words = words(bytes, count)
        // The highest byte is the mark.
        guard (words.0 | words.1 & (.max >> 8)) & 0x8080_8080_8080_8080 == 0 else { return nil }
        // Moved, because a copy would count a reference that these bytes are not.
        return withUnsafeMutableBytes(of: &words) { $0.assumingMemoryBound(to: String.self).baseAddress?.move() }
    }

    @inline(__always)
    private static func words(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Words {
        let raw = UnsafeRawPointer(bytes)
        func word(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        func half(_ offset: Int) -> UInt64 {
            UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
        // The first bytes and the last ones; where both are the same byte, they say the same.
        if count >= 8 {
            return (word(0), word(count - 8) >> UInt64(8 * (16 - count)) | words(count: count).1)
        }
        if count >= 4 { return (half(0) | half(count - 4) << UInt64(8 * (count - 4)), words(count: count).1) }
        guard count > 0 else { return words(count: 0) }
        let (middle, last) = (count / 2, count - 1)
        return (
            UInt64(bytes[0]) | UInt64(bytes[middle]) << UInt64(8 * middle) | UInt64(bytes[last]) << UInt64(8 * last),
            words(count: count).1
        )
    }

    /// The words of so many bytes that are zero.
    @inline(__always)
    private static func words(count: Int) -> Words { (0, (0xE0 | UInt64(count)) << 56) }
}
