import AnnalsJSON
import AnnalsValues

/// Some of the numbers.
struct NumberSet: Hashable {
    var isInteger = false
    var minimum: DecimalNumber?
    var maximum: DecimalNumber?
    var exclusiveMinimum: DecimalNumber?
    var exclusiveMaximum: DecimalNumber?
    /// All of them divide the number.
    var divisors: [DecimalNumber] = []
    /// Only these; nil for no such limit.
    var values: [DecimalNumber]?
    /// The `format`, such as `int32` of OpenAPI.
    var format: String?
    /// What our own export says that it is.
    var own: OwnType?
    /// Where it was said.
    var origins: [SchemaPlace] = []

    /// Whether it is all numbers.
    var isFull: Bool { withoutOrigins == NumberSet() }

    private var withoutOrigins: NumberSet {
        var copy = self
        copy.origins = []
        return copy
    }

    /// Whether the number is one of them.
    func contains(_ number: DecimalNumber) -> Bool {
        (!isInteger || number.isInteger) && minimum.map { number >= $0 } ?? true && maximum.map { number <= $0 } ?? true
            && exclusiveMinimum.map { number > $0 } ?? true && exclusiveMaximum.map { number < $0 } ?? true
            && divisors.allSatisfy { number.isMultiple(of: $0) }
            && values.map { $0.contains(number) } ?? true
    }

    /// What is in both; nil for nothing.
    func intersection(_ other: NumberSet) -> NumberSet? {
        if isFull { return other }
        if other.isFull { return self }
        var result = self
        result.isInteger = isInteger || other.isInteger
        result.minimum = greatest(minimum, other.minimum)
        result.maximum = least(maximum, other.maximum)
        result.exclusiveMinimum = greatest(exclusiveMinimum, other.exclusiveMinimum)
        result.exclusiveMaximum = least(exclusiveMaximum, other.exclusiveMaximum)
        for divisor in other.divisors where !result.divisors.contains(where: { $0.isMultiple(of: divisor) }) {
            result.divisors.removeAll { divisor.isMultiple(of: $0) }
            result.divisors.append(divisor)
        }
        result.format = format ?? other.format
        result.own = own ?? other.own
        result.origins += other.origins.filter { !origins.contains($0) }
        result.values = values ?? other.values
        if let values = result.values {
            let left = values.filter { contains($0) && other.contains($0) }
            if left.isEmpty { return nil }
            result.values = left
        }
        return result.isEmpty ? nil : result
    }

    /// Whether the bounds leave no number.
    var isEmpty: Bool {
        guard let low = greatest(minimum, exclusiveMinimum), let high = least(maximum, exclusiveMaximum) else {
            return false
        }
        if low > high { return true }
        return low == high && (exclusiveMinimum == low || exclusiveMaximum == high)
    }

    /// Whether the other numbers are all among these.
    private func includes(_ other: NumberSet) -> Bool {
        if let numbers = other.values { return numbers.allSatisfy(contains) }
        guard values == nil, own == nil || own == other.own, !isInteger || other.isInteger,
            divisors.allSatisfy({ divisor in other.divisors.contains { $0.isMultiple(of: divisor) } })
        else { return false }
        func reaches(_ bound: DecimalNumber?, _ inner: DecimalNumber?, _ order: (DecimalNumber, DecimalNumber) -> Bool)
            -> Bool
        {
            bound.map { bound in inner.map { order(bound, $0) } ?? false } ?? true
        }
        let low = greatest(other.minimum, other.exclusiveMinimum)
        let high = least(other.maximum, other.exclusiveMaximum)
        return reaches(minimum, low, <=) && reaches(maximum, high, >=)
            && (reaches(exclusiveMinimum, other.exclusiveMinimum, <=) || reaches(exclusiveMinimum, low, <))
            && (reaches(exclusiveMaximum, other.exclusiveMaximum, >=) || reaches(exclusiveMaximum, high, >))
    }

    /// What is in either, and whether the result is that and no more.
    func union(_ other: NumberSet) -> (set: NumberSet, isExact: Bool) {
        if includes(other) { return (self, true) }
        if other.includes(self) { return (other, true) }
        var result = NumberSet(isInteger: isInteger && other.isInteger, origins: origins + other.origins)
        if let values, let others = other.values {
            result.isInteger = false
            result.values = values + others.filter { !values.contains($0) }
            return (result, true)
        }
        let lows = [minimum ?? exclusiveMinimum, other.minimum ?? other.exclusiveMinimum]
        let highs = [maximum ?? exclusiveMaximum, other.maximum ?? other.exclusiveMaximum]
        if let first = lows[0], let second = lows[1] { result.minimum = min(first, second) }
        if let first = highs[0], let second = highs[1] { result.maximum = max(first, second) }
        return (result, false)
    }

    /// Whether no number is in both, as far as bounds and values show.
    func isDisjoint(from other: NumberSet) -> Bool {
        guard let both = intersection(other) else { return true }
        if let values = both.values { return values.isEmpty }
        return false
    }
}

/// The greater of two bounds.
func greatest<Bound: Comparable>(_ left: Bound?, _ right: Bound?) -> Bound? {
    guard let left, let right else { return left ?? right }
    return max(left, right)
}

/// The smaller of two bounds.
func least<Bound: Comparable>(_ left: Bound?, _ right: Bound?) -> Bound? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}
