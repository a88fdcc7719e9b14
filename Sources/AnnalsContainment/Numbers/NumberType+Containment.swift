import AnnalsSchema
import AnnalsValues

extension NumberType {
    /// How one type of numbers relates to another one.
    enum Relation: Hashable {
        /// All values are values of the other one.
        case contained
        /// This value is none of the other one.
        case broken(DecimalNumber)
        /// Neither was shown.
        case unknown
    }

    /// Whether all values are values of another type, both written as JSON numbers or both as decimals.
    ///
    /// A value that shows the contrary is looked for first, at the bounds of both and where their multiples part; the
    /// proof below is only asked where there is none.
    func relation(to other: NumberType) -> Relation {
        if let all { return all.first { !other.contains($0) }.map { .broken($0) } ?? .contained }
        let places = [lower, upper, other.lower, other.upper].compactMap { $0?.number }
        var candidates = values(around: places)
        if let divisor = other.constraints.number(.multipleOf) {
            candidates += values(around: places + [divisor] + [step].compactMap(\.self))
        }
        if let value = candidates.first(where: { !other.contains($0) }) { return .broken(value) }
        return isWithinBounds(of: other) && hasStep(of: other) ? .contained : .unknown
    }

    /// Whether every value is a multiple of what the other type's values are multiples of.
    private func hasStep(of other: NumberType) -> Bool {
        guard let needed = other.step else { return true }
        return step.map { $0.isMultiple(of: needed) } ?? false
    }

    private func isWithinBounds(of other: NumberType) -> Bool {
        isAbove(lower, other.lower, in: other) && isAbove(upper?.negated, other.upper?.negated, in: other)
    }

    /// Whether a lower bound keeps all values above another one.
    private func isAbove(_ own: Bound?, _ other: Bound?, in type: NumberType) -> Bool {
        guard let other else { return true }
        guard let own else { return false }
        let (bound, limit) = (own.number.double, other.number.double)
        switch (scalar == .double, type.scalar == .double) {
        case (true, true): return bound > limit || bound == limit && (other.isIncluded || !own.isIncluded)
        // Reading as a double keeps the order, and may make different whole numbers equal.
        case (false, true): return bound > limit || bound == limit && other.isIncluded
        // Beyond 2^53, texts of other whole numbers are read as the bound.
        case (true, false): return abs(bound) <= 0x1p53 && other.number <= own.number && other.isIncluded
        case (false, false):
            return own.number > other.number || own.number == other.number && (other.isIncluded || !own.isIncluded)
        }
    }
}

extension NumberType.Bound {
    /// The bound of the opposite numbers.
    fileprivate var negated: NumberType.Bound { NumberType.Bound(number: number.negated, isIncluded: isIncluded) }
}
