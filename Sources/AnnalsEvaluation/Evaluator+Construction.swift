import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

extension Evaluator {
    mutating func list(_ elements: [TypedNode.Element]) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            if let value = try value(element.value, isOptional: element.isOptional) { values.append(value) }
        }
        return values
    }

    /// The value of a part; nil where it is an optional to be left out that has none.
    private mutating func value(_ node: TypedNode, isOptional: Bool) throws(EvaluationError) -> Value? {
        let value = try value(node)
        guard isOptional else { return value }
        guard case .optional(let wrapped) = value else { throw Evaluator.unexpected("a part that is no optional") }
        return wrapped
    }

    mutating func members(_ entries: [TypedNode.Entry]) throws(EvaluationError) -> KeyedMap<Value, Value> {
        var members: [(Value, Value)] = []
        for entry in entries {
            let key = try value(entry.key)
            if let value = try value(entry.value, isOptional: entry.isOptional) { members.append((key, value)) }
        }
        return try CEL.members(members)
    }

    /// All alternatives are there as optionals, the defaults of a union being none of them.
    mutating func union(_ name: RecordName, _ tag: String, _ value: TypedNode) throws(EvaluationError) -> Value {
        var members = defaults(name)
        guard let discriminator = members.keys.first else { throw Evaluator.unexpected("the union \(name)") }
        members[discriminator] = .string(tag)
        members[tag] = .optional(try self.value(value))
        return try made(.record(name, members))
    }

    mutating func record(_ name: RecordName, _ fields: [TypedNode.FieldValue]) throws(EvaluationError) -> Value {
        var members = defaults(name)
        for field in fields {
            if let value = try value(field.value, isOptional: field.isOptional) { members[field.name] = value }
        }
        return try made(.record(name, members))
    }
}
