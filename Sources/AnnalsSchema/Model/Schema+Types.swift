public import AnnalsExpression

extension Schema {
    /// The type behind aliases.
    public func resolved(_ type: ValueType) -> ValueType {
        var type = type
        // A chain of aliases is finite once a schema is loaded; the bound is for schemas that are being checked.
        for _ in 0..<32 {
            guard case .named(let name) = type, case .alias(let aliased)? = self.type(name)?.definition else {
                return type
            }
            type = aliased
        }
        return type
    }

    /// The type as an expression sees it.
    public func expressionType(_ type: ValueType) -> ExpressionType {
        switch resolved(type) {
        case .scalar(let scalar, _): scalar.expressionType
        case .list(let element, _): .list(expressionType(element))
        case .map(let value, _): .map(.string, expressionType(value))
        case .optional(let wrapped):
            // An alias of an optional inside an optional is one optional.
            if case .optional(let inner) = expressionType(wrapped) {
                .optional(inner)
            } else {
                .optional(expressionType(wrapped))
            }
        case .named(let name):
            switch self.type(name)?.definition {
            case .enumeration(let enumeration):
                .enumeration(
                    EnumerationName(
                        name.name, version: name.version, values: enumeration.cases.map(\.value),
                        isOpen: enumeration.isOpen))
            default: .record(RecordName(name.name, version: name.version))
            }
        }
    }
}

extension ScalarType {
    /// The type as an expression sees it.
    public var expressionType: ExpressionType {
        switch self {
        case .string: .string
        case .bool: .bool
        case .int: .int
        case .int32: .int32
        case .uint: .uint
        case .double: .double
        case .decimal: .decimal
        case .uuid: .uuid
        case .timestamp: .timestamp
        case .date: .date
        case .duration: .duration
        case .bytes: .bytes
        case .uri: .uri
        case .json: .json
        }
    }
}
