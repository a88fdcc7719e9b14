/// A row of a projection's table. Generated. For coders, and as ``jsonValue()``, it is an object with the names of the columns.
public protocol ReadModel: Sendable, Hashable, Codable {
    /// What identifies a row: the type of the key column, or a struct of all key columns.
    associatedtype Key: Hashable & Sendable
    /// The table.
    static var table: TableSchema { get }
    /// What identifies this row.
    var key: Key { get }
    /// Writes all columns, in the order of the table. Throws where a value cannot be stored.
    func write(to columns: inout ColumnWriter) throws(InvalidRow)
    /// Writes the key columns, in the order of the table's primary key.
    static func write(_ key: Key, to columns: inout ColumnWriter) throws(InvalidRow)
    /// Reads all columns, in the order of the table.
    init(from columns: inout ColumnReader) throws(InvalidRow)
    /// The rows of each table for the elements of a list, in the order of `table.lines`. None unless said.
    func lineRows() throws(InvalidRow) -> [[PackedColumns]]
}

extension ReadModel {
    /// None.
    public func lineRows() throws(InvalidRow) -> [[PackedColumns]] { [] }

    /// The columns of the rows that the elements of a list make. Used by generated code.
    public static func lineRows<Element, Line: ReadModel>(
        _ elements: [Element], _ line: (_ position: Int, _ element: Element) -> Line
    ) throws(InvalidRow) -> [PackedColumns] {
        var lines: [PackedColumns] = []
        for (position, element) in elements.enumerated() { lines.append(try line(position, element).packed()) }
        return lines
    }

    /// The values of all columns, in the order of the table. Throws where a value cannot be stored.
    public func columnValues() throws(InvalidRow) -> [ColumnValue] {
        try packed().values
    }

    /// The values of all columns, in the order of the table.
    package func packed() throws(InvalidRow) -> PackedColumns {
        try Self.columns { columns throws(InvalidRow) in try write(to: &columns) }
    }

    /// The values of the key columns, in the order of the table's primary key.
    public static func keyValues(_ key: Key) throws(InvalidRow) -> [ColumnValue] {
        try columns { columns throws(InvalidRow) in try write(key, to: &columns) }.values
    }

    /// Makes a row of the values of all columns, in the order of the table.
    public init(columnValues: [ColumnValue]) throws(InvalidRow) {
        try self.init(PackedColumns(columnValues))
    }

    /// A row as a store gives it.
    @usableFromInline
    init(stored values: PackedColumns) throws(ProjectionError) {
        do throws(InvalidRow) {
            try self.init(values)
        } catch {
            throw ProjectionError(error, step: "reading a row")
        }
    }

    /// The row as it is read back when it has been written.
    @usableFromInline
    func asStored() throws(InvalidRow) -> Self { try Self(packed()) }

    /// Makes a row of the values of all columns, in the order of the table.
    package init(_ values: PackedColumns) throws(InvalidRow) {
        var columns = ColumnReader(values)
        do throws(InvalidRow) {
            self = try Self(from: &columns)
        } catch {
            throw error.at(Self.table, columns.current)
        }
        guard columns.isAtEnd else {
            throw InvalidRow(table: Self.table.name, problem: "more than \(columns.count) columns were found")
        }
    }

    /// Writes into a writer of one's own; errors name the column.
    static func columns(
        _ write: (inout ColumnWriter) throws(InvalidRow) -> Void
    ) throws(InvalidRow) -> PackedColumns {
        var columns = ColumnWriter()
        do throws(InvalidRow) {
            try write(&columns)
        } catch {
            throw error.at(table, columns.count)
        }
        return columns.packed
    }
}

extension InvalidRow {
    /// The same error, saying which column of the table it is about.
    @usableFromInline
    func at(_ table: TableSchema, _ column: Int) -> InvalidRow {
        let name = column < table.columns.count ? table.columns[column].name : ""
        return InvalidRow(table: table.name, column: name, problem: problem)
    }
}
