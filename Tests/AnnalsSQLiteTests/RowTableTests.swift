import GRDB
import Testing

@testable import Annals
@testable import AnnalsSQLite

@Suite struct RowTableTests {
    private let row = EveryColumn(tenant: "a", id: .zero)

    @Test func aShadowStandsBesideItsTable() throws {
        let database = try DatabaseQueue()
        let live = TableStatements(EveryColumn.table)
        let shadow = TableStatements(EveryColumn.table, suffix: "~2")
        #expect(live.names == ["every column"])
        #expect(shadow.names == ["every column~2"])
        try database.write { db in
            for sql in live.create + shadow.create { try db.execute(sql: sql) }
            let rows = try RowTable(db, of: EveryColumn.self, suffix: "~2")
            try rows.write(change(row))
            #expect(try rows.values(change(row).key)?.values == row.columnValues())
            #expect(try RowTable(db, of: EveryColumn.self).values(change(row).key) == nil)
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

    @Test func onlyWhatDiffersIsWritten() throws {
        try DatabaseQueue().write { db in
            for sql in TableStatements(EveryColumn.table).create { try db.execute(sql: sql) }
            let rows = try RowTable(db, of: EveryColumn.self)
            var changed = row
            changed.number = 7
            for before in [.absent, .unknown] as [RowChange.Before] {
                try rows.write(change(row, before))
                let count = db.totalChangesCount
                try rows.write(change(row, .present(row.packed())))
                #expect(db.totalChangesCount == count)
                // Seen by nobody, so it stays: the column is not written.
                try db.execute(sql: "UPDATE \"every column\" SET small = 5")
                try rows.write(change(changed, .present(row.packed())))
                changed.small = 5
                #expect(try EveryColumn.fetchAll(db) == [changed])
                changed.small = row.small
                try rows.write(change(row, .present(row.packed()), isDeleted: true))
                #expect(try EveryColumn.fetchCount(db) == 0)
            }
        }
    }

    private func change(
        _ row: EveryColumn, _ before: RowChange.Before = .unknown, isDeleted: Bool = false
    ) throws -> RowChange {
        RowChange(
            key: PackedColumns(try EveryColumn.keyValues(row.key)), values: isDeleted ? nil : try row.packed(),
            before: before)
    }
}
