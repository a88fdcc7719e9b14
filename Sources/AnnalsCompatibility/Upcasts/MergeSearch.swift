import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Looks for two different payloads that a step makes the same: around some payloads, the values that expressions read are
/// replaced by others, and what comes out is compared.
struct MergeSearch {
    /// How many payloads are looked around of.
    private static let bases = 5
    /// How many payloads give the values that are put into others.
    private static let donors = 200
    /// How many values of one place are tried.
    private static let values = 40
    /// How many smaller pairs are tried for each that is found.
    private static let shrinking = 600

    private let sampler: Sampler
    private let upcaster: Upcaster
    private let limit: SearchLimit

    init(schema: Schema, limit: SearchLimit) {
        self.limit = limit
        sampler = Sampler(schema, seed: limit.seed)
        upcaster = Upcaster(schema)
    }

    /// Two payloads that become the same.
    struct Pair {
        var first: JSONValue
        var second: JSONValue
        /// What both become.
        var result: JSONValue
        /// The fields that tell them apart.
        var names: [String]
    }

    struct Result {
        var pairs: [Pair] = []
        /// How many payloads were tried.
        var tried = 0
        /// Whether the search came to its end.
        var isComplete = true
    }

    func search(_ step: UpcastStep) -> Result {
        let open = step.isWrapped ? [["value"]] : CopiedPaths(step).open
        guard !open.isEmpty, !step.isCustom else { return Result() }
        let payloads = sampler.payloads(of: step.old, count: min(limit.samples, MergeSearch.donors))
        var state = State(step: step, open: open, donors: payloads, literals: step.literals)
        let stride = max(1, payloads.count / MergeSearch.bases)
        for (position, base) in payloads.enumerated() where position % stride == 0 {
            look(around: base, budget: limit.samples / MergeSearch.bases, &state)
            if !state.result.isComplete { break }
        }
        // What several fields have together is said where none of them has it alone.
        for pair in state.together where state.known.isDisjoint(with: pair.names) { state.add(pair) }
        return state.result
    }

    private struct State {
        let step: UpcastStep
        let open: [[String]]
        let donors: [JSONValue]
        let literals: [String]
        var result = Result()
        /// The names that pairs are known for.
        var known: Set<String> = []
        /// Pairs that differ at more than one place.
        var together: [Pair] = []

        mutating func add(_ pair: Pair) {
            known.formUnion(pair.names)
            result.pairs.append(pair)
        }
    }

    /// A payload with one value replaced.
    private struct Variant {
        var way: [PayloadPlaces.Step]
        var value: JSONValue

        var name: String { PayloadPlaces.name(way) }

        func payload(_ base: JSONValue) -> JSONValue? {
            PayloadPlaces.replacing(way[...], of: base, with: value)
        }
    }

    private func look(around base: JSONValue, budget: Int, _ state: inout State) {
        var seen: [[UInt8]: [Variant]] = [:]
        for variant in variants(of: base, state).prefix(max(16, budget)) {
            guard !state.known.contains(variant.name), let payload = variant.payload(base) else { continue }
            guard !limit.isTimeUp() else { return state.result.isComplete = false }
            state.result.tried += 1
            guard let passage = passage(payload, state.step) else { continue }
            let key = passage.result.bytes
            for other in seen[key] ?? [] {
                guard let pair = pair(base, other, variant, state.step), state.known.isDisjoint(with: pair.names)
                else { continue }
                if pair.names.count == 1 {
                    state.add(smallest(base, other, variant, pair, state.step))
                } else if !state.together.contains(where: { $0.names == pair.names }) {
                    state.together.append(smallest(base, other, variant, pair, state.step))
                }
                break
            }
            if (seen[key]?.count ?? 0) < 4 { seen[key, default: []].append(variant) }
        }
    }

    /// The payload itself, once for every place, and with every other value there; the places take turns.
    private func variants(of base: JSONValue, _ state: State) -> [Variant] {
        let ways = Set(state.open.flatMap { PayloadPlaces.all($0, in: base) + containers($0, in: base) })
            .map { ($0, PayloadPlaces.name($0)) }
            .sorted { ($0.1, $0.0.count, "\($0.0)") < ($1.1, $1.0.count, "\($1.0)") }.prefix(32)
        let columns = ways.map { way, _ in
            values(at: way, of: base, state).map { Variant(way: way, value: $0) }
        }
        let longest = columns.map(\.count).max() ?? 0
        return (0..<longest).flatMap { row in columns.compactMap { row < $0.count ? $0[row] : nil } }
    }

    /// The lists and maps on the way of a path.
    private func containers(_ path: [String], in base: JSONValue) -> [[PayloadPlaces.Step]] {
        path.indices.filter { path[$0] == "*" }.flatMap { position in
            let prefix = Array(path[..<position])
            return PayloadPlaces.all(prefix, in: base).filter { $0.count == prefix.count { $0 != "*" } }
        }
    }

    private func values(
        at way: [PayloadPlaces.Step], of base: JSONValue, _ state: State
    ) -> [JSONValue] {
        guard let own = PayloadPlaces.value(way, of: base), own != .null else { return [] }
        var values = [own] + Neighbours.of(own, state.literals)
        for donor in state.donors {
            guard values.count < MergeSearch.values else { break }
            guard let value = PayloadPlaces.value(way, of: donor), value != .null else { continue }
            values.append(value)
            if values.count < 16 { values += Neighbours.of(value, state.literals) }
        }
        var texts: Set<[UInt8]> = []
        return values.filter { texts.insert($0.bytes).inserted }
    }

    // MARK: - Pairs

    private func pair(_ base: JSONValue, _ first: Variant, _ second: Variant, _ step: UpcastStep) -> Pair? {
        guard let one = first.payload(base).flatMap({ passage($0, step) }),
            let two = second.payload(base).flatMap({ passage($0, step) }), one.result.isEqual(to: two.result),
            !one.kept.isEqual(to: two.kept)
        else { return nil }
        // A value that the other payload has, too, tells nothing apart.
        let names = Set(
            [first, second].filter {
                PayloadPlaces.value($0.way, of: one.payload) != PayloadPlaces.value($0.way, of: two.payload)
            }.map(\.name)
        ).sorted()
        guard !names.isEmpty else { return nil }
        let ordered = one.payload.text.utf8.count <= two.payload.text.utf8.count ? (one, two) : (two, one)
        return Pair(
            first: ordered.0.payload, second: ordered.1.payload, result: one.result,
            names: names)
    }

    private func smallest(
        _ base: JSONValue, _ first: Variant, _ second: Variant, _ found: Pair, _ step: UpcastStep
    ) -> Pair {
        func pair(_ value: JSONValue) -> Pair? {
            guard case .array(let parts) = value, parts.count == 3, parts[1] != .null, parts[2] != .null else {
                return nil
            }
            return self.pair(
                parts[0], Variant(way: first.way, value: parts[1]), Variant(way: second.way, value: parts[2]), step)
        }
        let smallest = Shrinker.smallest(
            .array([base, first.value, second.value]), attempts: MergeSearch.shrinking
        ) { pair($0)?.names == found.names }
        return pair(smallest) ?? found
    }

    private struct Passage {
        var payload: JSONValue
        var result: JSONValue
        /// The payload without what the step drops.
        var kept: JSONValue
    }

    /// What a payload becomes; nil when it is none, and when it fails, which is another finding.
    private func passage(_ payload: JSONValue, _ step: UpcastStep) -> Passage? {
        let event = EventDeclaration(
            name: step.subject, description: nil, aggregate: "", versions: [step.old, step.new], file: "",
            location: step.new.location)
        guard
            let trace = try? upcaster.upcast(
                payload, of: event, from: step.old.id.version, to: step.new.id.version), trace.steps.count == 2
        else { return nil }
        let kept = step.upcast.dropped.reduce(trace.steps[0].payload) {
            $0.without($1.split(separator: ".").map(String.init)[...])
        }
        return Passage(payload: trace.steps[0].payload, result: trace.steps[1].payload, kept: kept)
    }
}

extension JSONValue {
    /// The value without the parts that a dotted path names, in all elements of lists and maps on the way.
    fileprivate func without(_ path: ArraySlice<String>) -> JSONValue {
        guard let name = path.first else { return self }
        switch self {
        case .array(let elements): return .array(elements.map { $0.without(path) })
        case .object(var members):
            guard let part = members[name] else { return .object(members.mapValues { $0.without(path) }) }
            members[name] = path.count == 1 ? nil : part.without(path.dropFirst())
            return .object(members)
        default: return self
        }
    }
}
