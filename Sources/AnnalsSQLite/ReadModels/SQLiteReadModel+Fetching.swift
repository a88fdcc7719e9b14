public import Annals
public import GRDB

extension SQLiteReadModel {
    /// The row with this key; nil where there is none. Takes less time than a query, and can be observed like one.
    public static func fetchOne(_ db: Database, key: Key) throws -> Self? {
        try fetchOne(db, packed: try packed(key))
    }

    /// The row with these values in its key columns.
    static func fetchOne(_ db: Database, packed key: PackedColumns) throws -> Self? {
        try db.registerAccess(to: Table(databaseTableName))
        return try read(RawStatement(db, ReadModelStatements.of(Self.self).select), binding: key).first
    }

    /// The row with this key.
    ///
    /// - Throws: GRDB's `RecordError.recordNotFound` where there is none.
    public static func find(_ db: Database, key: Key) throws -> Self {
        if let row = try fetchOne(db, key: key) { return row }
        let values = zip(table.primaryKey, try keyValues(key)).map { ($0, $1.databaseValue) }
        throw RecordError.recordNotFound(
            databaseTableName: databaseTableName, key: Dictionary(values) { first, _ in first })
    }

    /// The rows with these values in columns, in the order of their keys. Used by generated code.
    public static func fetchAll(
        _ db: Database, where conditions: KeyValuePairs<String, ColumnValue>
    ) throws -> [Self] {
        let statements = ReadModelStatements.of(Self.self)
        try db.registerAccess(to: Table(databaseTableName))
        let sql = statements.select(where: conditions.map(\.key)) + statements.orderByKey
        return try read(RawStatement(db, sql), binding: PackedColumns(conditions.map(\.value)))
    }

    private static func read(_ statement: RawStatement, binding values: PackedColumns) throws -> [Self] {
        defer { statement.reset() }
        try statement.bind(values)
        var rows: [Self] = []
        while try statement.next() { rows.append(try Self(statement.columns(table.columns.count))) }
        return rows
    }

    private static func packed(_ key: Key) throws -> PackedColumns {
        var columns = ColumnWriter()
        try write(key, to: &columns)
        return columns.packed
    }
}
