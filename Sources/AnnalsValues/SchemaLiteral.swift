/// A value whose text stands in a schema, for example as a default.
public protocol SchemaLiteral: LosslessStringConvertible {}

extension SchemaLiteral {
    /// A value from a text that the schema loader has accepted. Used by generated code.
    public init(validated text: String) {
        guard let value = Self(text) else { preconditionFailure("the schema loader accepted \"\(text)\"") }
        self = value
    }
}

extension UniqueID: SchemaLiteral {}
extension Timestamp: SchemaLiteral {}
extension CalendarDate: SchemaLiteral {}
extension TimeSpan: SchemaLiteral {}
extension DecimalNumber: SchemaLiteral {}
