public import Annals
internal import GRDB

/// What a look at the whole file of a store found.
public struct StoreAudit: Hashable, Sendable {
    /// How many events there are.
    public internal(set) var events = 0
    /// How many streams there are.
    public internal(set) var streams = 0
    /// How many events were removed: positions that were given and have no event.
    public internal(set) var removed = 0
    /// What the hash chain says, where the file has one.
    public internal(set) var chain: Chain?
    /// What is wrong, a sentence without full stop for each; empty for a file that is whole.
    public internal(set) var mistakes: [String] = []

    /// What a hash chain proves.
    public struct Chain: Hashable, Sendable {
        /// How many events are as they were when they were appended.
        public internal(set) var verified = 0
        /// The hash of the last position, as hexadecimal digits: who kept an older one elsewhere, and finds it at its
        /// position, knows that nothing before it was written anew. Empty for a chain that is broken.
        public internal(set) var head = ""
    }

    /// One line about it, without line break.
    public var summary: String {
        let what = "\(events) event\(events == 1 ? "" : "s") in \(streams) stream\(streams == 1 ? "" : "s")"
        let gone = removed == 0 ? "" : "; \(removed) position\(removed == 1 ? "" : "s") without an event"
        let result = mistakes.isEmpty ? "whole" : mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes"
        let chained = chain.map { "; \($0.verified) as appended, by the hash chain" } ?? ""
        return "\(what)\(gone)\(chained): \(result)"
    }
}

extension SQLiteEventStore {
    /// Looks at every page of the file, and whether events, streams and checkpoints agree.
    ///
    /// Throws what SQLite says when the file cannot be read.
    public func audit() async throws(EventStoreError) -> StoreAudit {
        do {
            return try await pool.read { db in try StoreAuditor(db: db).audit() }
        } catch {
            throw EventStoreError(sqlite: error, path: path)
        }
    }
}

/// The checks, each a query that gives what is wrong.
private struct StoreAuditor {
    let db: Database

    /// How many mistakes of one kind are named.
    private static let limit = 5

    /// What is wrong with each row, and which rows are.
    private static let queries: [(words: String, sql: String)] = [
        (
            "belongs to no stream",
            """
            SELECT 'the event at position ' || position FROM annals_events
            WHERE stream_id NOT IN (SELECT id FROM annals_streams)
            """
        ),
        (
            "has a version that its stream has not reached",
            """
            SELECT 'the event at position ' || e.position FROM annals_events e JOIN annals_heads h USING (stream_id)
            WHERE e.stream_version > h.version OR e.stream_version < 1
            """
        ),
        (
            "has no last event",
            "SELECT 'the stream ' || name FROM annals_streams WHERE id NOT IN (SELECT stream_id FROM annals_heads)"
        ),
        (
            "has versions that are missing between others, or after them",
            """
            SELECT 'the stream ' || s.name FROM annals_events e JOIN annals_streams s ON s.id = e.stream_id
            JOIN annals_heads h ON h.stream_id = s.id
            GROUP BY s.id HAVING count(*) <> max(e.stream_version) - min(e.stream_version) + 1
                OR max(e.stream_version) <> h.version OR count(*) <> count(DISTINCT e.stream_version)
            """
        ),
        (
            "has versions in another order than positions",
            """
            SELECT 'the stream ' || s.name FROM annals_streams s WHERE s.id IN (
                SELECT stream_id FROM (
                    SELECT stream_id, position, lag(position) OVER (PARTITION BY stream_id ORDER BY stream_version) AS before
                    FROM annals_events
                ) WHERE before > position)
            """
        ),
        (
            "does not lead to the event before it in its stream",
            """
            SELECT 'the event at position ' || position FROM (
                SELECT position, previous, stream_version, lag(position) OVER ordered AS before
                FROM annals_events WINDOW ordered AS (PARTITION BY stream_id ORDER BY stream_version)
            ) WHERE before IS NOT NULL AND previous IS NOT before OR stream_version = 1 AND previous IS NOT NULL
            """
        ),
        (
            "is not found from its stream",
            """
            SELECT 'the event at position ' || e.position FROM annals_heads h JOIN annals_events e
                ON e.stream_id = h.stream_id AND e.stream_version = h.version WHERE e.position <> h.position
            """
        ),
        (
            "does not stand where a mark says so",
            """
            SELECT 'version ' || m.version || ' of the stream ' || coalesce(s.name, m.stream_id)
            FROM annals_marks m LEFT JOIN annals_streams s ON s.id = m.stream_id
            LEFT JOIN annals_events e ON e.position = m.position
            WHERE e.stream_id IS NOT m.stream_id OR e.stream_version IS NOT m.version
            """
        ),
        (
            "holds a payload that is no JSON",
            "SELECT 'the event at position ' || position FROM annals_events WHERE NOT json_valid(payload)"
        ),
    ]

    func audit() throws -> StoreAudit {
        var audit = StoreAudit()
        let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(Self.limit))")
        if integrity != ["ok"] { audit.mistakes += integrity.map { "the file is damaged: \($0)" } }
        audit.events = try Int.fetchOne(db, sql: "SELECT count(*) FROM annals_events") ?? 0
        audit.streams = try Int.fetchOne(db, sql: "SELECT count(*) FROM annals_streams") ?? 0
        let last = try EventReader.lastPosition(db)
        audit.removed = last - audit.events
        for (words, sql) in Self.queries {
            let found = try String.fetchAll(db, sql: "\(sql) LIMIT \(Self.limit)")
            audit.mistakes += found.map { "\($0) \(words)" }
        }
        if let outcome = try ChainAudit(db: db).run() {
            audit.chain = StoreAudit.Chain(verified: outcome.verified, head: outcome.head)
            if let mistake = outcome.mistake { audit.mistakes.append(mistake) }
        }
        if try db.tableExists(ProjectionTable.definition.name) {
            let ahead = try String.fetchAll(
                db, sql: "SELECT name FROM \(ProjectionTable.definition.name) WHERE position > ?", arguments: [last])
            audit.mistakes += ahead.map { "the checkpoint of \($0) stands after the last event" }
            audit.mistakes += try projections(last)
        }
        return audit
    }

    /// What is wrong with dead letters, and with tables of rows that are or were made anew.
    private func projections(_ last: Int) throws -> [String] {
        guard try ProjectionTable.all.exist(in: db) else { return [] }
        let records = try ProjectionTable.records(db)
        var mistakes = try DeadLetterTable.letters(db, of: nil, DeadLetterFilter()).filter { letter in
            letter.position > last || !records.contains { $0.name == letter.projection }
        }.prefix(Self.limit).map { letter in
            "the dead letter of \(letter.projection) at position \(letter.position) belongs to nothing"
        }
        let known = records.flatMap { $0.tables + ($0.rebuild?.tables ?? []) }
        for table in known where try !db.tableExists(table) {
            mistakes.append("the table \"\(table)\" of a projection is gone")
        }
        let made = try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_rebuild_[0-9]*'")
        let making = records.flatMap { $0.rebuild?.tables ?? [] }
        // A full-text index has tables of its own, named for it.
        for table in made where !making.contains(where: { table == $0 || table.hasPrefix($0 + "_") }) {
            mistakes.append("the table \"\(table)\" is left over from a rebuild")
        }
        return mistakes
    }
}
