public import AnnalsValues

/// A value of any type on its way into a text.
public indirect enum FormatArgument: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case uint(UInt)
    case double(Double)
    case decimal(DecimalNumber)
    case string(String)
    case bytes([UInt8])
    case timestamp(Timestamp)
    case duration(TimeSpan)
    case list([FormatArgument])
    /// Keys and values, in any order.
    case map([(key: FormatArgument, value: FormatArgument)])

    /// What clauses distinguish.
    public enum Kind: Hashable, Sendable {
        case null, bool, int, uint, double, decimal, string, bytes, timestamp, duration, list, map
    }

    /// Of which kind the value is.
    public var kind: Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .decimal: .decimal
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list: .list
        case .map: .map
        }
    }

    /// A value of the language.
    @inlinable
    public init(_ value: some Formattable) {
        self = value.formatArgument
    }

    /// The value as `%s` shows it: texts as they are, maps with their keys sorted.
    public var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): CEL.string(value)
        case .int(let value): CEL.string(value)
        case .uint(let value): CEL.string(value)
        case .double(let value): CEL.string(value)
        case .decimal(let value): CEL.string(value)
        case .string(let value): value
        case .bytes(let value): String(decoding: value, as: UTF8.self)
        case .timestamp(let value): CEL.string(value)
        case .duration(let value): CEL.string(value)
        case .list(let elements): "[\(elements.map(\.text).joined(separator: ", "))]"
        case .map(let entries):
            "{"
                + entries.map { (key: $0.key.text, value: $0.value.text) }.sorted { CEL.less($0.key, $1.key) }
                .map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        }
    }
}

/// A type whose values can be formatted.
public protocol Formattable {
    /// The value on its way into a text.
    var formatArgument: FormatArgument { get }
    /// A list of such values; bytes are no list of numbers.
    static func formatArgument(of list: [Self]) -> FormatArgument
}

extension Formattable {
    /// The values in brackets.
    @inlinable
    public static func formatArgument(of list: [Self]) -> FormatArgument { .list(list.map(\.formatArgument)) }
}

extension NullValue: Formattable {
    /// Null.
    public var formatArgument: FormatArgument { .null }
}
extension Bool: Formattable {
    /// The bool.
    public var formatArgument: FormatArgument { .bool(self) }
}
extension Int: Formattable {
    /// The int.
    public var formatArgument: FormatArgument { .int(self) }
}
extension UInt: Formattable {
    /// The uint.
    public var formatArgument: FormatArgument { .uint(self) }
}
extension Double: Formattable {
    /// The double.
    public var formatArgument: FormatArgument { .double(self) }
}
extension DecimalNumber: Formattable {
    /// The decimal.
    public var formatArgument: FormatArgument { .decimal(self) }
}
extension String: Formattable {
    /// The string.
    public var formatArgument: FormatArgument { .string(self) }
}
extension Timestamp: Formattable {
    /// The timestamp.
    public var formatArgument: FormatArgument { .timestamp(self) }
}
extension TimeSpan: Formattable {
    /// The duration.
    public var formatArgument: FormatArgument { .duration(self) }
}

extension UInt8: Formattable {
    /// One byte.
    public var formatArgument: FormatArgument { .uint(UInt(self)) }
    /// Bytes.
    public static func formatArgument(of list: [UInt8]) -> FormatArgument { .bytes(list) }
}

extension Array: Formattable where Element: Formattable {
    /// The list, or bytes.
    public var formatArgument: FormatArgument { Element.formatArgument(of: self) }
}

extension KeyedMap: Formattable where Key: Formattable, Value: Formattable {
    /// The map.
    public var formatArgument: FormatArgument {
        .map(map { (key: $0.key.formatArgument, value: $0.value.formatArgument) })
    }
}
