/// The key of a row as text.
enum RowKeyText {
    /// A JSON list of the values of the key columns: `["a",5]`. Bytes stand in it as base64; the columns
    /// of a table say what a value is.
    static func of(_ values: [ColumnValue]) -> String {
        JSONValue.array(values.map(json)).text
    }

    private static func json(_ value: ColumnValue) -> JSONValue {
        switch value {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .real(0): .integer(0)  // Also for -0.0, which is the same key.
        case .real(let real): JSONNumber(real).map(JSONValue.number) ?? .string("\(real)")
        case .text(let text): .string(text)
        case .blob(let bytes): .string(Base64.encode(bytes))
        }
    }
}
