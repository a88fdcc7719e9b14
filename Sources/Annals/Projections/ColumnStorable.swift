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
    /// The stored form. Throws where the value has none.
    func columnValue() throws(InvalidRow) -> ColumnValue
    /// Reads the stored form.
    init(columnValue: ColumnValue) throws(InvalidRow)
}

extension Optional: ColumnStorable where Wrapped: ColumnStorable {
    /// Null for nil.
    public func columnValue() throws(InvalidRow) -> ColumnValue {
        guard let self else { return .null }
        return try self.columnValue()
    }

    /// Nil for null.
    public init(columnValue: ColumnValue) throws(InvalidRow) {
        self = columnValue == .null ? .none : .some(try Wrapped(columnValue: columnValue))
    }
}

extension InvalidRow {
    static func expected(_ what: String, _ found: ColumnValue) -> InvalidRow {
        InvalidRow(problem: "expected \(what), found \(found.kind)")
    }
}

extension ColumnValue {
    func text(_ what: String) throws(InvalidRow) -> String {
        guard case .text(let text) = self else { throw .expected("\(what) as text", self) }
        return text
    }

    func integer(_ what: String) throws(InvalidRow) -> Int64 {
        guard case .integer(let integer) = self else { throw .expected("\(what) as an integer", self) }
        return integer
    }

    func parsed<T>(_ what: String, _ parse: (String) -> T?) throws(InvalidRow) -> T {
        let text = try text(what)
        guard let value = parse(text) else { throw InvalidRow(problem: "\"\(text.prefix(64))\" is no \(what)") }
        return value
    }
}
