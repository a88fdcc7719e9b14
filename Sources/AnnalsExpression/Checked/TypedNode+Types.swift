/// Giving a type to what had none of its own, such as `[]`.
extension TypedNode {
    /// This node with a type that fills the open parts of its own, down to the literals.
    func retyped(to target: ExpressionType) -> TypedNode {
        guard type != target else { return self }
        var result = self
        result.type = target
        switch (kind, target) {
        case (.list(let elements), .list(let element)):
            result.kind = .list(
                elements.map {
                    Element(
                        value: $0.value.retyped(to: $0.isOptional ? .optional(element) : element),
                        isOptional: $0.isOptional)
                })
        case (.map(let entries), .map(let key, let value)):
            result.kind = .map(
                entries.map {
                    Entry(
                        key: $0.key.retyped(to: key),
                        value: $0.value.retyped(to: $0.isOptional ? .optional(value) : value),
                        isOptional: $0.isOptional)
                })
        case (.conditional(let condition, let first, let second), _):
            result.kind = .conditional(condition, first.retyped(to: target), second.retyped(to: target))
        case (.comprehension(let comprehension), _):
            result.kind = .comprehension(comprehension.retyped(from: type, to: target))
        case (.bind(let variable, let value, let body), _):
            result.kind = .bind(variable, value: value, body: body.retyped(to: target))
        case (.optionalMap(let operand, let variable, let body, let isFlat), .optional(let wrapped)):
            result.kind = .optionalMap(
                operand, variable, body: body.retyped(to: isFlat ? target : wrapped), isFlat: isFlat)
        case (.optionalField(let operand, let name), .optional(let value)):
            guard operand.type.isOpen else { break }
            let map = ExpressionType.map(.string, value)
            result.kind = .optionalField(
                operand.retyped(to: operand.type.isOptional ? .optional(map) : map), name)
        case (.call(let overload, let arguments), _):
            var bindings: [String: ExpressionType] = [:]
            guard overload.result.accepts(target, &bindings),
                zip(arguments, overload.parameters).allSatisfy({ $1.accepts($0.type, &bindings) })
            else { break }
            result.kind = .call(
                overload,
                zip(arguments, overload.parameters).map { argument, parameter in
                    let wanted = parameter.type(with: bindings)
                    return argument.type.fills(wanted) ? argument.retyped(to: wanted) : argument
                })
        default: break
        }
        return result
    }

    /// This node without open types: where nothing determines one, as in `size([])`, any will do.
    func closed() -> TypedNode {
        (type.isOpen ? retyped(to: type.closed) : self).closingVariables().mapChildren { $0.closed() }
    }

    /// The node with each operand changed.
    public func mapChildren(_ change: (TypedNode) -> TypedNode) -> TypedNode {
        var result = self
        switch kind {
        case .literal, .variable: break
        case .field(let operand, let name): result.kind = .field(change(operand), name)
        case .present(let operand): result.kind = .present(change(operand))
        case .required(let operand): result.kind = .required(change(operand))
        case .optionalField(let operand, let name): result.kind = .optionalField(change(operand), name)
        case .has(let operand, let name): result.kind = .has(change(operand), name)
        case .call(let overload, let arguments): result.kind = .call(overload, arguments.map(change))
        case .and(let left, let right): result.kind = .and(change(left), change(right))
        case .or(let left, let right): result.kind = .or(change(left), change(right))
        case .not(let operand): result.kind = .not(change(operand))
        case .conditional(let condition, let first, let second):
            result.kind = .conditional(change(condition), change(first), change(second))
        case .list(let elements):
            result.kind = .list(elements.map { Element(value: change($0.value), isOptional: $0.isOptional) })
        case .map(let entries):
            result.kind = .map(
                entries.map { Entry(key: change($0.key), value: change($0.value), isOptional: $0.isOptional) })
        case .record(let name, let fields):
            result.kind = .record(
                name,
                fields.map { FieldValue(name: $0.name, value: change($0.value), isOptional: $0.isOptional) })
        case .union(let name, let tag, let value): result.kind = .union(name, tag: tag, change(value))
        case .comprehension(var comprehension):
            comprehension.range = change(comprehension.range)
            comprehension.condition = comprehension.condition.map(change)
            comprehension.body = change(comprehension.body)
            result.kind = .comprehension(comprehension)
        case .bind(let variable, let value, let body):
            result.kind = .bind(variable, value: change(value), body: change(body))
        case .optionalMap(let operand, let variable, let body, let isFlat):
            result.kind = .optionalMap(change(operand), variable, body: change(body), isFlat: isFlat)
        case .format(let text, let arguments): result.kind = .format(change(text), arguments.map(change))
        case .coerce(let coercion, let operand): result.kind = .coerce(coercion, change(operand))
        }
        return result
    }
}

extension TypedNode.Comprehension {
    /// The macro whose result has another type, as far as its parts decide it.
    fileprivate func retyped(from type: ExpressionType, to target: ExpressionType) -> TypedNode.Comprehension {
        var result = self
        switch (macro, target) {
        case (.map, .list(let element)), (.transformList, .list(let element)), (.transformMap, .map(_, let element)):
            result.body = body.retyped(to: element)
        case (.transformMapEntry, _): result.body = body.retyped(to: target)
        case (.filter, .list(let element)), (.sortBy, .list(let element)):
            guard range.type == type else { break }
            result.range = range.retyped(to: target)
            result.variables = [TypedNode.Variable(variables[0].name, element)]
        default: break
        }
        return result
    }
}

extension ExpressionType {
    /// The type with `bool` for its open parts.
    var closed: ExpressionType {
        switch self {
        case .undetermined: .bool
        case .list(let element): .list(element.closed)
        case .map(let key, let value): .map(key == .undetermined ? .string : key, value.closed)
        case .optional(let wrapped): .optional(wrapped.closed)
        default: self
        }
    }
}
