import AnnalsValues

/// A short name for a text: the first 128 bits of a 2 x 64-bit FNV-1a hash, in hexadecimal.
///
/// It recognises edits; it is no protection against someone who wants a collision, and a lock file holds the full
/// canonical text besides.
public enum Fingerprint {
    /// The fingerprint of a text: 32 hexadecimal digits.
    public static func of(_ text: String) -> String {
        let forward = FNV1a.hash(text.utf8)
        let backward = FNV1a.hash(text.utf8.reversed(), seed: 0x8422_2325_cbf2_9ce4)
        return hexadecimal(forward) + hexadecimal(backward)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
