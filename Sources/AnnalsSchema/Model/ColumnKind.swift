/// How the values of a type are kept in a column.
public enum ColumnKind: Hashable, Sendable {
    /// A value of its own, such as a number.
    case scalar(ScalarType)
    /// A value of an enum, as text.
    case enumeration
    /// Text of JSON.
    case json

    /// Whether rows can be found by such a value: JSON has many texts for one value, and doubles that look the same
    /// differ in the last digit.
    public var isComparable: Bool {
        switch self {
        case .scalar(let scalar): scalar != .json && scalar != .double
        case .enumeration: true
        case .json: false
        }
    }

    /// Whether such a value has an order in an index that means something.
    public var isIndexable: Bool { self == .scalar(.double) || isComparable }

    /// Whether it is text for people, which can be searched.
    public var isText: Bool { self == .scalar(.string) || self == .scalar(.uri) || self == .enumeration }
}

extension Schema {
    /// How a type is kept in a column, with or without a value.
    public func columnKind(_ type: ValueType) -> ColumnKind {
        var type = resolved(type)
        if case .optional(let wrapped) = type { type = resolved(wrapped) }
        switch type {
        case .scalar(.json, _), .list, .map, .optional: return .json
        case .scalar(let scalar, _): return .scalar(scalar)
        case .named(let name):
            if case .enumeration? = self.type(name)?.definition { return .enumeration }
            return .json
        }
    }
}
