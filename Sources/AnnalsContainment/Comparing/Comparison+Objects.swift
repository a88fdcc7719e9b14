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
            default: return .refused(smallest.object(view))
            }
        default: return .refused(smallest.object(view))
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
                if isRefused(.string(text), by: accepted) { outcome.add(.refused(smallest.object(view))) }
            } else if let own = view.field(field.name) {
                if writer.canLeaveOut(own), reader.index.isRequired(field) {
                    outcome.add(.refused(smallest.object(view)))
                }
                let compared = compare(writer.written(own), accepted)
                outcome.add(compared.inside(own.name) { smallest.object(view, with: [(own.name, $0)]) })
            } else {
                if reader.index.isRequired(field) { outcome.add(.refused(smallest.object(view))) }
                if writer.addsUnknownFields, let value = Comparison.kinds.first(where: { isRefused($0, by: accepted) })
                {
                    outcome.add(.refused(smallest.object(view, with: [(field.name, value)])))
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
            outcome.add(.refused(value.map { smallest.object(view, with: [(field.name, $0)]) }))
        }
        for constant in view.constants where constant.key != tag && target.field(constant.key) == nil {
            outcome.add(.refused(smallest.object(view)))
        }
        if writer.addsUnknownFields {
            let names = Set(view.fields.map(\.name) + target.fields.map(\.name) + view.constants.map(\.key))
            let key = SmallestValues.key(avoiding: names.union([tag].compactMap(\.self)))
            outcome.add(.refused(smallest.object(view, with: [(key, .null)])))
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
            outcome.add(.refused(smallest.object(view)))
        }
        for field in view.open {
            let compared = compare(writer.written(field), element)
            outcome.add(compared.inside(field.name) { smallest.object(view, with: [(field.name, $0)]) })
        }
        if writer.addsUnknownFields, let value = Comparison.kinds.first(where: { isRefused($0, by: element) }) {
            let names = Set(view.fields.map(\.name) + view.constants.map(\.key))
            let key = SmallestValues.key(avoiding: names)
            outcome.add(.refused(smallest.object(view, with: [(key, value)])))
        }
        outcome.add(counts(view, constraints))
        return outcome
    }

    /// Whether an object can have fewer or more keys than a map takes.
    private mutating func counts(_ view: ObjectView, _ constraints: Constraints) -> Outcome {
        let (least, most) = (constraints.count(.minProperties) ?? 0, constraints.count(.maxProperties) ?? .max)
        guard least > 0 || most < .max else { return .contained }
        let object = smallest.object(view)
        guard case .value(.object(var members)) = object else { return .refused(object) }
        var outcome = Outcome()
        if members.count < least { outcome.add(.broken(.object(members))) }
        for field in view.open where members.count <= most && members[field.name] == nil {
            switch smallest.value(writer.written(field)) {
            case .value(let value): members[field.name] = value
            case .none: continue
            case .unknown(let reason): outcome.add(.unknown(reason))
            }
        }
        if writer.addsUnknownFields {
            guard most <= SmallestValues.greatestCount else {
                outcome.add(.unknown("the smallest object with too many keys has more than \(most)"))
                return outcome
            }
            for key in SmallestValues.keys(avoiding: Set(view.fields.map(\.name))) {
                guard members.count <= most else { break }
                if members[key] == nil { members[key] = .null }
            }
        }
        if members.count > most { outcome.add(.broken(.object(members))) }
        return outcome
    }
}
