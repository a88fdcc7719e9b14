/// SHA-256 of FIPS 180-4, taken in piece by piece.
package struct SHA256: Sendable {
    private var state: SIMD8<UInt32> = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    /// What was taken in and is no whole block yet.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    /// Creates a hash of nothing.
    package init() {}

    /// The 32 bytes of the hash of a message.
    package static func hash(_ message: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(message)
        return hash.finish()
    }

    /// Takes in more of the message.
    package mutating func update(_ bytes: some Collection<UInt8>) {
        guard bytes.withContiguousStorageIfAvailable({ take($0) }) == nil else { return }
        Array(bytes).withUnsafeBufferPointer { take($0) }
    }

    /// The 32 bytes of the hash of all that was taken in.
    package consuming func finish() -> [UInt8] {
        let bits = count &* 8
        rest.append(0x80)
        while rest.count % Self.blockSize != Self.blockSize - 8 { rest.append(0) }
        rest += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - $0 * 8)) }
        rest.withUnsafeBufferPointer { addBlocks(UnsafeRawBufferPointer($0)) }
        return (0..<8).flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: state[word] >> UInt32(24 - $0 * 8)) }
        }
    }

    private static let blockSize = 64

    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        count &+= UInt64(bytes.count)
        var bytes = bytes[...]
        if !rest.isEmpty {
            let missing = bytes.prefix(Self.blockSize - rest.count)
            rest += missing
            bytes = bytes.dropFirst(missing.count)
            guard rest.count == Self.blockSize else { return }
            rest.withUnsafeBufferPointer { addBlocks(UnsafeRawBufferPointer($0)) }
            rest.removeAll(keepingCapacity: true)
        }
        let whole = bytes.count / Self.blockSize * Self.blockSize
        addBlocks(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes.prefix(whole))))
        rest += bytes.dropFirst(whole)
    }

    private mutating func addBlocks(_ bytes: UnsafeRawBufferPointer) {
        Self.constants.withUnsafeBufferPointer { constants in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
                for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
                    for index in 0..<16 {
                        let word = bytes.loadUnaligned(fromByteOffset: start + index * 4, as: UInt32.self)
                        words[index] = UInt32(bigEndian: word)
                    }
                    Self.add(words, constants, to: &state)
                }
            }
        }
    }

    /// One block: its sixteen words, which are stretched to sixty-four here.
    private static func add(
        _ words: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>,
        to state: inout SIMD8<UInt32>
    ) {
        for index in 16..<64 {
            let (early, late) = (words[index - 15], words[index - 2])
            let first = rotated(early, by: 7) ^ rotated(early, by: 18) ^ early >> 3
            let second = rotated(late, by: 17) ^ rotated(late, by: 19) ^ late >> 10
            words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
        }
        var (a, b, c, d, e, f, g, h) = (
            state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
        )
        for index in 0..<64 {
            let first = rotated(e, by: 6) ^ rotated(e, by: 11) ^ rotated(e, by: 25)
            let sum = h &+ first &+ (e & f ^ ~e & g) &+ constants[index] &+ words[index]
            let second = rotated(a, by: 2) ^ rotated(a, by: 13) ^ rotated(a, by: 22)
            (h, g, f, e) = (g, f, e, d &+ sum)
            (d, c, b, a) = (c, b, a, sum &+ second &+ (a & b ^ a & c ^ b & c))
        }
        state &+= [a, b, c, d, e, f, g, h]
    }

    private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }

    private static let constants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
}

extension [UInt8] {
    /// The bytes as hexadecimal digits.
    package var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
