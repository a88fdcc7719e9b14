import AnnalsValues

/// Equality of generated types by their parts, each by its own equality.
enum ExactParts {
    static func areEqual<Whole: Hashable>(_ left: Whole, _ right: Whole) -> Bool {
        let (own, others) = (Array(Mirror(reflecting: left).children), Array(Mirror(reflecting: right).children))
        // An enum value without a payload.
        guard !own.isEmpty, own.count == others.count else { return left == right }
        return zip(own, others).allSatisfy { one, other in
            guard one.label == other.label else { return false }
            guard let value = one.value as? any ExactlyEquatable else { return false }
            return isEqual(value, to: other.value)
        }
    }

    private static func isEqual<Part: ExactlyEquatable>(_ part: Part, to other: Any) -> Bool {
        (other as? Part).map { part.isExactlyEqual(to: $0) } ?? false
    }
}
