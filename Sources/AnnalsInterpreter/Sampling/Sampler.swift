import AnnalsDiagnostics
public import AnnalsJSON
public import AnnalsSchema

/// Makes valid payloads: first those at the edges of every constraint, then random ones. The same seed gives the same
/// payloads everywhere.
public struct Sampler: Sendable {
    private let index: ShapeIndex
    private let literals: ExpressionLiterals
    private let seed: UInt64

    /// Creates a sampler of a loaded schema.
    public init(_ schema: Schema, seed: UInt64 = 1) {
        index = ShapeIndex(schema)
        literals = ExpressionLiterals(schema)
        self.seed = seed
    }

    /// Different valid payloads of a version.
    ///
    /// - Returns: At most `count`; fewer when there are no more or none was found, as with a pattern that no sampled text
    ///   matches.
    public func payloads(of version: EventVersion, count: Int) -> [JSONValue] {
        payloads(of: version, name: version.id.description, count: count)
    }

    /// Different valid objects with some fields.
    ///
    /// - Parameter name: Chooses the random numbers together with the seed.
    public func payloads(of fields: [Field], name: String, count: Int) -> [JSONValue] {
        let nowhere = SourceLocation(file: name, line: 1, column: 1)
        let version = EventVersion(
            id: VersionedName(name, 1), description: nil, fields: fields, upcast: nil, location: nowhere)
        return payloads(of: version, name: name, count: count)
    }

    private func payloads(of version: EventVersion, name: String, count: Int) -> [JSONValue] {
        let (fields, rules) = (version.fields, version.rules)
        let validator = Validator(index, Validator.Strictness(refusesUnknownFields: true))
        var samples = ShapeSamples(index: index, literals: literals, random: SplitMix64(seed: seed, name: name))
        var payloads: [JSONValue] = []
        var seen = Set<[UInt8]>()
        // What breaks a rule is set right where that is possible, and thrown away where it is not.
        func add(_ payload: JSONValue?) {
            guard payloads.count < count, let payload,
                let payload = samples.satisfying([payload], version.id, rules, fields).first,
                seen.insert(payload.bytes).inserted, validator.violations(of: payload, as: version).isEmpty
            else { return }
            payloads.append(payload)
        }
        for turn in 0..<ShapeSamples.lockstepTurns { add(samples.lockstep(fields, turn: turn)) }
        // Edges of many fields are thinned out evenly, so that random payloads always have their half.
        let edges = samples.boundaries(fields)
        let stride = max(1, edges.count / max(1, count / 2))
        for (position, payload) in edges.enumerated() where position % stride == 0 { add(payload) }
        // Small types have few values: a search that finds nothing new ends. Rules are met by chance, which takes longer.
        let patience = index.rules == nil ? 64 : 512
        var fruitless = 0
        while payloads.count < count, fruitless < patience {
            let before = payloads.count
            add(samples.random(fields))
            fruitless = payloads.count == before ? fruitless + 1 : 0
        }
        return payloads
    }

    /// Different valid values of a type, such as one that is published.
    ///
    /// - Parameter name: Chooses the random numbers together with the seed.
    public func values(of type: ValueType, name: String, count: Int) -> [JSONValue] {
        let field = Field(
            name: "value", type: type, location: SourceLocation(file: name, line: 1, column: 1))
        return payloads(of: [field], name: name, count: count).compactMap { $0["value"] }
    }

    /// A small valid payload; nil when none was found.
    public func simplest(_ fields: [Field]) -> JSONValue? {
        var samples = ShapeSamples(index: index, literals: literals, random: SplitMix64(seed: seed))
        return samples.simplest(fields)
    }
}
