internal import Annals
internal import GRDB

/// Puts removed events back within a write transaction. A thrown error rolls the transaction back.
struct EventRestorer {
    private let db: Database
    private let reader: EventReader
    private let last: Int
    private let findHead: RawStatement
    private let insertEvent: RawStatement
    private let insertMark: RawStatement
    private let hasChain: Bool

    init(_ db: Database) throws {
        self.db = db
        reader = EventReader(db: db, names: StreamNames())
        last = try EventReader.lastPosition(db)
        findHead = try StreamHead.finding(db)
        insertEvent = try RawStatement(db, EventWriter.insertion)
        insertMark = try RawStatement(db, EventWriter.marking)
        hasChain = try ChainTable.exists(db)
    }

    /// How many of the events were missing.
    func restore(_ records: [RecordedEvent]) throws -> Int {
        for record in records { try record.requireRestorable() }
        var count = 0
        for (stream, records) in Dictionary(grouping: records, by: \.metadata.stream) {
            // The newest first: each leads to the one below.
            for record in records.sorted(by: { $0.metadata.streamVersion > $1.metadata.streamVersion })
            where try restore(record, in: stream) {
                count += 1
            }
        }
        return count
    }

    /// Whether the event was missing; false where it is there.
    private func restore(_ record: RecordedEvent, in stream: String) throws -> Bool {
        let metadata = record.metadata
        guard record.position <= last, let name = StreamName(stream), let head = try StreamHead.find(name, findHead),
            metadata.streamVersion <= head.version
        else { throw EventStoreError.placeNotGiven(metadata) }
        if let stored = try reader.event(at: record.position) {
            guard stored == record else { throw EventStoreError.placeTaken(metadata) }
            return false
        }
        let above = try place(above: metadata, head)
        // What the event above leads to; nothing, when it was restored itself before this one.
        guard record.position < above.position, above.leadsTo ?? record.position == record.position else {
            throw EventStoreError.placeTaken(metadata)
        }
        guard try isChained(record) else { throw EventStoreError.placeTaken(metadata) }
        guard try reader.event(metadata.id) == nil else { throw EventStoreError.usedID(of: metadata) }
        if hasChain { try ChainTable.mark(db, record.position, as: .present) }
        try insert(record, stream: head.id)
        if metadata.streamVersion % EventTables.markDistance == 0 { try mark(record, stream: head.id) }
        if above.leadsTo == nil {
            let sql =
                metadata.streamVersion == head.version
                ? "UPDATE annals_heads SET position = ? WHERE stream_id = ?"
                : "UPDATE annals_events SET previous = ? WHERE position = ?"
            try db.cachedStatement(sql: sql).execute(
                arguments: [record.position, metadata.streamVersion == head.version ? head.id : above.position])
        }
        return true
    }

    /// Whether the hash chain says that the event is the one that was removed, as far as it knows.
    private func isChained(_ record: RecordedEvent) throws -> Bool {
        guard hasChain, let link = try ChainTable.link(db, at: record.position), link.state != .unknown,
            let previous = try ChainTable.link(db, at: record.position - 1)
        else { return true }
        return ChainHash.hash(of: record, after: previous.hash) == link.hash
    }

    /// The position that the event must lie before, and which it has, where that is known.
    private func place(
        above metadata: EventMetadata, _ head: StreamHead
    ) throws -> (position: Int, leadsTo: Int?) {
        guard metadata.streamVersion < head.version else {
            return (last + 1, head.position == 0 ? nil : head.position)
        }
        let version = metadata.streamVersion + 1
        var found: Int?
        try StreamChain(reader: reader, head: head).visit(version...version) { _, position in found = position }
        guard let found else { throw EventStoreError.gap(metadata) }
        let statement = try db.cachedStatement(sql: "SELECT previous FROM annals_events WHERE position = ?")
        return (found, try Int.fetchOne(statement, arguments: [found]))
    }

    private func insert(_ record: RecordedEvent, stream: Int) throws {
        let metadata = record.metadata
        try insertEvent.bind(metadata.position, at: 1)
        try insertEvent.bind(stream, at: 2)
        try insertEvent.bind(metadata.streamVersion, at: 3)
        try insertEvent.bind(nil as Int?, at: 4)
        try insertEvent.bind(metadata.id, at: 5)
        try insertEvent.bind(metadata.type, at: 6)
        try insertEvent.bind(metadata.version, at: 7)
        try insertEvent.bind(metadata.time, at: 8)
        try insertEvent.bind(metadata.userId, at: 10)
        try insertEvent.bind(metadata.correlationId, at: 11)
        try insertEvent.bind(metadata.causationId, at: 12)
        try insertEvent.bind(record.extra.isEmpty ? nil : String(decoding: record.extra, as: UTF8.self), at: 13)
        try insertEvent.run(bindingText: record.payload, at: 14)
    }

    private func mark(_ record: RecordedEvent, stream: Int) throws {
        try insertMark.bind(stream, at: 1)
        try insertMark.bind(record.metadata.streamVersion, at: 2)
        try insertMark.bind(record.position, at: 3)
        try insertMark.run()
    }
}
