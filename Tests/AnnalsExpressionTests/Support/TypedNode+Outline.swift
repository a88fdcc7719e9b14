@testable import AnnalsExpression

/// A typed tree in one line: rows by id, an exclamation mark where it can fail.
extension TypedNode {
    var outline: String { body + (canFail ? "!" : "") }

    private var body: String {
        switch kind {
        case .literal(let literal): literal.celText
        case .variable(let name): name
        case .field(let operand, let name): "\(operand.outline).\(name)"
        case .present(let operand): "present(\(operand.outline))"
        case .required(let operand): "required(\(operand.outline))"
        case .optionalField(let operand, let name): "\(operand.outline).?\(name)"
        case .has(let operand, let name): "has(\(operand.outline).\(name))"
        case .call(let overload, let arguments): "\(overload.id)(\(arguments.map(\.outline).joined(separator: ", ")))"
        case .and(let left, let right): "and(\(left.outline), \(right.outline))"
        case .or(let left, let right): "or(\(left.outline), \(right.outline))"
        case .not(let operand): "not(\(operand.outline))"
        case .conditional(let condition, let first, let second):
            "if(\(condition.outline), \(first.outline), \(second.outline))"
        case .list(let elements):
            "[\(elements.map { mark($0.isOptional) + $0.value.outline }.joined(separator: ", "))]"
        case .map(let entries):
            "{"
                + entries.map { "\(mark($0.isOptional))\($0.key.outline): \($0.value.outline)" }.joined(separator: ", ")
                + "}"
        case .record(let name, let fields):
            "\(name){"
                + fields.map { "\(mark($0.isOptional))\($0.name): \($0.value.outline)" }.joined(separator: ", ") + "}"
        case .comprehension(let comprehension):
            "\(comprehension.macro.rawValue)(\(comprehension.range.outline), "
                + "\(comprehension.variables.map(\.name).joined(separator: ", ")), "
                + "\(comprehension.condition.map { "\($0.outline), " } ?? "")\(comprehension.body.outline))"
        case .union(let name, let tag, let value): "\(name){\(tag): \(value.outline)}"
        case .bind(let variable, let value, let body): "bind(\(variable.name), \(value.outline), \(body.outline))"
        case .optionalMap(let operand, let variable, let body, let isFlat):
            "\(isFlat ? "optFlatMap" : "optMap")(\(operand.outline), \(variable.name), \(body.outline))"
        case .format(let text, let arguments):
            "format(\(text.outline), \(arguments.map(\.outline).joined(separator: ", ")))"
        case .coerce(let coercion, let operand): "\(coercion.outline)(\(operand.outline))"
        }
    }

    /// This node and all below it.
    var allNodes: [TypedNode] { [self] + children.flatMap(\.allNodes) }

    private func mark(_ isOptional: Bool) -> String { isOptional ? "?" : "" }
}

extension Coercion {
    fileprivate var outline: String {
        switch self {
        case .enumerationToString: "enumerationToString"
        case .stringToEnumeration: "stringToEnumeration"
        case .elements(let inner): "elements.\(inner.outline)"
        case .mapValues(let inner): "values.\(inner.outline)"
        case .wrapped(let inner): "wrapped.\(inner.outline)"
        case .then(let first, let second): "\(first.outline).then.\(second.outline)"
        default: "\(self)"
        }
    }
}
