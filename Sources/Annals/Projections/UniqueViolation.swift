/// Two rows that would have the same values in the columns of a unique index.
public struct UniqueViolation: Hashable, Sendable, CustomStringConvertible {
    /// The table.
    public let table: String
    /// The columns of the index.
    public let columns: [String]
    /// Their values.
    public let values: [ColumnValue]
    /// The key of the row that the event would have saved.
    public let key: [ColumnValue]
    /// The key of the row that has the values.
    public let other: [ColumnValue]

    /// Creates a violation.
    public init(
        table: String, columns: [String], values: [ColumnValue], key: [ColumnValue], other: [ColumnValue]
    ) {
        self.table = table
        self.columns = columns
        self.values = values
        self.key = key
        self.other = other
    }

    /// Which rows, which index, which values.
    public var description: String {
        func text(_ values: [ColumnValue]) -> String { values.map(\.description).joined(separator: ", ") }
        return "the row \(text(key)) of \(table) would have the same \(columns.joined(separator: ", ")) as the row "
            + "\(text(other)): \(text(values)), and the index over these columns is unique"
    }
}
