public import AnnalsExpression
public import AnnalsJSON
public import AnnalsValues

/// A value while an expression is evaluated. Represented types are in their own form: a `uuid` is `.uuid`, an enum value is
/// `.enumeration`.
public indirect enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case int32(Int32)
    case uint(UInt)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case timestamp(Timestamp)
    case duration(TimeSpan)
    case decimal(DecimalNumber)
    case uuid(UniqueID)
    case uri(String)
    case date(CalendarDate)
    case enumeration(String)
    case json(JSONValue)
    case list([Value])
    case map(OrderedMap<Value>)
    /// A record with all its fields; an optional one that is absent is `.optional(nil)`.
    case record(RecordName, OrderedMap<Value>)
    case optional(Value?)
}

extension Value: ExactlyEquatable {
    /// Equality as the language has it.
    public func isExactlyEqual(to other: Value) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)), (.uri(let left), .uri(let right)),
            (.enumeration(let left), .enumeration(let right)):
            left.isExactlyEqual(to: right)
        case (.double(let left), .double(let right)): left == right
        case (.list(let left), .list(let right)): left.isExactlyEqual(to: right)
        case (.map(let left), .map(let right)): left.isExactlyEqual(to: right)
        case (.record(let name, let left), .record(let otherName, let right)):
            name == otherName && left.isExactlyEqual(to: right)
        case (.optional(let left), .optional(let right)): left.isExactlyEqual(to: right)
        case (.json(let left), .json(let right)): left.isEqual(to: right)
        default: self == other
        }
    }
}
