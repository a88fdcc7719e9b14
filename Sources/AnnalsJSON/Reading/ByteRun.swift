/// A run of bytes that need no look of their own, found eight bytes at a time.
struct ByteRun {
    /// Where the run ends: at the first byte that is special, or at the end of the text.
    let end: Int
    /// Whether the run is ASCII.
    let isASCII: Bool

    /// The inside of a JSON string up to its quote, a backslash or a control character.
    ///
    /// The bit tricks are those of Hacker's Delight, "Find first 0-byte": in each word the lowest byte that they mark is
    /// marked rightly, and only that one is used.
    @inline(__always)
    static func string(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> ByteRun {
        let raw = UnsafeRawPointer(bytes)
        var index = start
        var seen: UInt64 = 0
        while index + 8 <= end {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let marks = specials(word)
            guard marks == 0 else {
                let count = marks.trailingZeroBitCount >> 3
                // The bytes before the first mark; none of them when it is the first byte.
                let before = word & ((1 << UInt64(count << 3)) &- 1)
                return ByteRun(end: index + count, isASCII: (seen | before) & highBits == 0)
            }
            seen |= word
            index += 8
        }
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            seen |= UInt64(byte)
            index += 1
        }
        return ByteRun(end: index, isASCII: seen & highBits == 0)
    }

    /// Marks the bytes that are zero; the lowest mark is right.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 { (word &- lowBits) & ~word }

    /// A word of nothing but one byte.
    @inline(__always)
    static func all(_ byte: Unicode.Scalar) -> UInt64 { lowBits &* UInt64(UInt8(ascii: byte)) }

    /// The high bits of the bytes of a word that are a quote, a backslash or a control character; the lowest of them is
    /// right, and there is none when there is no such byte.
    @inline(__always)
    static func specials(_ word: UInt64) -> UInt64 {
        (zeros(word ^ all("\"")) | zeros(word ^ all("\\")) | (word &- all(" ")) & ~word) & highBits
    }

    private static var lowBits: UInt64 { 0x0101_0101_0101_0101 }
    static var highBits: UInt64 { 0x8080_8080_8080_8080 }
}
