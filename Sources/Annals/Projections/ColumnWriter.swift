/// Collects the values of a row in the order of its table. Used by generated code.
public struct ColumnWriter {
    /// The values so far.
    public private(set) var values: [ColumnValue] = []
    private let table: TableSchema
    private let keyOnly: Bool

    /// Starts a row, or only its key.
    public init(_ table: TableSchema, keyOnly: Bool = false) {
        self.table = table
        self.keyOnly = keyOnly
        values.reserveCapacity(keyOnly ? table.primaryKey.count : table.columns.count)
    }

    /// Writes a value that has a column form of its own.
    public mutating func write(_ value: some ColumnStorable) throws(InvalidRow) {
        do throws(InvalidRow) {
            values.append(try value.columnValue())
        } catch {
            throw located(error.problem)
        }
    }

    /// Writes an enum as its value on the wire.
    public mutating func writeEnum<E: RawRepresentable>(_ value: E) throws(InvalidRow) where E.RawValue == String {
        values.append(.text(value.rawValue))
    }

    /// Writes an enum as its value on the wire, or null.
    public mutating func writeEnum<E: RawRepresentable>(_ value: E?) throws(InvalidRow) where E.RawValue == String {
        values.append(value.map { .text($0.rawValue) } ?? .null)
    }

    /// Writes null.
    public mutating func writeNull() {
        values.append(.null)
    }

    /// Writes a struct, a list, a map or any JSON as JSON text.
    public mutating func writeJSON(_ body: (inout JSONWriter) -> Void) throws(InvalidRow) {
        var writer = JSONWriter()
        body(&writer)
        do throws(UnencodableValue) {
            values.append(.text(String(decoding: try writer.finish(), as: UTF8.self)))
        } catch {
            throw located("the value cannot be written as JSON: \(error)")
        }
    }

    private func located(_ problem: String) -> InvalidRow {
        let names = keyOnly ? table.primaryKey : table.columns.map(\.name)
        let column = values.count < names.count ? names[values.count] : ""
        return InvalidRow(table: table.name, column: column, problem: problem)
    }
}
