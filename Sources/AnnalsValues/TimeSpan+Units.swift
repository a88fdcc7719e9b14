extension TimeSpan {
    /// Reads a duration as the expression language writes it: numbers with the units h, m, s, ms, us and ns, such as
    /// `1h30m` and `-1.5s`, or `0`.
    public init?(units text: String) {
        guard let value = DurationText.parse(text) else { return nil }
        self = value
    }
}

private enum DurationText {
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ]

    static func parse(_ text: String) -> TimeSpan? {
        var rest = Substring(text).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.elementsEqual("0".utf8) { return TimeSpan(nanoseconds: 0) }
        guard !rest.isEmpty else { return nil }
        // Negative all along, so that the smallest value is reached too.
        var total: Int64 = 0
        while !rest.isEmpty {
            guard let part = part(&rest) else { return nil }
            let (sum, overflow) = total.subtractingReportingOverflow(part)
            if overflow { return nil }
            total = sum
        }
        if isNegative { return TimeSpan(nanoseconds: total) }
        return total == .min ? nil : TimeSpan(nanoseconds: -total)
    }

    /// One number with its unit, in nanoseconds.
    private static func part(_ rest: inout Substring.UTF8View) -> Int64? {
        func digits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits
        }
        let whole = digits(&rest)
        var fraction = Substring("").utf8
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        // The longer names first where one begins like another.
        guard
            let unit = units.sorted(by: { $0.name.count > $1.name.count }).first(where: {
                rest.starts(with: $0.name.utf8)
            })
        else { return nil }
        rest = rest.dropFirst(unit.name.utf8.count)
        guard let count = whole.isEmpty ? 0 : Int64(Substring(whole)) else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds)
        var scale = unit.nanoseconds
        var partial: Int64 = 0
        for digit in fraction {
            scale /= 10
            partial += Int64(digit - 0x30) * scale
        }
        let (sum, second) = product.addingReportingOverflow(partial)
        return overflow || second ? nil : sum
    }
}
