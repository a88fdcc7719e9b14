import GRDB
import Testing

@testable import Annals
@testable import AnnalsSQLite

@Suite struct ShadowTableTests {
    private let row = EveryColumn(tenant: "a", id: .zero)

    @Test func standsBesideItsTable() throws {
        let database = try DatabaseQueue()
        let live = TableStatements(EveryColumn.table)
        let shadow = TableStatements(EveryColumn.table, suffix: "~2")
        #expect(live.names == ["every column"])
        #expect(shadow.names == ["every column~2"])
        try database.write { db in
            for sql in live.create + shadow.create { try db.execute(sql: sql) }
            let rows = try RowTable<EveryColumn>(db, suffix: "~2")
            try rows.write(change(row))
            #expect(try rows.row(change(row).key) == row)
            #expect(try RowTable<EveryColumn>(db).row(change(row).key) == nil)
            #expect(
                try db.indexes(on: "every column").map(\.columns) == db.indexes(on: "every column~2").map(\.columns))
        }
    }

    @Test func indexesAreMadeApart() throws {
        let shadow = TableStatements(EveryColumn.table, suffix: "~2")
        #expect(shadow.create == shadow.createTables + shadow.createIndexes)
        try DatabaseQueue().write { db in
            for sql in shadow.createTables { try db.execute(sql: sql) }
            #expect(try db.indexes(on: "every column~2").filter { !$0.isUnique }.isEmpty)
            for sql in shadow.createIndexes { try db.execute(sql: sql) }
            #expect(try db.indexes(on: "every column~2").filter { !$0.isUnique }.count == 2)
        }
    }

    private func change(_ row: EveryColumn) throws -> RowBatch<EveryColumn>.Change {
        RowBatch.Change(key: try EveryColumn.keyValues(row.key), row: row, values: try row.columnValues())
    }
}
