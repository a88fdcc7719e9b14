/// The static type of an expression or of a declared field.
///
/// CEL knows fewer types than a schema. The cases from `int32` to `enumeration` are *represented* types: an expression
/// sees them as their `celType` (an enum value is a string), and the checker inserts a ``Coercion`` where it looks.
public indirect enum ExpressionType: Hashable, Sendable {
    case bool, int, uint, double, string, bytes, timestamp, duration
    /// Exact decimal: our extension.
    case decimal
    /// Any JSON: can be passed through whole.
    case json
    /// The literal `null`.
    case null
    case list(ExpressionType)
    /// Keys are bool, int, uint or string; a schema's maps have string keys.
    case map(ExpressionType, ExpressionType)
    /// A value that may be missing: CEL's `optional_type(T)`, and the type of an optional field.
    case optional(ExpressionType)
    /// A record of the schema.
    case record(RecordName)
    /// Represented: an `int` of 32 bits.
    case int32
    /// Represented: a `string`.
    case uuid, uri, date
    /// Represented: a `string` out of a closed set.
    case enumeration(EnumerationName)
    /// The element of `[]`, `{}` or `optional.none()` before anything determines it.
    case undetermined
}

/// A record type with its version, such as `LineItem@2`; an event's payload is a record too.
public struct RecordName: Hashable, Sendable {
    /// The name in the schema.
    public var name: String
    /// The version, from 1.
    public var version: Int

    /// Creates a name.
    public init(_ name: String, version: Int) {
        self.name = name
        self.version = version
    }
}

/// An enum type with its version and its known wire values in declaration order.
public struct EnumerationName: Hashable, Sendable {
    /// The name in the schema.
    public var name: String
    /// The version, from 1.
    public var version: Int
    /// The values on the wire.
    public var values: [String]
    /// Whether other strings are values too.
    public var isOpen: Bool

    /// Creates a name.
    public init(_ name: String, version: Int, values: [String], isOpen: Bool = false) {
        self.name = name
        self.version = version
        self.values = values
        self.isOpen = isOpen
    }
}

extension ExpressionType {
    /// Whether this is the type of a value that may be missing.
    public var isOptional: Bool { if case .optional = self { true } else { false } }
}
