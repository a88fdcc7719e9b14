internal import Annals
internal import GRDB

/// The tables of consumer groups, and what is done with them within a transaction.
enum ConsumerTables {
    /// Partitions of groups: who has each, and up to where its events are done with.
    static let partitions = OwnTable(
        "annals_consumer_partitions",
        columns: """
            group_name TEXT NOT NULL,
            number INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            position INTEGER NOT NULL,
            member TEXT,
            end_seconds INTEGER NOT NULL,
            end_nanoseconds INTEGER NOT NULL,
            PRIMARY KEY (group_name, number)
            """,
        options: "STRICT, WITHOUT ROWID")

    /// Members of groups, and when each counts as gone.
    static let members = OwnTable(
        "annals_consumer_members",
        columns: """
            group_name TEXT NOT NULL,
            name TEXT NOT NULL,
            end_seconds INTEGER NOT NULL,
            end_nanoseconds INTEGER NOT NULL,
            PRIMARY KEY (group_name, name)
            """,
        options: "STRICT, WITHOUT ROWID")

    static let all = [partitions, members]

    private static let columns = "epoch, position, member, end_seconds, end_nanoseconds"

    /// What is stored of a group; nil where there is none.
    static func record(_ db: Database, _ group: String) throws -> ConsumerGroupRecord? {
        let partitions = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT \(columns) FROM annals_consumer_partitions WHERE group_name = ? ORDER BY number"),
            arguments: [group]
        ).map(partition)
        guard !partitions.isEmpty else { return nil }
        let members = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT name, end_seconds, end_nanoseconds FROM annals_consumer_members WHERE group_name = ?"),
            arguments: [group])
        var ends: [String: Timestamp] = [:]
        for row in members { ends[try row.decode(atIndex: 0)] = try time(row, at: 1) }
        return try ConsumerGroupRecord(group, partitions: partitions, members: ends)
    }

    /// What is stored of a partition; nil where there is none.
    static func partition(_ db: Database, _ number: Int, of group: String) throws -> ConsumerPartition? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM annals_consumer_partitions WHERE group_name = ? AND number = ?")
        return try Row.fetchOne(statement, arguments: [group, number]).map(partition)
    }

    /// How many partitions a group has.
    static func count(_ db: Database, of group: String) throws -> Int {
        let statement = try db.cachedStatement(
            sql: "SELECT count(*) FROM annals_consumer_partitions WHERE group_name = ?")
        return try Int.fetchOne(statement, arguments: [group]) ?? 0
    }

    /// Stores a group, where it differs from what is stored.
    static func save(_ db: Database, _ record: ConsumerGroupRecord, over stored: ConsumerGroupRecord?) throws {
        for (number, partition) in record.partitions.enumerated()
        where stored.map({ number >= $0.partitions.count || $0.partitions[number] != partition }) ?? true {
            try save(db, partition, number, of: record.name)
        }
        try db.execute(
            sql: "DELETE FROM annals_consumer_partitions WHERE group_name = ? AND number >= ?",
            arguments: [record.name, record.partitions.count])
        guard record.members != stored?.members else { return }
        try db.execute(sql: "DELETE FROM annals_consumer_members WHERE group_name = ?", arguments: [record.name])
        for (name, end) in record.members {
            try db.execute(
                sql: "INSERT INTO annals_consumer_members VALUES (?, ?, ?, ?)",
                arguments: [record.name, name, end.seconds, end.nanoseconds])
        }
    }

    /// Stores a partition.
    static func save(_ db: Database, _ partition: ConsumerPartition, _ number: Int, of group: String) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO annals_consumer_partitions (group_name, number, \(columns))
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            group, number, partition.epoch, partition.position, partition.member, partition.end.seconds,
            partition.end.nanoseconds,
        ])
    }

    private static func partition(_ row: Row) throws -> ConsumerPartition {
        ConsumerPartition(
            epoch: try row.decode(atIndex: 0), position: try row.decode(atIndex: 1),
            member: try row.decode(atIndex: 2), end: try time(row, at: 3))
    }

    private static func time(_ row: Row, at index: Int) throws -> Timestamp {
        guard
            let time = Timestamp(
                seconds: try row.decode(atIndex: index), nanoseconds: try row.decode(atIndex: index + 1))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the end of a lease is no time") }
        return time
    }
}
