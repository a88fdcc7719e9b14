import AnnalsExpression
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

extension StepDecision {
    /// Whether all values of an expression that cannot fail are valid as a type.
    mutating func lands(_ node: TypedNode, in type: ValueType, _ old: Old) -> Bool {
        if takesAll(type) { return true }
        if let own = self.type(of: node, old) { return isContained(own, type) }
        if !node.reads("old"), !node.reads("meta") {
            return constants.json(node, as: type).map { isValid($0, type) } ?? false
        }
        switch (node.kind, schema.resolved(type)) {
        case (.conditional(_, let first, let second), _):
            return lands(first, in: type, old) && lands(second, in: type, old)
        case (.coerce(.wrap, let operand), .optional(let wrapped)): return lands(operand, in: wrapped, old)
        case (.call(let overload, let operands), let target):
            return calls(overload.id, operands, in: type, target, old)
        case (.list(let elements), .list(let element, let constraints)):
            return constraints.all.allSatisfy { counts(elements, $0.keyword, $0.argument) }
                && elements.allSatisfy { !$0.isOptional && lands($0.value, in: element, old) }
        case (.record(_, let values), .named(let name)):
            guard let version = schema.type(name), version.rules.isEmpty, case .record(let fields) = version.definition
            else { return false }
            return values.allSatisfy { value in
                guard !value.isOptional, let field = fields.first(where: { $0.name == value.name }) else {
                    return false
                }
                return lands(value.value, in: field.type, old)
            }
        default: return false
        }
    }

    private mutating func calls(
        _ id: String, _ operands: [TypedNode], in type: ValueType, _ target: ValueType, _ old: Old
    ) -> Bool {
        switch (id, target) {
        case ("optional.orValue", _):
            guard operands.count == 2, let first = self.type(of: operands[0], old),
                case .optional(let wrapped) = schema.resolved(first)
            else { return false }
            return isContained(wrapped, type) && lands(operands[1], in: type, old)
        // Every whole number has a double that JSON can write.
        case ("int.double", .scalar(_, let constraints)), ("uint.double", .scalar(_, let constraints)):
            return constraints.isEmpty
        default: return false
        }
    }

    private func counts(
        _ elements: [TypedNode.Element], _ keyword: ConstraintKeyword, _ argument: ConstraintArgument
    ) -> Bool {
        switch (keyword, argument) {
        case (.minItems, .count(let count)): elements.count >= count
        case (.maxItems, .count(let count)): elements.count <= count
        default: false
        }
    }

    /// The declared type of a value that is copied from the old version; nil for anything else.
    private func type(of node: TypedNode, _ old: Old) -> ValueType? {
        switch node.kind {
        case .variable("old"): if case .value(let type) = old { type } else { nil }
        case .field(let operand, let name): field(name, of: operand, old)?.type
        case .optionalField(let operand, let name):
            field(name, of: operand, old).map { field in
                if case .optional = schema.resolved(field.type) { field.type } else { .optional(field.type) }
            }
        case .present(let operand):
            if let own = type(of: operand, old), case .optional(let wrapped) = schema.resolved(own) {
                wrapped
            } else {
                nil
            }
        // A type is contained in its optional one, and a smaller whole number is a whole number.
        case .coerce(.wrap, let operand), .coerce(.int32ToInt, let operand): type(of: operand, old)
        default: nil
        }
    }

    private func field(_ name: String, of node: TypedNode, _ old: Old) -> Field? {
        if case .variable("old") = node.kind, case .fields(let fields) = old {
            return fields.first { $0.name == name }
        }
        guard let own = type(of: node, old), case .named(let id) = schema.resolved(own),
            case .record(let fields)? = schema.type(id)?.definition
        else { return nil }
        return fields.first { $0.name == name }
    }

    /// Whether a type takes every value that expressions of it have. Doubles may be infinite, which JSON cannot write.
    private func takesAll(_ type: ValueType, depth: Int = 0) -> Bool {
        guard depth < 16 else { return false }
        switch schema.resolved(type) {
        case .scalar(let scalar, let constraints): return constraints.isEmpty && scalar != .double && scalar != .json
        case .optional(let wrapped): return takesAll(wrapped, depth: depth + 1)
        case .list(let element, let constraints), .map(let element, let constraints):
            return constraints.isEmpty && takesAll(element, depth: depth + 1)
        case .named(let name):
            guard let version = schema.type(name), version.rules.isEmpty else { return false }
            switch version.definition {
            case .enumeration: return true
            case .record(let fields): return fields.allSatisfy { takesAll($0.type, depth: depth + 1) }
            case .union(let union): return union.cases.allSatisfy { takesAll(.named($0.type), depth: depth + 1) }
            case .alias: return false
            }
        }
    }
}
