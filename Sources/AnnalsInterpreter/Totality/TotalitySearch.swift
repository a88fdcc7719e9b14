import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsExpression
import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Finds out which expressions of a schema can fail, and looks for inputs that make them.
public struct TotalitySearch: Sendable {
    /// How many smaller inputs are tried for each place.
    private static let shrinking = 3000
    /// How many elements of a list are tried for each event.
    private static let elements = 16

    private let schema: Schema
    private let samples: Int
    private let sampler: Sampler
    private let decoder: PayloadDecoder
    private let expressions: ExpressionRunner

    /// Creates a search; the same seed finds the same inputs everywhere.
    ///
    /// - Parameter samples: How many inputs of each expression are tried at most.
    public init(_ schema: Schema, samples: Int = 500, seed: UInt64 = 1) {
        self.schema = schema
        self.samples = samples
        sampler = Sampler(schema, seed: seed)
        let index = ShapeIndex(schema)
        decoder = PayloadDecoder(index)
        expressions = ExpressionRunner(index)
    }

    /// All expressions of the schema.
    public func report() -> TotalityReport {
        var report = TotalityReport()
        for site in schema.expressionSites {
            report.expressions += 1
            guard site.expression.canFail else { continue }
            report.points += points(site)
        }
        return report
    }

    private func points(_ site: ExpressionSite) -> [TotalityReport.Point] {
        let nodes = site.expression.root.failures
        let inputs = inputs(of: site)
        var found: [TypedNode: JSONValue] = [:]
        for input in inputs where found.count < nodes.count {
            guard let failure = failure(site, input), found[failure.node] == nil else { continue }
            found[failure.node] = input
        }
        return nodes.map { node in
            TotalityReport.Point(
                role: site.role, site: site.name, operation: node.text(in: site.expression.source),
                location: site.expression.sourceMap?.location(of: node.range) ?? site.location,
                suggestion: TotalForm.advice(for: node, in: site.expression.source),
                witness: found[node].flatMap { witness(site, node, $0) }, tried: inputs.count)
        }
    }

    private func witness(
        _ site: ExpressionSite, _ node: TypedNode, _ input: JSONValue
    ) -> TotalityReport.Witness? {
        let smallest = Shrinker.smallest(input, attempts: TotalitySearch.shrinking) {
            failure(site, $0)?.node == node
        }
        return failure(site, smallest).map { TotalityReport.Witness(input: smallest, error: $0.error) }
    }

    /// Objects with a value for each variable that the expression reads.
    private func inputs(of site: ExpressionSite) -> [JSONValue] {
        let read = site.inputs.filter { site.reads($0.variable) }
        let columns = read.map { input in
            (input, sampler.payloads(of: input.shape, count: samples))
        }
        guard columns.allSatisfy({ !$0.1.isEmpty }) else { return [] }
        return (0..<max(1, columns.map(\.1.count).max() ?? 1)).map { turn in
            var members = OrderedMap<JSONValue>()
            for (input, payloads) in columns {
                let payload = payloads[turn % payloads.count]
                members[input.variable] = input.isWrapped ? payload[input.variable] : payload
            }
            return .object(members)
        }
    }

    /// Where an expression fails for an input; nil when it has a value, and when the input is none.
    private func failure(_ site: ExpressionSite, _ input: JSONValue) -> Evaluator.Failure? {
        guard case .object(let members) = input else { return nil }
        var roots: [String: Value] = [:]
        for input in site.inputs where site.reads(input.variable) {
            guard let json = members[input.variable] else { return nil }
            let payload = input.isWrapped ? JSONValue.object([input.variable: json]) : json
            guard let value = try? decoder.decode(payload, as: input.shape) else { return nil }
            guard input.isWrapped else {
                roots[input.variable] = value
                continue
            }
            guard case .record(_, let fields) = value, let field = fields[input.variable] else { return nil }
            roots[input.variable] = field
        }
        if let event = site.event { roots["meta"] = Metadata(type: event, version: 1).value }
        guard let loop = site.loop else { return expressions.failure(of: site.expression, roots) }
        guard case .list(let list)? = try? expressions.value(of: loop.list, roots) else { return nil }
        for element in list.prefix(TotalitySearch.elements) {
            roots[loop.variable] = element
            if let failure = expressions.failure(of: site.expression, roots) { return failure }
        }
        return nil
    }
}
