import AnnalsJSON

/// What comparing two types gave: values of the one that the other one refuses, and what could not be decided. Without
/// either, every value is taken.
struct Outcome: Sendable {
    /// Enough for a report; a version with more to say about it is another event.
    static let greatestCount = 20

    private(set) var differences: [Difference] = []
    private(set) var doubts: [Doubt] = []

    /// A value of the writer's type that the reader's type refuses.
    struct Difference: Sendable {
        /// Where in the value.
        var path: [String] = []
        var value: JSONValue
    }

    /// What could not be decided.
    struct Doubt: Hashable, Sendable {
        /// Where in a value.
        var path: [String] = []
        /// Why, as a sentence without full stop.
        var reason: String
    }

    /// Every value is taken.
    static let contained = Outcome()

    static func broken(_ value: JSONValue) -> Outcome {
        var outcome = Outcome()
        outcome.differences = [Difference(value: value)]
        return outcome
    }

    static func unknown(_ reason: String) -> Outcome {
        var outcome = Outcome()
        outcome.doubts = [Doubt(reason: reason)]
        return outcome
    }

    /// What it means that a value is refused, whatever it is.
    static func refused(_ inhabitant: Inhabitant) -> Outcome {
        switch inhabitant {
        case .value(let value): .broken(value)
        case .none: .contained
        case .unknown(let reason): .unknown(reason)
        }
    }

    /// Whether every value is taken.
    var isContained: Bool { differences.isEmpty && doubts.isEmpty }

    mutating func add(_ other: Outcome) {
        differences += other.differences.prefix(Outcome.greatestCount - differences.count)
        doubts += other.doubts.filter { !doubts.contains($0) }.prefix(Outcome.greatestCount - doubts.count)
    }

    /// The same of a value around the compared one.
    ///
    /// - Parameter whole: The smallest value with a part in it.
    func inside(_ key: String, _ whole: (JSONValue) -> Inhabitant) -> Outcome {
        var outcome = Outcome()
        for difference in differences {
            switch whole(difference.value) {
            case .value(let value):
                outcome.differences.append(Difference(path: [key] + difference.path, value: value))
            case .none: continue
            case .unknown(let reason): outcome.doubts.append(Doubt(path: [key], reason: reason))
            }
        }
        outcome.doubts += doubts.map { Doubt(path: [key] + $0.path, reason: $0.reason) }
        return outcome
    }
}

/// A value of a type, when there is one.
enum Inhabitant: Sendable {
    case value(JSONValue)
    /// The type has no values.
    case none
    /// None was found, and that there is none was not shown.
    case unknown(String)

    /// The value that was found.
    var value: JSONValue? { if case .value(let value) = self { value } else { nil } }

    /// What is made of it.
    func map(_ transform: (JSONValue) -> Inhabitant) -> Inhabitant {
        if case .value(let value) = self { transform(value) } else { self }
    }
}
