package import AnnalsExpression
package import AnnalsJSON
package import AnnalsSchema

/// The values of expressions that read nothing.
package struct ConstantExpressions: Sendable {
    private let expressions: ExpressionRunner
    private let encoder: PayloadEncoder

    package init(_ schema: Schema) {
        let index = ShapeIndex(schema)
        expressions = ExpressionRunner(index)
        encoder = PayloadEncoder(index)
    }

    /// The JSON of a node's value as a type; nil when it reads something or has none.
    package func json(_ node: TypedNode, as type: ValueType) -> JSONValue? {
        let expression = CheckedExpression(source: "", root: node, reads: [])
        guard let value = try? expressions.value(of: expression, [:]) else { return nil }
        return try? encoder.encode(value, as: type)
    }
}
