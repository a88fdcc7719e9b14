internal import Annals
internal import Foundation
internal import GRDB

/// Reads records within a read transaction.
enum EventReader {
    /// CROSS JOIN keeps SQLite from walking over the streams first, which would sort each page.
    static let select = """
        SELECT e.id, e.type, e.version, s.name, e.stream_version, e.position, e.time_seconds, e.time_nanoseconds,
            e.user_id, e.correlation_id, e.causation_id, e.extra, e.payload
        FROM annals_events e CROSS JOIN annals_streams s ON s.id = e.stream_id
        """

    static func stream(
        _ db: Database, _ stream: StreamName, _ versions: ClosedRange<Int>, _ direction: ReadDirection, _ limit: Int
    ) throws -> [RecordedEvent] {
        guard limit > 0 else { return [] }
        let statement = try db.cachedStatement(
            sql: """
                \(select) WHERE e.stream_id = (SELECT id FROM annals_streams WHERE name = ?)
                    AND e.stream_version BETWEEN ? AND ?
                ORDER BY e.stream_version \(direction == .forwards ? "ASC" : "DESC") LIMIT ?
                """)
        statement.setUncheckedArguments([stream.description, versions.lowerBound, versions.upperBound, limit])
        return try records(statement)
    }

    static func all(
        _ db: Database, _ position: Int, _ filter: EventFilter, _ limit: Int
    ) throws -> [RecordedEvent] {
        guard limit > 0, filter.types?.isEmpty != true, filter.categories?.isEmpty != true else { return [] }
        var sql = "\(select) WHERE e.position > ?"
        if let types = filter.types { sql += " AND e.type IN (\(placeholders(types)))" }
        if let categories = filter.categories { sql += " AND s.category IN (\(placeholders(categories)))" }
        let statement = try db.cachedStatement(sql: sql + " ORDER BY e.position LIMIT ?")
        var arguments: [(any DatabaseValueConvertible)?] = [position]
        arguments += (filter.types ?? []) + (filter.categories ?? [])
        arguments.append(limit)
        statement.setUncheckedArguments(StatementArguments(arguments))
        return try records(statement)
    }

    static func event(_ db: Database, _ id: UniqueID) throws -> RecordedEvent? {
        let statement = try db.cachedStatement(sql: select + " WHERE e.id = ?")
        statement.setUncheckedArguments([id.blob])
        return try Row.fetchOne(statement).map(record)
    }

    /// Throws, and does not trap, where a damaged file holds something else than was written.
    static func record(_ row: Row) throws -> RecordedEvent {
        let position = try row.decode(Int.self, atIndex: 5)
        guard let id = try row.withUnsafeData(atIndex: 0, { $0.flatMap { UniqueID(blob: $0) } }),
            let time = Timestamp(
                seconds: try row.decode(Int64.self, atIndex: 6), nanoseconds: try row.decode(Int32.self, atIndex: 7))
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "the event at position \(position) has a damaged id or time")
        }
        return RecordedEvent(
            metadata: EventMetadata(
                id: id, type: try row.decode(atIndex: 1), version: try row.decode(atIndex: 2),
                stream: try row.decode(atIndex: 3), streamVersion: try row.decode(atIndex: 4), position: position,
                time: time, userId: try row.decode(atIndex: 8), correlationId: try row.decode(atIndex: 9),
                causationId: try row.decode(atIndex: 10)),
            payload: try bytes(row, 12), extra: try bytes(row, 11))
    }

    private static func records(_ statement: Statement) throws -> [RecordedEvent] {
        let rows = try Row.fetchCursor(statement)
        var records: [RecordedEvent] = []
        while let row = try rows.next() { records.append(try record(row)) }
        return records
    }

    /// The bytes of a text, without making a string of them.
    private static func bytes(_ row: Row, _ index: Int) throws -> [UInt8] {
        try row.withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } ?? [] }
    }

    private static func placeholders(_ values: [String]) -> String {
        String(repeating: "?, ", count: values.count - 1) + "?"
    }
}
