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

    /// Where the first quote or backslash stands: what ends a string, or a part of it, that is known to be right.
    @inline(__always)
    static func endOfTrustedString(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(bytes, from: start, to: end) { word in
            zeros(word ^ all("\"")) | zeros(word ^ all("\\"))
        }
    }

    /// The first byte that a function marks; the end when there is none.
    @inline(__always)
    private static func first(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, _ marks: (UInt64) -> UInt64
    ) -> Int {
        let raw = UnsafeRawPointer(bytes)
        var index = start
        while index + 8 <= end {
            let found =
                marks(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))) & highBits
            if found != 0 { return index + (found.trailingZeroBitCount >> 3) }
            index += 8
        }
        // The byte alone, in a word of others that nobody looks for.
        while index < end, marks(UInt64(bytes[index]) | all("a") << 8) & highBits == 0 { index += 1 }
        return index
    }

    /// Marks the bytes that are zero; the lowest mark is right.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 { (word &- lowBits) & ~word }

    @inline(__always)
    static func all(_ byte: Unicode.Scalar) -> UInt64 { lowBits &* UInt64(UInt8(ascii: byte)) }

    /// The high bits of the bytes of a word that are a quote, a backslash or a control character; the lowest of them is
    /// right, and there is none when there is no such byte.
    @inline(__always)
    static func specials(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (lowBits &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (lowBits &* UInt64(UInt8(ascii: "\\")))
        return
            ((quotes &- lowBits) & ~quotes | (backslashes &- lowBits) & ~backslashes
            | (word &- lowBits &* 0x20) & ~word) & highBits
    }

    static var lowBits: UInt64 { 0x0101_0101_0101_0101 }
    static var highBits: UInt64 { 0x8080_8080_8080_8080 }
}
