import AnnalsExpression
package import AnnalsSchema

/// The types of a schema by name, because interpreting looks them up for every value.
package struct ShapeIndex: Sendable {
    package let schema: Schema
    private let types: [VersionedName: TypeVersion]
    /// What decides rules; nil where the schema has none.
    private(set) var rules: RuleRunner?

    package init(_ schema: Schema) {
        self.schema = schema
        types = Dictionary(schema.types.flatMap(\.versions).map { ($0.id, $0) }) { first, _ in first }
        if schema.hasRules { rules = RuleRunner(self) }
    }

    package func type(_ name: VersionedName) -> TypeVersion? { types[name] }

    /// The type behind aliases.
    package func resolved(_ type: ValueType) -> ValueType {
        var type = type
        // A chain of aliases is finite once a schema is loaded; the bound is for schemas that were built by hand.
        for _ in 0..<32 {
            guard case .named(let name) = type, case .alias(let aliased)? = types[name]?.definition else { return type }
            type = aliased
        }
        return type
    }

    /// The type without `?`, also behind aliases, and whether there was one.
    package func unwrapped(_ type: ValueType) -> (type: ValueType, isOptional: Bool) {
        guard case .optional(let wrapped) = resolved(type) else { return (resolved(type), false) }
        return (unwrapped(wrapped).type, true)
    }

    /// Whether a payload without the key of this field is refused. An alias of an optional is optional too.
    package func isRequired(_ field: Field) -> Bool {
        field.defaultValue == nil && (field.isNullable || !unwrapped(field.type).isOptional)
    }
}

extension VersionedName {
    /// The name that expressions use.
    var recordName: RecordName { RecordName(name, version: version) }
}
