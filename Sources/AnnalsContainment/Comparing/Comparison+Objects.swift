import AnnalsExpression
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

extension Comparison {
    /// Compares an object with what a reader takes in its place.
    mutating func object(_ view: ObjectView, _ target: ValueType) -> Outcome {
        switch reader.index.resolved(target) {
        case .map(let element, let constraints): return object(view, mapOf: element, constraints)
        case .named(let name):
            let version = reader.index.type(name)
            switch version?.definition {
            case .record(let fields):
                return object(view, ObjectView(fields: fields, rules: version?.rules ?? []))
            case .union(let union): return object(view, target, union)
            default: return result(smallest.object(view))
            }
        default: return result(smallest.object(view))
        }
    }

    /// Compares two objects field by field.
    ///
    /// - Parameter tag: A key of the reader besides its fields.
    mutating func object(_ view: ObjectView, _ target: ObjectView, tag: String? = nil) -> Outcome {
        var outcome = Outcome()
        for field in target.fields where field.name != tag {
            let accepted = reader.accepted(field)
            if let text = view.constant(field.name) {
                if isRefused(.string(text), by: accepted) { outcome.add(result(smallest.object(view))) }
            } else if let own = view.field(field.name) {
                if writer.canLeaveOut(own), reader.index.isRequired(field) {
                    outcome.add(result(smallest.object(view)))
                }
                let compared = compare(writer.written(own), accepted)
                outcome.add(compared.inside(own.name) { smallest.object(view, with: [(own.name, $0)]) })
            } else {
                if reader.index.isRequired(field) { outcome.add(result(smallest.object(view))) }
                if writer.addsUnknownFields, let value = Comparison.kinds.first(where: { isRefused($0, by: accepted) })
                {
                    outcome.add(result(smallest.object(view, with: [(field.name, value)])))
                }
            }
        }
        if reader.refusesUnknownFields { outcome.add(unknownKeys(view, target, tag)) }
        outcome.add(rules(view, target))
        return outcome
    }

    private mutating func unknownKeys(_ view: ObjectView, _ target: ObjectView, _ tag: String?) -> Outcome {
        var outcome = Outcome()
        for field in view.fields where field.name != tag && target.field(field.name) == nil {
            let value = smallest.value(writer.written(field))
            outcome.add(result(value.map { smallest.object(view, with: [(field.name, $0)]) }))
        }
        for constant in view.constants where constant.key != tag && target.field(constant.key) == nil {
            outcome.add(result(smallest.object(view)))
        }
        if writer.addsUnknownFields {
            let names = Set(view.fields.map(\.name) + target.fields.map(\.name) + view.constants.map(\.key))
            for key in SmallestValues.keys(avoiding: names.union([tag].compactMap(\.self))).prefix(1) {
                outcome.add(result(smallest.object(view, with: [(key, .null)])))
            }
        }
        return outcome
    }

    /// A rule of the reader holds where the writer has it too, over fields of the same types. Else it was only tried.
    private func rules(_ view: ObjectView, _ target: ObjectView) -> Outcome {
        var outcome = Outcome()
        for rule in target.rules {
            let text = rule.expression.canonicalText
            let isShared = view.rules.contains { $0.expression.canonicalText == text }
            let names = rule.expression.reads.map { $0.dropFirst().first }
            let isUnchanged = names.allSatisfy { name in
                guard let name else { return false }
                let fields = (view.field(name), target.field(name))
                guard let own = fields.0, let other = fields.1 else { return false }
                return CanonicalShape([own], in: writer.schema).text == CanonicalShape([other], in: reader.schema).text
            }
            if !isShared || !isUnchanged { outcome.add(.unknown("the rule '\(rule.id)' is not decided")) }
        }
        return outcome
    }

    private mutating func object(_ view: ObjectView, mapOf element: ValueType, _ constraints: Constraints) -> Outcome {
        var outcome = Outcome()
        for constant in view.constants where isRefused(.string(constant.text), by: element) {
            outcome.add(result(smallest.object(view)))
        }
        for field in view.open {
            let compared = compare(writer.written(field), element)
            outcome.add(compared.inside(field.name) { smallest.object(view, with: [(field.name, $0)]) })
        }
        if writer.addsUnknownFields, let value = Comparison.kinds.first(where: { isRefused($0, by: element) }) {
            let names = Set(view.fields.map(\.name) + view.constants.map(\.key))
            for key in SmallestValues.keys(avoiding: names).prefix(1) {
                outcome.add(result(smallest.object(view, with: [(key, value)])))
            }
        }
        outcome.add(counts(view, constraints))
        return outcome
    }

    /// Whether an object can have fewer or more keys than a map takes.
    private mutating func counts(_ view: ObjectView, _ constraints: Constraints) -> Outcome {
        var outcome = Outcome()
        guard case .value(.object(var members)) = smallest.object(view) else { return outcome }
        if members.count < constraints.count(.minProperties) ?? 0 { outcome.add(.broken(.object(members))) }
        guard let limit = constraints.count(.maxProperties) else { return outcome }
        for field in view.open where members.count <= limit && members[field.name] == nil {
            if case .value(let value) = smallest.value(writer.written(field)) { members[field.name] = value }
        }
        if writer.addsUnknownFields, limit <= SmallestValues.greatestCount {
            for key in SmallestValues.keys(avoiding: Set(view.fields.map(\.name))) {
                guard members.count <= limit else { break }
                if members[key] == nil { members[key] = .null }
            }
        }
        if members.count > limit { outcome.add(.broken(.object(members))) }
        return outcome
    }
}
