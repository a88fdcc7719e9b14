/// A small generator of random numbers that gives the same numbers for the same seed everywhere.
///
/// Source: Sebastiano Vigna, splitmix64.c (public domain).
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    /// Creates a generator.
    public init(seed: UInt64) {
        state = seed
    }

    /// Creates a generator for something with a name, so that adding one thing does not change what others get.
    public init(seed: UInt64, name: String) {
        self.init(seed: seed)
        for byte in name.utf8 {
            state ^= UInt64(byte)
            state = next()
        }
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Whether something with this chance, in percent, happens.
    mutating func happens(percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
