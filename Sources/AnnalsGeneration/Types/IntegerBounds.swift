import AnnalsSchema
import AnnalsValues

/// The smallest and largest integers that constraints allow.
struct IntegerBounds {
    let minimum: DecimalNumber?
    let maximum: DecimalNumber?

    init(_ constraints: Constraints) {
        func number(_ keyword: ConstraintKeyword) -> DecimalNumber? {
            guard case .number(let number)? = constraints[keyword] else { return nil }
            return number
        }
        let lower = number(.minimum).map { IntegerBounds.rounded($0, up: true) }
        let above = number(.exclusiveMinimum).map { bound in
            bound.isInteger ? IntegerBounds.adding(1, to: bound) : IntegerBounds.rounded(bound, up: true)
        }
        minimum = [lower, above].compactMap { $0 }.max()
        let upper = number(.maximum).map { IntegerBounds.rounded($0, up: false) }
        let below = number(.exclusiveMaximum).map { bound in
            bound.isInteger ? IntegerBounds.adding(-1, to: bound) : IntegerBounds.rounded(bound, up: false)
        }
        maximum = [upper, below].compactMap { $0 }.min()
    }

    /// The next integer up or down; numbers beyond 128 bits stay as they are, because no integer type reaches them.
    private static func rounded(_ number: DecimalNumber, up: Bool) -> DecimalNumber {
        guard !number.isInteger, let whole = DecimalNumber(wholePart(number)) else { return number }
        let isNegative = number < 0
        if up { return isNegative ? whole : adding(1, to: whole) }
        return isNegative ? adding(-1, to: whole) : whole
    }

    private static func wholePart(_ number: DecimalNumber) -> String {
        String(number.description.prefix { $0 != "." })
    }

    private static func adding(_ step: Int128, to number: DecimalNumber) -> DecimalNumber {
        guard let integer = number.integer(Int128.self) else { return number }
        let (sum, overflow) = integer.addingReportingOverflow(step)
        return overflow ? number : DecimalNumber(sum)
    }
}
