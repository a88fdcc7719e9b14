/// Finds the end of an array or object that is known to be right, eight bytes at a time: brackets inside of strings are
/// masked out and the others are counted.
///
/// The mask follows G. Langdale and D. Lemire, "Parsing Gigabytes of JSON per Second", 2019: the parity of the quotes up to
/// a byte says whether it is inside of a string.
struct BracketCounter {
    /// How many brackets are open.
    private var open = 0
    /// All ones while the last byte is inside of a string.
    private var inside: UInt64 = 0

    /// Where the value ends that begins with the bracket at an offset; nil when it does not end.
    @inline(__always)
    static func end(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
        let raw = UnsafeRawPointer(bytes)
        var counter = BracketCounter()
        var index = start
        while index < end {
            if index + 8 <= end {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                if ByteRun.zeros(word ^ ByteRun.all("\\")) & ByteRun.highBits == 0 {
                    if let last = counter.take(word) { return index + last + 1 }
                    index += 8
                    continue
                }
            }
            // A backslash, or the end of the text: byte for byte.
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), counter.inside != 0 {
                index += 2
                continue
            }
            if counter.take(UInt64(byte)) != nil { return index + 1 }
            index += 1
        }
        return nil
    }

    /// Counts the brackets of a word; the place of the one that closes the value, if it is there.
    @inline(__always)
    private mutating func take(_ word: UInt64) -> Int? {
        let quotes = BracketCounter.zeros(word ^ ByteRun.all("\""))
        // Both opening brackets, and both closing ones, differ in this bit alone.
        let folded = word | ByteRun.all(" ")
        let opening = BracketCounter.zeros(folded ^ ByteRun.all("{"))
        let closing = BracketCounter.zeros(folded ^ ByteRun.all("}"))
        var parity = quotes
        parity ^= parity << 8
        parity ^= parity << 16
        parity ^= parity << 32
        parity ^= inside
        inside = (parity >> 63) &* .max
        var marks = (opening | closing) & ~parity
        while marks != 0 {
            let mark = marks & (0 &- marks)
            if opening & mark != 0 {
                open += 1
            } else {
                open -= 1
                if open == 0 { return mark.trailingZeroBitCount >> 3 }
            }
            marks ^= mark
        }
        return nil
    }

    /// The high bits of the bytes that are zero, all of them right.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        let low = ~ByteRun.highBits
        return ~(((word & low) &+ low) | word | low)
    }
}
