import AnnalsInterpreter
public import AnnalsJSON
public import AnnalsSchema

/// Decides whether readers take everything that writers write.
///
/// Structure and constraints are decided: numbers as intervals and multiples, texts as regular languages, lists, maps,
/// structs, unions, recursion. Rules across fields are tried on sampled payloads. The answer is *safe* only where that was
/// shown, and *breaks* only with a payload that the validator of the one side takes and that of the other refuses.
public struct Containment: Sendable {
    /// What is compared.
    public enum Shape: Sendable {
        /// The payload of an event's version.
        case event(EventVersion)
        /// A value of a type.
        case type(ValueType)
    }

    private var comparison: Comparison
    private let samples: Int
    private let seed: UInt64

    /// Creates a decision between two schemas, whose types are compared by what they are and not by their names.
    ///
    /// - Parameters:
    ///   - samples: How many payloads are tried where something cannot be decided.
    ///   - seed: Chooses the random ones among them.
    public init(_ writer: PayloadWriter, _ reader: PayloadReader, samples: Int = 500, seed: UInt64 = 1) {
        comparison = Comparison(writer, reader, isSameSchema: false)
        self.samples = samples
        self.seed = seed
    }

    /// Creates a decision between the versions in one schema.
    ///
    /// - Parameters:
    ///   - samples: How many payloads are tried where something cannot be decided.
    ///   - seed: Chooses the random ones among them.
    public init(within schema: Schema, samples: Int = 500, seed: UInt64 = 1) {
        comparison = Comparison(PayloadWriter(schema), PayloadReader(schema), isSameSchema: true)
        self.samples = samples
        self.seed = seed
    }

    /// Decides whether the reader takes every payload of the writer.
    public mutating func decide(_ written: Shape, readAs read: Shape) -> ContainmentVerdict {
        let outcome =
            switch (written, read) {
            case (.event(let own), .event(let other)):
                comparison.object(
                    ObjectView(fields: own.fields, rules: own.rules),
                    ObjectView(fields: other.fields, rules: other.rules))
            case (.event(let own), .type(let type)):
                comparison.object(ObjectView(fields: own.fields, rules: own.rules), type)
            case (.type(let own), .type(let other)): comparison.compare(own, other)
            case (.type(let own), .event(let other)):
                comparison.compare(own, ObjectView(fields: other.fields, rules: other.rules))
            }
        if outcome.isContained { return .safe }
        var payloads: [Counterexample] = []
        var isMissing = false
        for difference in outcome.differences {
            guard let found = counterexample(difference.value, written, read) else {
                isMissing = true
                continue
            }
            if !payloads.contains(where: { $0.payload == found.payload }) { payloads.append(found) }
        }
        let sampled = payloads.isEmpty ? sampled(written) : []
        if let found = search(sampled, written, read) { payloads.append(found) }
        if !payloads.isEmpty { return .breaks(payloads) }
        var doubts = outcome.doubts.map {
            ContainmentVerdict.Doubt(pointer: JSONPointer.text($0.path), reason: $0.reason)
        }
        if isMissing {
            doubts.append(
                ContainmentVerdict.Doubt(pointer: "", reason: "no payload that satisfies the writer's rules was found"))
        }
        return .unknown(doubts, tried: sampled.count)
    }

    /// A payload with what the reader finds wrong with it; nil when it shows nothing.
    private func counterexample(_ payload: JSONValue, _ written: Shape, _ read: Shape) -> Counterexample? {
        guard violations(comparison.writer.validator, payload, written).isEmpty else { return nil }
        let violations = violations(comparison.reader.validator, payload, read)
        return violations.isEmpty ? nil : Counterexample(payload: payload, violations: violations)
    }

    private func violations(_ validator: Validator, _ payload: JSONValue, _ shape: Shape) -> [Violation] {
        switch shape {
        case .event(let version): validator.violations(of: payload, as: version)
        case .type(let type): validator.violations(of: payload, as: type)
        }
    }

    /// Payloads of the writer to be tried.
    private func sampled(_ written: Shape) -> [JSONValue] {
        let sampler = Sampler(comparison.writer.schema, seed: seed)
        switch written {
        case .event(let version): return sampler.payloads(of: version, count: samples)
        case .type(let type): return sampler.values(of: type, name: "value", count: samples)
        }
    }

    /// The first of some payloads that is refused, made small; nil when none is.
    private func search(_ payloads: [JSONValue], _ written: Shape, _ read: Shape) -> Counterexample? {
        guard let first = payloads.lazy.compactMap({ counterexample($0, written, read) }).first else { return nil }
        let smallest = Shrinker.smallest(first.payload) { counterexample($0, written, read) != nil }
        return counterexample(smallest, written, read) ?? first
    }
}

/// A payload that one side writes and the other one refuses.
public struct Counterexample: Hashable, Sendable {
    /// The payload.
    public var payload: JSONValue
    /// What the reader finds wrong with it; never empty.
    public var violations: [Violation]
}

/// Whether readers take everything that writers write.
public enum ContainmentVerdict: Hashable, Sendable {
    /// Every payload is taken: shown, not tried.
    case safe
    /// These payloads are refused, one for each place that was found; never empty.
    case breaks([Counterexample])
    /// Neither was shown.
    ///
    /// - Parameter tried: How many sampled payloads were tried.
    case unknown([Doubt], tried: Int)

    /// Something that could not be decided.
    public struct Doubt: Hashable, Sendable {
        /// Where in a payload, as a JSON Pointer.
        public var pointer: String
        /// Why, as a sentence without full stop.
        public var reason: String
    }
}
