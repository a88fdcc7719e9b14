internal import Annals
internal import GRDB

/// Reads records within a read transaction.
enum EventReader {
    /// CROSS JOIN keeps SQLite from walking over the streams first, which would sort each page.
    private static let select = """
        SELECT e.id, e.type, e.version, s.name, e.stream_version, e.position, e.time_seconds, e.time_nanoseconds,
            e.user_id, e.correlation_id, e.causation_id, e.extra, e.payload
        FROM annals_events e CROSS JOIN annals_streams s ON s.id = e.stream_id
        """

    private static let ofStream = """
        \(select) WHERE e.stream_id = (SELECT id FROM annals_streams WHERE name = ?)
            AND e.stream_version BETWEEN ? AND ? ORDER BY e.stream_version
        """
    private static let forwards = ofStream + " ASC LIMIT ?"
    private static let backwards = ofStream + " DESC LIMIT ?"
    private static let ofID = select + " WHERE e.id = ?"

    static func stream(
        _ db: Database, _ stream: StreamName, _ versions: ClosedRange<Int>, _ direction: ReadDirection, _ limit: Int
    ) throws -> [RecordedEvent] {
        guard limit > 0 else { return [] }
        let statement = try RawStatement(db, direction == .forwards ? forwards : backwards)
        try statement.bind(stream.description, at: 1)
        try statement.bind(versions.lowerBound, at: 2)
        try statement.bind(versions.upperBound, at: 3)
        try statement.bind(limit, at: 4)
        return try records(statement)
    }

    static func all(
        _ db: Database, _ position: Int, _ filter: EventFilter, _ limit: Int
    ) throws -> [RecordedEvent] {
        guard limit > 0, filter.types?.isEmpty != true, filter.categories?.isEmpty != true else { return [] }
        var sql = "\(select) WHERE e.position > ?"
        if let types = filter.types { sql += " AND e.type IN (\(placeholders(types)))" }
        if let categories = filter.categories { sql += " AND s.category IN (\(placeholders(categories)))" }
        let statement = try RawStatement(db, sql + " ORDER BY e.position LIMIT ?")
        try statement.bind(position, at: 1)
        var index: CInt = 2
        for text in (filter.types ?? []) + (filter.categories ?? []) {
            try statement.bind(text, at: index)
            index += 1
        }
        try statement.bind(limit, at: index)
        return try records(statement)
    }

    /// The event with an id.
    static func event(_ db: Database, _ id: UniqueID) throws -> RecordedEvent? {
        try event(id, find(db))
    }

    /// The statement that finds an event by its id.
    static func find(_ db: Database) throws -> RawStatement { try RawStatement(db, ofID) }

    static func event(_ id: UniqueID, _ find: RawStatement) throws -> RecordedEvent? {
        defer { find.reset() }
        try find.bind(id, at: 1)
        return try find.next() ? record(find) : nil
    }

    private static func records(_ statement: RawStatement) throws -> [RecordedEvent] {
        defer { statement.reset() }
        var records: [RecordedEvent] = []
        while try statement.next() { records.append(try record(statement)) }
        return records
    }

    /// Throws, and does not trap, where a damaged file holds something else than was written.
    private static func record(_ row: RawStatement) throws -> RecordedEvent {
        let position = try row.integer(5)
        guard let id = row.id(0), let nanoseconds = Int32(exactly: try row.integer(7)),
            let time = Timestamp(seconds: Int64(try row.integer(6)), nanoseconds: nanoseconds),
            let type = try row.text(1), let stream = try row.text(3)
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "the event at position \(position) has a damaged id, time or name"
            )
        }
        return RecordedEvent(
            metadata: EventMetadata(
                id: id, type: type, version: try row.integer(2), stream: stream, streamVersion: try row.integer(4),
                position: position, time: time, userId: try row.text(8), correlationId: try row.text(9),
                causationId: try row.text(10)),
            payload: try row.utf8(12) ?? [], extra: try row.utf8(11) ?? [])
    }

    private static func placeholders(_ values: [String]) -> String {
        String(repeating: "?, ", count: values.count - 1) + "?"
    }
}
