internal import Annals
internal import GRDB

/// Appends within write transactions of one connection: `begin`, `append`, `finish`, COMMIT, `committed`; or `forget` after
/// ROLLBACK.
///
/// It keeps its statements and what it knows of streams from one transaction to the next. Before the connection is closed it
/// must be gone.
final class EventWriter {
    private let db: Database
    private let dataVersion: RawStatement
    private let findHead: RawStatement
    private let writeHead: (insert: RawStatement, update: RawStatement)
    private let insertStream: RawStatement
    private let insertEvent: RawStatement
    private let insertMark: RawStatement

    private var now = Timestamp.now()
    private var heads = StreamHeads()
    private var chain = ChainWriter()
    /// The last position and the last stream's number; nil until they are needed.
    private var last: (position: Int, stream: Int)?
    /// By these it is seen whether anybody else wrote since: another connection, and this one.
    private var seen: (version: Int, changes: Int) = (-1, -1)

    init(_ db: Database) throws {
        self.db = db
        dataVersion = try RawStatement(db, "PRAGMA data_version")
        findHead = try StreamHead.finding(db)
        writeHead = try StreamHead.writing(db)
        insertStream = try RawStatement(db, "INSERT INTO annals_streams (id, name, category) VALUES (?, ?, ?)")
        insertEvent = try RawStatement(db, Self.insertion)
        insertMark = try RawStatement(db, Self.marking)
    }

    /// Stores an event.
    static let insertion = """
        INSERT INTO annals_events (position, stream_id, stream_version, previous, id, type, version, time_seconds,
            time_nanoseconds, user_id, correlation_id, causation_id, extra, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// Stores where a version stands.
    static let marking = "INSERT OR REPLACE INTO annals_marks (stream_id, version, position) VALUES (?, ?, ?)"

    // MARK: - Transactions

    /// Begins the work of a transaction, whose lock is held already.
    func begin(now: Timestamp) throws {
        self.now = now
        let version = try readDataVersion()
        if version != seen.version || db.totalChangesCount != seen.changes { forget() }
        seen.version = version
        heads.trim()
    }

    /// Writes what is left to write. Whoever reads streams within the transaction does so after it.
    func finish() throws {
        for head in heads.takeChanged() { try head.write(writeHead) }
    }

    /// The transaction is committed; what is known of streams is kept for the next one.
    func committed() { seen.changes = db.totalChangesCount }

    /// Runs a part of the transaction that is undone when it throws.
    func savepoint(_ body: () throws -> Void) throws {
        try finish()
        do {
            try db.inSavepoint {
                try body()
                return .commit
            }
        } catch {
            if !heads.changed.isEmpty { forget() }
            throw error
        }
    }

    /// Forgets what is not in the file: the transaction is rolled back.
    func forget() {
        heads = StreamHeads()
        chain.forget()
        last = nil
    }

    private func readDataVersion() throws -> Int {
        defer { dataVersion.reset() }
        return try dataVersion.next() ? dataVersion.integer(0) : 0
    }

    // MARK: - Appending

    /// Appends to a stream. When it throws after it has stored a part of several events, they must be rolled back.
    func append(_ append: StreamAppend) throws -> AppendResult {
        let known = try head(of: append.stream)
        let actual = known?.version ?? 0
        guard append.expected.allows(actual) else {
            // The same events may be stored already, whatever is expected.
            if let earlier = try earlierResult(of: append) { return earlier }
            throw EventStoreError.wrongExpectedVersion(of: append.stream, expected: append.expected, actual: actual)
        }
        guard !append.events.isEmpty else { return AppendResult(streamVersion: actual, position: nil) }
        var last = try last ?? readLast()
        let head = known ?? StreamHead(id: last.stream + 1, name: append.stream.description)
        for event in append.events {
            guard try insert(event, after: head, at: last.position + 1) else {
                // The same events are all stored or none is, so the first tells.
                if head.version == actual, let earlier = try earlierResult(of: append) { return earlier }
                throw EventStoreError.duplicateEventID(event.id, in: append.stream)
            }
            // A stream is made with its first event, so that one that fails leaves nothing.
            if head.version == 0 { try insert(head, append.stream) }
            last.position += 1
            heads.move(head, to: head.version + 1, at: last.position)
            try chain.add(
                db,
                RecordedEvent(event, in: append.stream, version: head.version, position: last.position, now: now))
            if head.version % EventTables.markDistance == 0 { try mark(head) }
        }
        last.stream = max(last.stream, head.id)
        self.last = last
        return AppendResult(streamVersion: head.version, position: last.position)
    }

    private func head(of stream: StreamName) throws -> StreamHead? {
        if let head = heads.head(stream) { return head }
        guard let head = try StreamHead.find(stream, findHead) else { return nil }
        heads.keep(head, of: stream)
        return head
    }

    private func readLast() throws -> (position: Int, stream: Int) {
        (
            try EventReader.lastPosition(db),
            try Int.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM annals_streams")) ?? 0
        )
    }

    private func insert(_ head: StreamHead, _ stream: StreamName) throws {
        try insertStream.bind(head.id, at: 1)
        try insertStream.bind(stream.description, at: 2)
        try insertStream.bind(stream.category, at: 3)
        try insertStream.run()
        heads.keep(head, of: stream)
    }

    private func mark(_ head: StreamHead) throws {
        try insertMark.bind(head.id, at: 1)
        try insertMark.bind(head.version, at: 2)
        try insertMark.bind(head.position, at: 3)
        try insertMark.run()
    }

    /// Stores an event as the next of its stream; false where its id is taken.
    private func insert(_ event: ProposedEvent, after head: StreamHead, at position: Int) throws -> Bool {
        let time = event.time ?? now
        try insertEvent.bind(position, at: 1)
        try insertEvent.bind(head.id, at: 2)
        try insertEvent.bind(head.version + 1, at: 3)
        try insertEvent.bind(head.version == 0 ? nil : head.position, at: 4)
        try insertEvent.bind(event.id, at: 5)
        try insertEvent.bind(event.version, at: 7)
        try insertEvent.bind(time, at: 8)
        try insertEvent.bind(event.userId, at: 10)
        try insertEvent.bind(event.correlationId, at: 11)
        try insertEvent.bind(event.causationId, at: 12)
        try insertEvent.bind(event.extra.isEmpty ? nil : String(decoding: event.extra, as: UTF8.self), at: 13)
        do {
            try insertEvent.run(bindingText: event.payload, at: 14, and: event.type, at: 6)
            return true
        } catch let error as DatabaseError where error.message?.contains("annals_events.id") == true {
            return false
        }
    }

    // MARK: - Repeated appends

    /// The result of the first time; nil when the first event is not stored.
    private func earlierResult(of append: StreamAppend) throws -> AppendResult? {
        let reader = EventReader(db: db, names: StreamNames())
        guard let id = append.events.first?.id, let first = try reader.event(id) else { return nil }
        var last = first
        for (index, event) in append.events.enumerated() {
            guard let record = index == 0 ? first : try reader.event(event.id),
                record.isSame(as: event, in: append.stream),
                record.metadata.streamVersion == first.metadata.streamVersion + index
            else { throw EventStoreError.duplicateEventID(event.id, in: append.stream) }
            last = record
        }
        return AppendResult(streamVersion: last.metadata.streamVersion, position: last.position)
    }
}
