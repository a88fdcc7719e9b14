import AnnalsExpression
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

// MARK: - Rules

extension ShapeSamples {
    /// An object of a type or event with rules: one that satisfies them where that is found, else any.
    ///
    /// - Parameter attempts: How often the object is made; more than once where chance plays a part.
    mutating func satisfying(
        _ id: VersionedName, _ rules: [RecordRule], _ fields: [Field], attempts: Int = 1,
        _ make: (inout ShapeSamples) -> JSONValue?
    ) -> JSONValue? {
        guard let runner = index.rules, !rules.isEmpty else { return make(&self) }
        var last: JSONValue?
        for _ in 0..<attempts {
            guard let payload = make(&self) else { return last }
            let repaired = runner.repaired(payload, id, rules, fields, index)
            if repaired.isRight { return repaired.payload }
            last = payload
        }
        return last
    }

    /// The payloads with those fields set right that a rule says the value of.
    func satisfying(_ payloads: [JSONValue], _ id: VersionedName, _ rules: [RecordRule], _ fields: [Field])
        -> [JSONValue]
    {
        guard let runner = index.rules, !rules.isEmpty else { return payloads }
        return payloads.map { payload in
            let repaired = runner.repaired(payload, id, rules, fields, index)
            return repaired.isRight ? repaired.payload : payload
        }
    }
}

extension RuleRunner {
    /// The object with fields set to what a rule `this.field == …` says they are, where that makes it right.
    func repaired(
        _ payload: JSONValue, _ id: VersionedName, _ rules: [RecordRule], _ fields: [Field], _ index: ShapeIndex
    ) -> (payload: JSONValue, isRight: Bool) {
        let decoder = PayloadDecoder(index)
        guard var value = decoder.record(payload, fields, id), case .object(var members) = payload else {
            return (payload, false)
        }
        if violations(of: value, rules).isEmpty { return (payload, true) }
        for (name, node) in rules.flatMap({ Self.equations($0.expression.root) }) {
            let expression = CheckedExpression(source: "", root: node, reads: [])
            guard let field = fields.first(where: { $0.name == name }), let result = self.value(of: expression, value),
                let json = try? PayloadEncoder(index).encode(result, as: field.type)
            else { continue }
            members[name] = json
            guard let next = decoder.record(.object(members), fields, id) else { return (payload, false) }
            value = next
        }
        return (.object(members), violations(of: value, rules).isEmpty)
    }

    /// The fields that an expression says the value of: all that is joined with `&&`.
    private static func equations(_ node: TypedNode) -> [(field: String, value: TypedNode)] {
        switch node.kind {
        case .and(let left, let right): return equations(left) + equations(right)
        case .call(let overload, let sides) where overload.name == "==" && sides.count == 2:
            for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
                if case .field(let operand, let name) = side.kind, case .variable("this") = operand.kind {
                    return [(name, other)]
                }
            }
            return []
        default: return []
        }
    }
}
