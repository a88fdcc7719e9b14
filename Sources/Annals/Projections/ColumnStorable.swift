/// A type whose values have a column of their own.
///
/// | type | stored as |
/// | --- | --- |
/// | `String`, uri | text; one with U+0000 is an `InvalidRow`, because SQLite would cut it there |
/// | `Bool` | integer 0 or 1 |
/// | `Int`, `Int32` | integer |
/// | `UInt` | integer; a value above `Int64.max` is an `InvalidRow` |
/// | `Double` | real; NaN is an `InvalidRow`, because SQLite would store NULL |
/// | `UniqueID` | text, 36 lower-case characters |
/// | `Timestamp` | text, UTC with always nine digits of fraction, so that it sorts by time |
/// | `CalendarDate` | text, `YYYY-MM-DD`, sorts by date |
/// | `TimeSpan` | integer, nanoseconds, sorts by length |
/// | `DecimalNumber` | text, exact; it does not sort by value |
/// | `[UInt8]` | blob |
/// | enums | text, the value on the wire (`ColumnWriter.writeEnum`) |
/// | structs, lists, maps, json | text, JSON (`ColumnWriter.writeJSON`) |
public protocol ColumnStorable: Sendable {
    /// Writes one value. Throws where the value has no stored form.
    func write(to columns: inout ColumnWriter) throws(InvalidRow)
    /// Reads one value.
    init(from columns: inout ColumnReader) throws(InvalidRow)
}

extension ColumnStorable {
    /// The stored form. Throws where the value has none.
    public func columnValue() throws(InvalidRow) -> ColumnValue {
        var columns = ColumnWriter()
        try write(to: &columns)
        return columns.packed.values.first ?? .null
    }

    /// Reads the stored form.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        var columns = ColumnReader(PackedColumns([columnValue]))
        try self.init(from: &columns)
    }
}

extension Optional: ColumnStorable where Wrapped: ColumnStorable {
    /// Writes null for nil.
    @inlinable
    public func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        if let self { try self.write(to: &columns) } else { columns.writeNull() }
    }

    /// Reads nil for null.
    @inlinable
    public init(from columns: inout ColumnReader) throws(InvalidRow) {
        self = columns.skipNull() ? .none : .some(try Wrapped(from: &columns))
    }
}
