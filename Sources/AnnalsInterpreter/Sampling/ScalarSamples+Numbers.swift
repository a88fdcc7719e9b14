import AnnalsJSON
import AnnalsSchema
import AnnalsValues

extension ScalarSamples {
    // MARK: - Integers

    private var range: ClosedRange<Int128> {
        switch scalar {
        case .int32: Int128(Int32.min)...Int128(Int32.max)
        case .uint: 0...Int128(UInt.max)
        default: Int128(Int.min)...Int128(Int.max)
        }
    }

    /// The range that the bounds leave, one too wide where a bound is exclusive or has a fraction.
    private var narrowed: ClosedRange<Int128> {
        let bounds = range
        let lower = lowerBound.flatMap(ScalarSamples.whole) ?? bounds.lowerBound
        let upper = upperBound.flatMap(ScalarSamples.whole) ?? bounds.upperBound
        let least = min(max(lower - 1, bounds.lowerBound), bounds.upperBound)
        return least...max(least, min(upper + 1, bounds.upperBound))
    }

    private var lowerBound: DecimalNumber? {
        [constraints.number(.minimum), constraints.number(.exclusiveMinimum)].compactMap { $0 }.max()
    }

    private var upperBound: DecimalNumber? {
        [constraints.number(.maximum), constraints.number(.exclusiveMaximum)].compactMap { $0 }.min()
    }

    /// A number all of whose multiples are multiples of `multipleOf`.
    private var divisor: Int128 {
        guard let divisor = constraints.number(.multipleOf) else { return 1 }
        return max(1, Int128(divisor.description.filter { $0 != "." }) ?? 1)
    }

    func integers() -> [JSONValue] {
        let (range, divisor) = (narrowed, divisor)
        func ascending(_ start: Int128) -> [Int128] {
            let multiple = start - start % divisor
            return [multiple - divisor, start, multiple, start + 1, multiple + divisor, start + 2]
        }
        // The lowest and the highest that are valid come first, then what programs trip over.
        let lowest = ascending(range.lowerBound).sorted().first { isInteger($0) }
        let highest = ascending(range.upperBound - 2).sorted().last { isInteger($0) }
        let known = literals.integers.flatMap { [Int128($0) - 1, Int128($0), Int128($0) + 1] }
        let usual: [Int128] = [0, 1, -1, 2, 10, 1 << 53, (1 << 53) + 1, -(1 << 53) - 1, 1 << 31, -(1 << 31) - 1]
        let edges = ascending(range.lowerBound) + ascending(range.upperBound - 2)
        let all = [lowest, highest].compactMap { $0 } + edges + usual + known
        return (all + all.map { $0 - $0 % divisor }).map { .integer($0) }
    }

    private func isInteger(_ number: Int128) -> Bool { isValid(.integer(number)) }

    func randomInteger(using random: inout SplitMix64) -> JSONValue? {
        let (range, divisor) = (narrowed, divisor)
        // Small numbers are as likely as large ones, which an even distribution would nearly always give.
        let width = range.upperBound - range.lowerBound
        let bits = Int.random(in: 0...64, using: &random)
        let step = Int128(UInt64.random(in: 0...(.max), using: &random) >> UInt64(64 - bits)) % (width + 1)
        let number = Bool.random(using: &random) ? range.lowerBound + step : range.upperBound - step
        return .integer(number - number % divisor)
    }

    // MARK: - Doubles

    func doubles() -> [JSONValue] {
        let largest = Double.greatestFiniteMagnitude
        let lower = lowerBound?.double ?? -largest
        let upper = upperBound?.double ?? largest
        let edges = [lower, upper, lower.nextUp, upper.nextDown]
        let usual = [
            0, -0.0, 1, -1, 0.5, 0.1, 1e308, -1e308, .leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p53, 1e21,
            123_456.789,
        ]
        let known = literals.doubles.flatMap { [$0, $0.nextUp, $0.nextDown, -$0] } + literals.integers.map(Double.init)
        return (edges + usual + known).flatMap { near($0) }
    }

    /// The number, and the multiples of `multipleOf` around it.
    private func near(_ number: Double) -> [JSONValue] {
        let own = JSONNumber(number).map { [JSONValue.number($0)] } ?? []
        guard let divisor = constraints.number(.multipleOf) else { return own }
        return own + multiples(of: divisor, near: number).compactMap { JSONNumber($0).map { .number($0) } }
    }

    private func multiples(of divisor: DecimalNumber, near number: Double) -> [String] {
        guard let quotient = Int128(exactly: (number / divisor.double).rounded(.towardZero)) else { return [] }
        return [quotient - 1, quotient, quotient + 1].compactMap { ScalarSamples.product($0, divisor) }
    }

    func randomDouble(using random: inout SplitMix64) -> JSONValue? {
        let largest = Double.greatestFiniteMagnitude
        let lower = lowerBound?.double ?? -largest
        let upper = upperBound?.double ?? largest
        guard lower <= upper else { return nil }
        let number: Double
        if Bool.random(using: &random), lower > -largest || upper < largest, (upper - lower).isFinite {
            number = Double.random(in: lower...upper, using: &random)
        } else {
            // Hundredths of all magnitudes, moved into the range where only one side is bounded.
            let digits = Double(
                UInt64.random(in: 0...(.max), using: &random) >> UInt64.random(in: 0...60, using: &random))
            let offset = digits / 100
            number = lower > -largest ? lower + offset : upper < largest ? upper - offset : offset
        }
        return near(number).randomElement(using: &random)
    }

    // MARK: - Decimals

    func decimals() -> [JSONValue] {
        let edges = [lowerBound, upperBound].compactMap { $0 }
        let around = edges.compactMap(ScalarSamples.whole).flatMap { [$0 - 1, $0, $0 + 1] }.map(\.description)
        let usual = ["0", "1", "-1", "0.01", "-0.01", "0.000001", "0.99", "123456789012345678901234567890.123456789"]
        let multiples = constraints.number(.multipleOf).map { divisor in
            ([0, 1, -1, 2, 10, 1000] + edges.map(\.double)).flatMap { self.multiples(of: divisor, near: $0) }
        }
        return (edges.map(\.description) + around + usual + (multiples ?? [])).map {
            .string(DecimalNumber($0)?.description ?? $0)
        }
    }

    func randomDecimal(using random: inout SplitMix64) -> JSONValue? {
        let lower = lowerBound.flatMap(ScalarSamples.whole) ?? -1_000_000
        let upper = upperBound.flatMap(ScalarSamples.whole) ?? max(lower, 0) + 1_000_000
        guard lower <= upper, upper - lower < 1 << 100 else { return nil }
        let whole = Int128.random(in: lower...upper, using: &random)
        let divisor = constraints.number(.multipleOf)
        let text = divisor.flatMap { multiples(of: $0, near: Double(whole)).first }
        let cents = Int.random(in: 0...99, using: &random)
        return DecimalNumber(text ?? "\(whole).\(cents)").map { .string($0.description) }
    }

    // MARK: - Exact arithmetic

    /// The part before the point; nil beyond 128 bits.
    private static func whole(_ number: DecimalNumber) -> Int128? {
        Int128(number.description.prefix { $0 != "." }).flatMap { $0.magnitude < 1 << 120 ? $0 : nil }
    }

    /// A multiple of a decimal, as text.
    private static func product(_ factor: Int128, _ number: DecimalNumber) -> String? {
        let parts = number.description.split(separator: ".")
        let decimals = parts.count > 1 ? parts[1].count : 0
        guard let digits = Int128(parts.joined()) else { return nil }
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        return DecimalNumber("\(product)e-\(decimals)")?.description
    }
}
