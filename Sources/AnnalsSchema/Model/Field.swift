public import AnnalsDiagnostics
public import AnnalsJSON

/// A field of a struct or of an event's payload, an aggregate's state or a read model's row.
public struct Field: Hashable, Sendable {
    /// The key in JSON and in YAML.
    public var name: String
    /// The Swift property name: `name`, with the escapes that Swift needs left to the generator.
    public var swiftName: String
    /// The type with its constraints; `.optional` for `T?`: the key may be absent or null, both read as nil.
    public var type: ValueType
    /// Whether the key must be there and may be null; the type is `.optional` then.
    public var isNullable: Bool
    /// Fills an absent key, never a null. Always written.
    public var defaultValue: JSONValue?
    /// What it is, for documentation.
    public var description: String?
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a field.
    public init(
        name: String, swiftName: String? = nil, type: ValueType, isNullable: Bool = false,
        defaultValue: JSONValue? = nil, description: String? = nil, location: SourceLocation
    ) {
        self.name = name
        self.swiftName = swiftName ?? name
        self.type = type
        self.isNullable = isNullable
        self.defaultValue = defaultValue
        self.description = description
        self.location = location
    }

    /// Whether a payload without this key is refused.
    public var isRequired: Bool {
        if case .optional = type, !isNullable { return false }
        return defaultValue == nil
    }

    /// Whether nil is written as null, where the absent key would be read as something else or refused.
    public var writesNull: Bool { isNullable || defaultValue.map { $0 != .null } ?? false }
}
