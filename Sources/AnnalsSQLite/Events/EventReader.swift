internal import Annals
internal import GRDB

/// Reads records within a transaction.
struct EventReader {
    let db: Database
    /// A reader within a write transaction has names of its own: its streams may be rolled back.
    let names: StreamNames

    /// `record` knows the order.
    static let columns = """
        e.id, e.type, e.version, e.stream_id, e.stream_version, e.previous, e.position, e.time_seconds,
        e.time_nanoseconds, e.user_id, e.correlation_id, e.causation_id, e.extra, e.payload
        """

    private static let ofID = "SELECT \(columns) FROM annals_events e WHERE e.id = ?"
    private static let atPosition = "SELECT \(columns) FROM annals_events e WHERE e.position = ?"

    func stream(
        _ stream: StreamName, _ versions: ClosedRange<Int>, _ direction: ReadDirection, _ limit: Int
    ) throws -> [RecordedEvent] {
        guard limit > 0, let head = try StreamHead.find(stream, StreamHead.finding(db)) else { return [] }
        let chain = StreamChain(reader: self, head: head)
        return direction == .forwards
            ? try chain.forwards(versions, limit: limit) : try chain.backwards(versions, limit: limit)
    }

    func all(after position: Int, _ filter: EventFilter, limit: Int) throws -> [RecordedEvent] {
        guard limit > 0, filter.types?.isEmpty != true, filter.categories?.isEmpty != true else { return [] }
        var sql = "SELECT \(Self.columns) FROM annals_events e"
        // CROSS JOIN keeps SQLite from walking over the streams first, which would sort each page.
        if filter.categories != nil { sql += " CROSS JOIN annals_streams s ON s.id = e.stream_id" }
        sql += " WHERE e.position > ?"
        if let types = filter.types { sql += " AND e.type IN (\(Self.placeholders(types)))" }
        if let categories = filter.categories { sql += " AND s.category IN (\(Self.placeholders(categories)))" }
        if filter.until != nil { sql += " AND (e.time_seconds, e.time_nanoseconds) <= (?, ?)" }
        let statement = try RawStatement(db, sql + " ORDER BY e.position LIMIT ?")
        defer { statement.reset() }
        try statement.bind(position, at: 1)
        var index: CInt = 2
        for text in (filter.types ?? []) + (filter.categories ?? []) {
            try statement.bind(text, at: index)
            index += 1
        }
        if let time = filter.until {
            try statement.bind(time, at: index)
            index += 2
        }
        // SQLite does not know partitions: the last page stops by itself.
        try statement.bind(filter.partition == nil ? limit : .max, at: index)
        var records: [RecordedEvent] = []
        var types = RepeatedText()
        while records.count < limit, try statement.next() {
            if let partition = filter.partition {
                guard try partition.contains(names.name(statement.integer(3), db).utf8) else { continue }
            }
            records.append(try record(statement, &types))
        }
        return records
    }

    /// The event with an id.
    func event(_ id: UniqueID) throws -> RecordedEvent? {
        let find = try RawStatement(db, Self.ofID)
        defer { find.reset() }
        try find.bind(id, at: 1)
        var types = RepeatedText()
        return try find.next() ? record(find, &types) : nil
    }

    /// The event at a position.
    func event(at position: Int) throws -> RecordedEvent? {
        let find = try RawStatement(db, Self.atPosition)
        defer { find.reset() }
        try find.bind(position, at: 1)
        var types = RepeatedText()
        return try find.next() ? record(find, &types) : nil
    }

    /// The position of the last event that was appended, whether it was removed since or not; 0 for none.
    static func lastPosition(_ db: Database) throws -> Int {
        let statement = try RawStatement(
            db,
            """
            SELECT max(coalesce((SELECT max(position) FROM annals_events), 0),
                coalesce((SELECT position FROM annals_removed), 0))
            """)
        defer { statement.reset() }
        return try statement.next() ? statement.integer(0) : 0
    }

    /// The record of a row with `columns`. Throws, and does not trap, where a damaged file holds something else than was
    /// written.
    func record(_ row: RawStatement, _ types: inout RepeatedText, in stream: String? = nil) throws -> RecordedEvent {
        let position = try row.integer(6)
        guard let id = row.id(0), let nanoseconds = Int32(exactly: try row.integer(8)),
            let time = Timestamp(seconds: Int64(try row.integer(7)), nanoseconds: nanoseconds),
            let type = try row.text(1, &types)
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "the event at position \(position) has a damaged id, time or type"
            )
        }
        return RecordedEvent(
            metadata: EventMetadata(
                id: id, type: type, version: try row.integer(2),
                stream: try stream ?? names.name(try row.integer(3), db), streamVersion: try row.integer(4),
                position: position, time: time, userId: try row.text(9), correlationId: try row.text(10),
                causationId: try row.text(11)),
            payload: try row.utf8(13) ?? [], extra: try row.utf8(12) ?? [])
    }

    private static func placeholders(_ values: [String]) -> String {
        String(repeating: "?, ", count: values.count - 1) + "?"
    }
}
