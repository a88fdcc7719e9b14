import AnnalsJSON
import AnnalsSchema

/// The texts of a type whose values are strings in JSON.
struct TextSet {
    /// The texts one by one; nil where they are given by a language.
    private var values: [String]?
    /// A language that has them all.
    private var language: TextLanguage
    /// Whether the language has no others.
    private var isExact: Bool
    /// The type with its constraints; nil for an enum.
    private var scalar: (type: ScalarType, constraints: Constraints)?

    /// Nil for a type whose values are no strings.
    init?(_ scalar: ScalarType, _ constraints: Constraints) {
        guard let (language, isExact) = scalar.language(constraints) else { return nil }
        (self.language, self.isExact, self.scalar) = (language, isExact, (scalar, constraints))
    }

    /// The values of an enum; of an open one, all texts.
    init(_ enumeration: Enumeration) {
        let texts = enumeration.cases.map(\.value)
        values = enumeration.isOpen ? nil : texts
        language = enumeration.isOpen ? TextLanguage() : .of(texts)
        isExact = true
    }

    /// Whether all texts are in another set.
    ///
    /// - Parameter isTaken: Whether the other set has a text.
    func relation(to other: TextSet, _ isTaken: (String) -> Bool) -> Outcome {
        if let values { return values.first { !isTaken($0) }.map { .broken(.string($0)) } ?? .contained }
        if let scalar, let others = other.scalar, scalar.type == others.type {
            if scalar.constraints == others.constraints { return .contained }
            switch scalar.type {
            case .bytes: return counts(scalar.constraints, others.constraints)
            case .decimal: return decimals(scalar.constraints, others.constraints)
            default: break
            }
        }
        switch language.shortest(notIn: other.language) {
        case .none where other.isExact: return .contained
        case .text(let text) where isExact: return .broken(.string(text))
        case .none, .text: break
        case .givenUp: return .unknown("the patterns and lengths are too large to be compared")
        }
        // The languages are larger than the types, so that a text of one need not be of the type.
        let candidates = (scalar.flatMap { examples($0.type, $0.constraints) } ?? []).filter(isOwn)
        if let text = candidates.first(where: { !isTaken($0) }) { return .broken(.string(text)) }
        return .unknown("whether every \(name) is a \(other.name) was not shown")
    }

    /// What people call the texts.
    private var name: String { scalar?.type.rawValue ?? "value" }

    private func isOwn(_ text: String) -> Bool {
        scalar.map { $0.type.violations(of: .string(text), $0.constraints).isEmpty } ?? true
    }

    /// Texts that are likely to show a difference, where none is found by patterns.
    private func examples(_ type: ScalarType, _ constraints: Constraints) -> [String] {
        var texts = (language.texts(limit: 200) ?? []) + TextSet.impossible
        if case .value(.string(let text)) = type.smallest(constraints) { texts.insert(text, at: 0) }
        return texts
    }

    /// Texts with the form of times and numbers that are none.
    private static let impossible = [
        "2001-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "2000-01-01T00:00:00.123456789Z", "2000-01-01T00:00:00+14:00",
        "9999999999s", "-9999999999.999999999s", "1e99999",
    ]

    private func counts(_ own: Constraints, _ other: Constraints) -> Outcome {
        let (low, high) = (own.count(.minLength) ?? 0, own.count(.maxLength))
        if low > high ?? .max { return .contained }
        func broken(_ count: Int) -> Outcome {
            var exact = Constraints()
            exact[.minLength] = .count(count)
            return .refused(ScalarType.bytes.smallest(exact))
        }
        if low < other.count(.minLength) ?? 0 { return broken(low) }
        if let limit = other.count(.maxLength), high ?? .max > limit { return broken(max(low, limit + 1)) }
        return .contained
    }

    private func decimals(_ own: Constraints, _ other: Constraints) -> Outcome {
        guard let numbers = NumberType(.decimal, own), let others = NumberType(.decimal, other) else {
            return .contained
        }
        return numbers.outcome(in: others)
    }
}
