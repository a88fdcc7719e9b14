import AnnalsExpression
import AnnalsSchema
import AnnalsValues

/// The literals in the upcasters and rules of a schema: where an expression looks for `", "`, payloads should have it.
struct ExpressionLiterals: Hashable, Sendable {
    private(set) var strings: [String] = []
    private(set) var integers: [Int] = []
    private(set) var doubles: [Double] = []

    init(_ schema: Schema) {
        let parts = schema.events.flatMap { $0.retirement?.parts ?? [] }
        for condition in parts.compactMap(\.condition) { collect(condition.root) }
        let upcasts =
            schema.types.flatMap(\.versions).compactMap(\.upcast)
            + schema.events.flatMap(\.versions).compactMap(\.upcast) + parts.map(\.upcast)
        let rules =
            schema.types.flatMap(\.versions).flatMap(\.rules) + schema.events.flatMap(\.versions).flatMap(\.rules)
        for rule in rules { collect(rule.expression.root) }
        for upcast in upcasts {
            guard case .fields(let sources) = upcast.body else { continue }
            for case .expression(let expression) in sources.map(\.source) { collect(expression.root) }
        }
    }

    private mutating func collect(_ node: TypedNode) {
        if case .literal(let literal) = node.kind { add(literal) }
        for child in node.children { collect(child) }
    }

    private mutating func add(_ literal: Literal) {
        switch literal {
        case .string(let text) where !strings.contains { $0.isExactlyEqual(to: text) }: strings.append(text)
        case .int(let number) where !integers.contains(number): integers.append(number)
        case .uint(let number): Int(exactly: number).map { add(.int($0)) }
        case .double(let number) where !doubles.contains(number): doubles.append(number)
        default: break
        }
    }
}
