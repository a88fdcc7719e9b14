/// The FNV-1a hash with 64 bits: it recognises accidents and edits, and is no protection against someone who wants a
/// collision. The same on every machine.
public enum FNV1a {
    /// The usual first value.
    public static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Goes on with a hash over some bytes.
    public static func hash(_ bytes: some Sequence<UInt8>, seed: UInt64 = seed) -> UInt64 {
        bytes.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
