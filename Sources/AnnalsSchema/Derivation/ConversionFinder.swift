import AnnalsDiagnostics
import AnnalsPattern
import AnnalsValues

/// Finds the conversion from an old field's type to a new one's that keeps every value.
struct ConversionFinder {
    let schema: Schema

    /// Why there is no conversion.
    enum Obstacle: Error, Hashable {
        /// The types have nothing to do with each other.
        case different
        /// The new type refuses values that the old one has.
        case tighter(ConstraintKeyword)
        /// The old value may be missing.
        case optional
        /// The new version refers to an older version of a nested type.
        case downwards(from: VersionedName, to: VersionedName)
    }

    func conversion(from old: ValueType, to new: ValueType) throws(Obstacle) -> Conversion {
        if old == new { return .identity }
        if case .named(let from) = old, case .named(let to) = new, from.name == to.name, from.version < to.version,
            case .alias? = schema.type(to)?.definition
        {
            return .upcast(from: from, to: to)
        }
        switch (schema.resolved(old), schema.resolved(new)) {
        case (.optional(let from), .optional(let to)):
            return lift(try conversion(from: from, to: to)) { .wrapped($0) }
        case (.optional, _): throw .optional
        case (let from, .optional(let to)): return .wrap(try conversion(from: from, to: to))
        case (.scalar(let from, let old), .scalar(let to, let new)):
            let widening = try widening(from: from, to: to)
            try requireLooser(old, new)
            return widening
        case (.list(let from, let old), .list(let to, let new)):
            let element = try conversion(from: from, to: to)
            try requireLooser(old, new)
            return lift(element) { .elements($0) }
        case (.map(let from, let old), .map(let to, let new)):
            let value = try conversion(from: from, to: to)
            try requireLooser(old, new)
            return lift(value) { .mapValues($0) }
        case (.named(let from), .named(let to)):
            if from == to { return .identity }
            guard from.name == to.name else { throw .different }
            guard from.version < to.version else { throw .downwards(from: from, to: to) }
            return .upcast(from: from, to: to)
        default: throw .different
        }
    }

    private func lift(_ inner: Conversion, _ outer: (Conversion) -> Conversion) -> Conversion {
        inner == .identity ? .identity : outer(inner)
    }

    private func widening(from: ScalarType, to: ScalarType) throws(Obstacle) -> Conversion {
        switch (from, to) {
        case _ where from == to: return .identity
        case (.int32, .int): return .int32ToInt
        case (.int, .double): return .intToDouble
        case (.int32, .double): return .int32ToDouble
        default: throw .different
        }
    }

    /// Each constraint of the new type must hold for all that the old constraints let through.
    private func requireLooser(_ old: Constraints, _ new: Constraints) throws(Obstacle) {
        for (keyword, argument) in new.all where !isImplied(keyword, argument, by: old) { throw .tighter(keyword) }
    }

    private func isImplied(_ keyword: ConstraintKeyword, _ argument: ConstraintArgument, by old: Constraints) -> Bool {
        switch (keyword, argument) {
        case (.minimum, .number(let bound)):
            return [old.number(.minimum), old.number(.exclusiveMinimum)].contains { $0.map { $0 >= bound } ?? false }
        case (.maximum, .number(let bound)):
            return [old.number(.maximum), old.number(.exclusiveMaximum)].contains { $0.map { $0 <= bound } ?? false }
        case (.exclusiveMinimum, .number(let bound)):
            return old.number(.exclusiveMinimum).map { $0 >= bound } ?? false
                || old.number(.minimum).map { $0 > bound } ?? false
        case (.exclusiveMaximum, .number(let bound)):
            return old.number(.exclusiveMaximum).map { $0 <= bound } ?? false
                || old.number(.maximum).map { $0 < bound } ?? false
        case (.multipleOf, .number(let divisor)): return old.number(.multipleOf)?.isMultiple(of: divisor) ?? false
        case (.minLength, .count(let count)), (.minItems, .count(let count)), (.minProperties, .count(let count)):
            return count == 0 || old.count(keyword).map { $0 >= count } ?? false
        case (.maxLength, .count(let count)), (.maxItems, .count(let count)), (.maxProperties, .count(let count)):
            return old.count(keyword).map { $0 <= count } ?? false
        default: return old[keyword] == argument
        }
    }
}
