/// The type of a value with the constraints that hold at its place.
public indirect enum ValueType: Hashable, Sendable {
    /// A built-in type.
    case scalar(ScalarType, Constraints)
    /// A list; constraints are `minItems`, `maxItems`, `uniqueItems`.
    case list(ValueType, Constraints)
    /// A map with string keys; constraints are `minProperties`, `maxProperties`.
    case map(ValueType, Constraints)
    /// A struct, an enum or an alias by name and version. Constraints beside a named type are resolved into it only for
    /// aliases, so a reference has none.
    case named(VersionedName)
    /// `T?`. Of a field: may be absent or null. Of an element: may be null.
    case optional(ValueType)
}

/// The built-in types.
public enum ScalarType: String, Hashable, Sendable, CaseIterable {
    case string, bool, int, int32, uint, double, decimal, uuid, timestamp, date, duration, bytes, uri, json
}
