internal import Annals
internal import GRDB

/// Appends within a write transaction. A thrown error rolls the transaction back.
struct EventWriter {
    private let db: Database
    private let now: Timestamp
    private let findStream: RawStatement
    private let insertStream: RawStatement
    private let updateStream: RawStatement
    private let findEvent: RawStatement
    private let insertEvent: RawStatement

    init(_ db: Database, now: Timestamp) throws {
        self.db = db
        self.now = now
        findStream = try RawStatement(db, "SELECT id, version FROM annals_streams WHERE name = ?")
        insertStream = try RawStatement(db, "INSERT INTO annals_streams (name, category, version) VALUES (?, ?, 0)")
        updateStream = try RawStatement(db, "UPDATE annals_streams SET version = ? WHERE id = ?")
        findEvent = try EventReader.find(db)
        insertEvent = try RawStatement(
            db,
            """
            INSERT INTO annals_events (stream_id, stream_version, id, type, version, time_seconds,
                time_nanoseconds, user_id, correlation_id, causation_id, extra, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    func append(_ append: StreamAppend) throws -> AppendResult {
        let (stored, actual) = try stream(append.stream)
        guard append.expected.allows(actual) else {
            // The same events may be stored already, whatever is expected.
            if let earlier = try earlierResult(of: append) { return earlier }
            throw EventStoreError.wrongExpectedVersion(of: append.stream, expected: append.expected, actual: actual)
        }
        guard !append.events.isEmpty else { return AppendResult(streamVersion: actual, position: nil) }
        let id = try stored ?? insert(append.stream)
        var version = actual
        for event in append.events {
            version += 1
            guard try insert(event, stream: id, version: version) else {
                // The same events are all stored or none is, so the first tells.
                if version == actual + 1, let earlier = try earlierResult(of: append) { return earlier }
                throw EventStoreError.duplicateEventID(event.id, in: append.stream)
            }
        }
        let position = Int(db.lastInsertedRowID)
        try updateStream.bind(version, at: 1)
        try updateStream.bind(id, at: 2)
        try updateStream.run()
        return AppendResult(streamVersion: version, position: position)
    }

    private func stream(_ name: StreamName) throws -> (id: Int?, version: Int) {
        defer { findStream.reset() }
        try findStream.bind(name.description, at: 1)
        guard try findStream.next() else { return (nil, 0) }
        return (try findStream.integer(0), try findStream.integer(1))
    }

    private func insert(_ stream: StreamName) throws -> Int {
        try insertStream.bind(stream.description, at: 1)
        try insertStream.bind(stream.category, at: 2)
        try insertStream.run()
        return Int(db.lastInsertedRowID)
    }

    /// Stores an event; false where its id is taken.
    private func insert(_ event: ProposedEvent, stream: Int, version: Int) throws -> Bool {
        let time = event.time ?? now
        try insertEvent.bind(stream, at: 1)
        try insertEvent.bind(version, at: 2)
        try insertEvent.bind(event.id, at: 3)
        try insertEvent.bind(event.type, at: 4)
        try insertEvent.bind(event.version, at: 5)
        try insertEvent.bind(time.seconds, at: 6)
        try insertEvent.bind(Int(time.nanoseconds), at: 7)
        try insertEvent.bind(event.userId, at: 8)
        try insertEvent.bind(event.correlationId, at: 9)
        try insertEvent.bind(event.causationId, at: 10)
        try insertEvent.bind(event.extra.isEmpty ? nil : String(decoding: event.extra, as: UTF8.self), at: 11)
        do {
            try insertEvent.run(bindingText: event.payload, at: 12)
            return true
        } catch let error as DatabaseError where error.message?.contains("annals_events.id") == true {
            return false
        }
    }

    private func event(_ id: UniqueID) throws -> RecordedEvent? { try EventReader.event(id, findEvent) }

    /// The result of the first time; nil when the first event is not stored.
    private func earlierResult(of append: StreamAppend) throws -> AppendResult? {
        guard let id = append.events.first?.id, let first = try event(id) else { return nil }
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
