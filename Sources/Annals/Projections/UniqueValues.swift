/// Which rows of a batch have which values in the columns of unique indexes.
@usableFromInline
struct UniqueValues {
    /// A unique index.
    @usableFromInline
    struct Index {
        let columns: [String]
        let positions: [Int]

        /// The values of a row in the columns; nil where it has null in one of them.
        func values(of row: [ColumnValue]) -> [ColumnValue]? {
            let values = positions.map { row[$0] }
            return values.contains(.null) ? nil : values
        }
    }

    @usableFromInline let indexes: [Index]
    /// For each index the slot of the row that had the values last; it counts while that row still has them.
    private(set) var owners: [[[ColumnValue]: Int]]

    init(_ table: TableSchema) {
        indexes = table.indexes.filter(\.isUnique).map { index in
            Index(columns: index.columns, positions: index.columns.compactMap(table.index))
        }
        owners = indexes.map { _ in [:] }
    }

    /// Notes what the row of a slot has.
    mutating func take(_ row: [ColumnValue], by slot: Int) {
        for (number, index) in indexes.enumerated() {
            if let values = index.values(of: row) { owners[number][values] = slot }
        }
    }
}
