internal import Annals
internal import GRDB

/// Appends within a write transaction. A thrown error rolls the transaction back.
struct EventWriter {
    private let db: Database
    private let now: Timestamp
    private let findStream: Statement
    private let insertStream: Statement
    private let updateStream: Statement
    private let insertEvent: Statement

    init(_ db: Database, now: Timestamp) throws {
        self.db = db
        self.now = now
        findStream = try db.cachedStatement(sql: "SELECT id, version FROM annals_streams WHERE name = ?")
        insertStream = try db.cachedStatement(
            sql: "INSERT INTO annals_streams (name, category, version) VALUES (?, ?, 0)")
        updateStream = try db.cachedStatement(sql: "UPDATE annals_streams SET version = ? WHERE id = ?")
        insertEvent = try db.cachedStatement(
            sql: """
                INSERT INTO annals_events (stream_id, stream_version, id, type, version, time_seconds,
                    time_nanoseconds, user_id, correlation_id, causation_id, extra, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    func append(_ append: StreamAppend) throws -> AppendResult {
        // The same events are all stored or none is, so the first tells. Should only a later one be stored, its
        // insertion fails.
        if let first = append.events.first, let record = try event(first.id) {
            return try earlierResult(of: append, first: record)
        }
        let (stored, actual) = try stream(append.stream)
        guard append.expected.allows(actual) else {
            throw EventStoreError.wrongExpectedVersion(of: append.stream, expected: append.expected, actual: actual)
        }
        guard !append.events.isEmpty else { return AppendResult(streamVersion: actual, position: nil) }
        let id = try stored ?? insert(append.stream)
        var version = actual
        for event in append.events {
            version += 1
            try insert(event, stream: id, version: version, name: append.stream)
        }
        let position = Int(db.lastInsertedRowID)
        try updateStream.execute(arguments: [version, id])
        return AppendResult(streamVersion: version, position: position)
    }

    private func stream(_ name: StreamName) throws -> (id: Int64?, version: Int) {
        guard let row = try Row.fetchOne(findStream, arguments: [name.description]) else { return (nil, 0) }
        return (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
    }

    private func insert(_ stream: StreamName) throws -> Int64 {
        try insertStream.execute(arguments: [stream.description, stream.category])
        return db.lastInsertedRowID
    }

    private func insert(_ event: ProposedEvent, stream: Int64, version: Int, name: StreamName) throws {
        let time = event.time ?? now
        insertEvent.setUncheckedArguments([
            stream, version, event.id.blob, event.type, event.version, time.seconds, time.nanoseconds, event.userId,
            event.correlationId, event.causationId,
            event.extra.isEmpty ? nil : String(decoding: event.extra, as: UTF8.self),
            String(decoding: event.payload, as: UTF8.self),
        ])
        do {
            try insertEvent.execute()
        } catch let error as DatabaseError where error.message?.contains("annals_events.id") == true {
            throw EventStoreError.duplicateEventID(event.id, in: name)
        }
    }

    private func event(_ id: UniqueID) throws -> RecordedEvent? {
        try EventReader.event(db, id)
    }

    private func earlierResult(of append: StreamAppend, first: RecordedEvent) throws -> AppendResult {
        var last = first
        for (index, event) in append.events.enumerated() {
            guard let record = index == 0 ? first : try self.event(event.id),
                record.isSame(as: event, in: append.stream),
                record.metadata.streamVersion == first.metadata.streamVersion + index
            else { throw EventStoreError.duplicateEventID(event.id, in: append.stream) }
            last = record
        }
        return AppendResult(streamVersion: last.metadata.streamVersion, position: last.position)
    }
}
