/// A row of the overload table that fits some argument types.
struct Resolution {
    let overload: Overload
    /// The parameter types with the type variables filled in.
    let parameters: [ExpressionType]
    let result: ExpressionType

    /// The first row that fits.
    static func match(_ rows: [Overload], _ types: [ExpressionType]) -> Resolution? {
        for row in rows where row.parameters.count == types.count {
            var bindings: [String: ExpressionType] = [:]
            guard zip(row.parameters, types).allSatisfy({ $0.accepts($1, &bindings) }) else { continue }
            return Resolution(
                overload: row, parameters: row.parameters.map { $0.type(with: bindings) },
                result: row.result.type(with: bindings))
        }
        return nil
    }
}

extension Overload.Pattern: CustomStringConvertible {
    func accepts(_ type: ExpressionType, _ bindings: inout [String: ExpressionType]) -> Bool {
        if type == .undetermined { return true }
        switch (self, type) {
        case (.type(let wanted), _): return wanted == type
        case (.list(let element), .list(let type)): return element.accepts(type, &bindings)
        case (.map(let key, let value), .map(let keyType, let valueType)):
            return key.accepts(keyType, &bindings) && value.accepts(valueType, &bindings)
        case (.optional(let wrapped), .optional(let type)): return wrapped.accepts(type, &bindings)
        case (.parameter(let name), _):
            guard let bound = bindings[name] else {
                bindings[name] = type
                return true
            }
            guard let joined = bound.joined(with: type) else { return false }
            bindings[name] = joined
            return true
        default: return false
        }
    }

    func type(with bindings: [String: ExpressionType]) -> ExpressionType {
        switch self {
        case .type(let type): type
        case .parameter(let name): bindings[name] ?? .undetermined
        case .list(let element): .list(element.type(with: bindings))
        case .map(let key, let value): .map(key.type(with: bindings), value.type(with: bindings))
        case .optional(let wrapped): .optional(wrapped.type(with: bindings))
        }
    }

    /// The pattern as documentation shows it.
    public var description: String {
        switch self {
        case .type(let type): type.description
        case .parameter(let name): name
        case .list(let element): "list<\(element)>"
        case .map(.type(.string), let value): "map<\(value)>"
        case .map(let key, let value): "map<\(key), \(value)>"
        case .optional(let wrapped): "\(wrapped)?"
        }
    }
}

extension ExpressionType {
    /// Whether this open type can become another one: `list<anything>` and `list<int>`.
    func fills(_ other: ExpressionType) -> Bool { joined(with: other) == other }

    /// The type that both can become, where their open parts are filled by the other's; nil when they differ.
    func joined(with other: ExpressionType) -> ExpressionType? {
        switch (self, other) {
        case (.undetermined, _): other
        case (_, .undetermined): self
        case (.list(let left), .list(let right)): left.joined(with: right).map { .list($0) }
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            key.joined(with: otherKey).flatMap { key in value.joined(with: otherValue).map { .map(key, $0) } }
        case (.optional(let left), .optional(let right)): left.joined(with: right).map { .optional($0) }
        default: self == other ? self : nil
        }
    }
}
