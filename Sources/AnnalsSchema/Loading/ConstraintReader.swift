import AnnalsDiagnostics
import AnnalsPattern
import AnnalsValues
import AnnalsYAML

/// Reads the constraint keywords beside a type.
enum ConstraintReader {
    /// The constraints of a map of keys, as far as the type takes them; the others are reported.
    static func read(
        _ reader: MappingReader, for type: String, taking allowed: [ConstraintKeyword], isInteger: Bool,
        _ diagnostics: inout Diagnostics
    ) -> Constraints {
        var constraints = Constraints()
        for keyword in ConstraintKeyword.allCases {
            guard let entry = reader.entry(keyword.rawValue) else { continue }
            guard allowed.contains(keyword) else {
                let known = allowed.map(\.rawValue).joined(separator: ", ")
                diagnostics.error(
                    "schema.constraint", "'\(keyword.rawValue)' says nothing about \(type.withArticle)",
                    at: entry.key.location,
                    suggestion: known.isEmpty ? "remove it" : "\(type.withArticle) takes \(known)")
                continue
            }
            guard let argument = argument(keyword, entry.value, isInteger, &diagnostics) else { continue }
            constraints[keyword] = argument
        }
        return constraints
    }

    /// One form for what means the same, and a report when no value is left.
    static func complete(
        _ constraints: Constraints, _ type: ScalarType?, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) -> Constraints {
        let before = diagnostics.errorCount
        checkBounds(constraints, reader, &diagnostics)
        guard let type, type.isInteger else { return constraints }
        var constraints = constraints
        makeInclusive(&constraints)
        if diagnostics.errorCount == before { checkRange(constraints, type, reader, &diagnostics) }
        return constraints
    }

    private static func argument(
        _ keyword: ConstraintKeyword, _ node: Node, _ isInteger: Bool, _ diagnostics: inout Diagnostics
    ) -> ConstraintArgument? {
        func fail(_ expected: String) -> ConstraintArgument? {
            diagnostics.error("schema.constraint", "'\(keyword.rawValue)' needs \(expected)", at: node.location)
            return nil
        }
        guard case .scalar(let scalar) = node else { return fail("a plain value") }
        switch keyword.argumentKind {
        case .number, .positiveNumber:
            guard scalar.style == .plain, let number = DecimalNumber(scalar.text) else { return fail("a number") }
            if isInteger, !number.isInteger { return fail("a whole number here") }
            if keyword.argumentKind == .positiveNumber, number <= .zero { return fail("a number above zero") }
            if number.description.utf8.count > 40 { return fail("a number of at most 40 characters") }
            return .number(number)
        case .count:
            guard scalar.style == .plain, let count = Int(scalar.text), count >= 0 else {
                return fail("a whole number from 0")
            }
            return .count(count)
        case .pattern:
            do {
                _ = try Pattern(scalar.text)
                return .pattern(scalar.text)
            } catch {
                let prefix = String(String.UnicodeScalarView(scalar.text.unicodeScalars.prefix(error.offset))).utf8
                    .count
                diagnostics.error(
                    "schema.pattern", error.message, at: scalar.location(of: prefix..<prefix + 1),
                    suggestion: "patterns are RE2: no look-around, no back-references")
                return nil
            }
        case .flag:
            guard scalar.style == .plain, scalar.text == "true" || scalar.text == "false" else {
                return fail("true or false")
            }
            return scalar.text == "true" ? .flag : nil
        }
    }

    /// Of whole numbers `exclusiveMinimum: 0` is `minimum: 1`, and one form is enough for everything behind.
    private static func makeInclusive(_ constraints: inout Constraints) {
        if let bound = constraints.number(.exclusiveMinimum), let value = bound.integer(Int.self), value < .max {
            let inclusive = DecimalNumber(value + 1)
            constraints[.exclusiveMinimum] = nil
            constraints[.minimum] = .number(max(inclusive, constraints.number(.minimum) ?? inclusive))
        }
        if let bound = constraints.number(.exclusiveMaximum), let value = bound.integer(Int.self), value > .min {
            let inclusive = DecimalNumber(value - 1)
            constraints[.exclusiveMaximum] = nil
            constraints[.maximum] = .number(min(inclusive, constraints.number(.maximum) ?? inclusive))
        }
    }

    /// Between the bounds there must be a whole number that the type has.
    private static func checkRange(
        _ constraints: Constraints, _ type: ScalarType, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) {
        let range = type.integerRange
        let low = max(constraints.number(.minimum) ?? range.lowerBound, range.lowerBound)
        let high = min(constraints.number(.maximum) ?? range.upperBound, range.upperBound)
        func report(_ message: String) {
            let keys: [ConstraintKeyword] = [.multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum]
            let place = keys.compactMap { reader.entry($0.rawValue)?.key.location }.first
            diagnostics.error(
                "schema.uninhabited", message, at: place ?? reader.location, suggestion: "widen the bounds")
        }
        let isExcluded =
            constraints.number(.exclusiveMinimum).map { $0 >= range.upperBound } ?? false
            || constraints.number(.exclusiveMaximum).map { $0 <= range.lowerBound } ?? false
        if low > high || isExcluded { return report("no \(type.rawValue) is within these bounds") }
        guard let divisor = constraints.number(.multipleOf)?.integer(Int.self), let first = low.integer(Int.self),
            let last = high.integer(Int.self)
        else { return }
        // The first multiple from `low` on, if it does not go beyond every integer.
        let remainder = first % divisor
        let (next, overflows) = first.addingReportingOverflow(
            remainder == 0 ? 0 : remainder > 0 ? divisor - remainder : -remainder)
        if overflows || next > last { report("no multiple of \(divisor) is within these bounds") }
    }

    /// Bounds that exclude each other leave no value at all.
    private static func checkBounds(
        _ constraints: Constraints, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) {
        for (lower, upper) in ConstraintKeyword.bounds {
            var isEmpty = false
            if let low = constraints.number(lower), let high = constraints.number(upper) {
                let isExclusive = lower == .exclusiveMinimum || upper == .exclusiveMaximum
                isEmpty = isExclusive ? low >= high : low > high
            } else if let low = constraints.count(lower), let high = constraints.count(upper) {
                isEmpty = low > high
            }
            if isEmpty {
                diagnostics.error(
                    "schema.uninhabited", "no value is within '\(lower.rawValue)' and '\(upper.rawValue)'",
                    at: reader.entry(upper.rawValue)?.key.location ?? reader.location, suggestion: "swap or widen them")
            }
        }
    }
}
