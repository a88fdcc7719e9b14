/// Reads the values of a row in the order of its table. Used by generated code.
public struct ColumnReader {
    private let values: [ColumnValue]
    private let table: TableSchema
    private var index = 0

    /// Starts a row. Throws when the number of values is not the number of columns.
    public init(_ values: [ColumnValue], _ table: TableSchema) throws(InvalidRow) {
        guard values.count == table.columns.count else {
            throw InvalidRow(
                table: table.name, problem: "expected \(table.columns.count) columns, found \(values.count)")
        }
        self.values = values
        self.table = table
    }

    /// Reads a value that has a column form of its own.
    public mutating func read<T: ColumnStorable>(_ type: T.Type = T.self) throws(InvalidRow) -> T {
        try next { value throws(InvalidRow) in try T(columnValue: value) }
    }

    /// Reads an enum.
    public mutating func readEnum<E: RawRepresentable>(
        _ type: E.Type = E.self
    ) throws(InvalidRow) -> E where E.RawValue == String {
        try next { value throws(InvalidRow) in try Self.enumeration(value) }
    }

    /// Reads an enum or null.
    public mutating func readEnumIfPresent<E: RawRepresentable>(
        _ type: E.Type = E.self
    ) throws(InvalidRow) -> E? where E.RawValue == String {
        try next { value throws(InvalidRow) in value == .null ? nil : try Self.enumeration(value) }
    }

    /// Reads a struct, a list, a map or any JSON.
    public mutating func readJSON<T>(_ body: (inout JSONReader) -> T?) throws(InvalidRow) -> T {
        try next { value throws(InvalidRow) in try Self.json(value, body) }
    }

    /// Reads a struct, a list, a map or any JSON; nil for null.
    public mutating func readJSONIfPresent<T>(_ body: (inout JSONReader) -> T?) throws(InvalidRow) -> T? {
        try next { value throws(InvalidRow) in value == .null ? nil : try Self.json(value, body) }
    }

    private mutating func next<T>(_ read: (ColumnValue) throws(InvalidRow) -> T) throws(InvalidRow) -> T {
        guard index < values.count else {
            throw InvalidRow(table: table.name, problem: "more than \(values.count) columns were read")
        }
        defer { index += 1 }
        do throws(InvalidRow) {
            return try read(values[index])
        } catch {
            throw InvalidRow(table: table.name, column: table.columns[index].name, problem: error.problem)
        }
    }

    private static func enumeration<E: RawRepresentable>(
        _ value: ColumnValue
    ) throws(InvalidRow) -> E where E.RawValue == String {
        try value.parsed("\(E.self)") { E(rawValue: $0) }
    }

    private static func json<T>(_ value: ColumnValue, _ body: (inout JSONReader) -> T?) throws(InvalidRow) -> T {
        let text = try value.text("JSON")
        do throws(InvalidPayload) {
            return try JSONReader.read(Array(text.utf8), body)
        } catch {
            throw InvalidRow(problem: "the stored JSON does not fit: \(error)")
        }
    }
}
