/// Which keys a table may have: what it says no to is not there. A Bloom filter with four bits for each key.
struct KeyFilter {
    private var words: [UInt64]
    private var isEmpty = true

    /// A filter that has as many bits as eight times these bytes, rounded up to a power of two.
    init(byteCount: Int) {
        var count = 1
        while count * 8 < byteCount { count *= 2 }
        words = Array(repeating: 0, count: count)
    }

    mutating func insert(_ hash: Int) {
        isEmpty = false
        for number in 0..<4 {
            let bit = bit(number, hash)
            words[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    func mayContain(_ hash: Int) -> Bool {
        if isEmpty { return false }
        for number in 0..<4 {
            let bit = bit(number, hash)
            if words[bit >> 6] & 1 << UInt64(bit & 63) == 0 { return false }
        }
        return true
    }

    /// Two halves of a hash make as many as are wanted; see Kirsch and Mitzenmacher.
    private func bit(_ number: Int, _ hash: Int) -> Int {
        let (first, second) = (UInt(bitPattern: hash), UInt(bitPattern: hash) >> 32 | 1)
        return Int(truncatingIfNeeded: first &+ UInt(number) &* second) & (words.count * 64 - 1)
    }
}
