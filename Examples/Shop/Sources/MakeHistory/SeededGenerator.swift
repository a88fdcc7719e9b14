/// SplitMix64: the same numbers on every machine. Source: Sebastiano Vigna, splitmix64.c (public domain).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    mutating func uuid() -> String {
        let digits = String((next() & ~0xF000) | 0x4000, radix: 16).padded(to: 16)
        let rest = String((next() & ~(0b11 << 62)) | 0b10 << 62, radix: 16).padded(to: 16)
        return [digits.part(0, 8), digits.part(8, 4), digits.part(12, 4), rest.part(0, 4), rest.part(4, 12)]
            .joined(separator: "-")
    }
}

extension String {
    func padded(to width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }

    func part(_ start: Int, _ length: Int) -> String { String(dropFirst(start).prefix(length)) }

    /// The text as a JSON string.
    var json: String {
        "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
