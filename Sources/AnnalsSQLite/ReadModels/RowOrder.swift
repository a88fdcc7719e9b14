internal import Annals
internal import GRDB

/// An order of the rows of a read model: by the columns of an index, and where these are the same by the key, so that it
/// is always the same. Generated code has one for each index: `.createdAt`.
public struct RowOrder<Row: SQLiteReadModel>: Hashable, Sendable {
    /// The columns, those of the key at the end.
    let columns: [String]
    /// Whether the greatest comes first.
    let isDescending: Bool

    /// The order of an index over these columns.
    public init(by columns: String...) {
        self.init(columns: columns)
    }

    init(columns: [String]) {
        self.columns = columns + Row.table.primaryKey.filter { !columns.contains($0) }
        isDescending = false
    }

    private init(_ columns: [String], isDescending: Bool) {
        self.columns = columns
        self.isDescending = isDescending
    }

    /// The order of the keys.
    public static var key: RowOrder { RowOrder(Row.table.primaryKey, isDescending: false) }

    /// The same from the other end.
    public var descending: RowOrder { RowOrder(columns, isDescending: !isDescending) }

    /// What GRDB orders by.
    var orderings: [any SQLOrderingTerm] {
        columns.map { isDescending ? Column($0).desc : Column($0).asc }
    }

    /// The values of a row by which it is ordered.
    func values(of row: Row) throws -> [ColumnValue] {
        let values = try row.columnValues()
        return columns.compactMap { column in
            Row.table.columns.firstIndex { $0.name == column }.map { values[$0] }
        }
    }

    /// What holds for the rows behind one with these values. Null comes before everything, as in SQLite.
    func after(_ values: [ColumnValue]) -> SQLExpression {
        var alternatives: [SQLExpression] = []
        var same: [SQLExpression] = []
        for (name, value) in zip(columns, values) {
            let column = Column(name)
            if let behind = behind(column, value) { alternatives.append((same + [behind]).joined(operator: .and)) }
            same.append(column == value)
        }
        let behind = alternatives.joined(operator: .or)
        // What SQLite finds in the index.
        guard let name = columns.first, let value = values.first, value != .null, !isNullable(name) else {
            return behind
        }
        return (isDescending ? Column(name) <= value : Column(name) >= value) && behind
    }

    private func behind(_ column: Column, _ value: ColumnValue) -> SQLExpression? {
        switch (isDescending, value) {
        case (false, .null): column != nil
        case (true, .null): nil
        case (false, _): column > value
        case (true, _): isNullable(column.name) ? column < value || column == nil : column < value
        }
    }

    private func isNullable(_ column: String) -> Bool {
        Row.table.columns.contains { $0.name == column && $0.isNullable }
    }
}
