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
    /// Keys are strings, ints, uints or bools.
    case map(KeyedMap<Value, Value>)
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

extension Value: ExactlyHashable {
    /// The same for values that are exactly equal.
    public func hashExactly(into hasher: inout Hasher) {
        switch self {
        case .string(let text), .uri(let text), .enumeration(let text): text.hashExactly(into: &hasher)
        case .list(let elements): for element in elements { element.hashExactly(into: &hasher) }
        case .optional(let wrapped): wrapped?.hashExactly(into: &hasher)
        // Equal in any order, and numbers of JSON in any writing.
        case .map(let members): hasher.combine(members.count)
        case .record(let name, _): hasher.combine(name)
        case .json: break
        default: hash(into: &hasher)
        }
    }
}

extension Value: ExactlyComparable {
    /// The order of values of one type that has an order.
    public func precedes(_ other: Value) -> Bool {
        switch (self, other) {
        case (.bool(let left), .bool(let right)): left.precedes(right)
        case (.int(let left), .int(let right)): left.precedes(right)
        case (.uint(let left), .uint(let right)): left.precedes(right)
        case (.double(let left), .double(let right)): left.precedes(right)
        case (.string(let left), .string(let right)): left.precedes(right)
        case (.bytes(let left), .bytes(let right)): left.precedes(right)
        case (.timestamp(let left), .timestamp(let right)): left.precedes(right)
        case (.duration(let left), .duration(let right)): left.precedes(right)
        case (.decimal(let left), .decimal(let right)): left.precedes(right)
        default: false
        }
    }
}

extension Value: CustomStringConvertible {
    /// The value as Swift describes its own type, so that messages of both executions are the same.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool(let value): value.description
        case .int(let value): value.description
        case .int32(let value): value.description
        case .uint(let value): value.description
        case .double(let value): value.description
        case .string(let text), .uri(let text), .enumeration(let text): text
        case .bytes(let bytes): bytes.description
        case .timestamp(let time): time.description
        case .duration(let span): span.description
        case .decimal(let number): number.description
        case .uuid(let id): id.description
        case .date(let date): date.description
        case .json(let value): value.text
        case .list(let elements): elements.description
        case .map(let members): members.description
        case .record(let name, let members): "\(name)\(members)"
        case .optional(let wrapped): wrapped?.description ?? "nil"
        }
    }
}
