internal import Annals
internal import GRDB

/// The table of the hash chain. A file that has it is chained by whoever appends to it.
enum ChainTable {
    /// A row for each position from the beginning of the chain, whether its event was removed since or not. The first row
    /// stands before the first event of the chain.
    static let definition = OwnTable(
        "annals_chain", columns: "position INTEGER PRIMARY KEY, hash BLOB NOT NULL, state INTEGER NOT NULL")

    /// What is known of the event of a row.
    enum State: Int {
        /// It is there.
        case present = 0
        /// It was removed in the way of the store.
        case removed = 1
        /// It had been removed before the chain began: nothing is known of it.
        case unknown = 2
    }

    /// A row.
    struct Link {
        var position: Int
        var hash: [UInt8]
        var state: State
    }

    /// Whether the file is chained. Asked of SQLite, since GRDB does not see at once what another connection has created.
    static func exists(_ db: Database) throws -> Bool {
        let find = try RawStatement(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'annals_chain'")
        defer { find.reset() }
        return try find.next()
    }

    /// The link of a position; nil where the chain has none.
    static func link(_ db: Database, at position: Int) throws -> Link? {
        let find = try RawStatement(db, "SELECT hash, state FROM annals_chain WHERE position = ?")
        defer { find.reset() }
        try find.bind(position, at: 1)
        guard try find.next(), let hash = find.blob(0), let state = State(rawValue: try find.integer(1)) else {
            return nil
        }
        return Link(position: position, hash: hash, state: state)
    }

    /// The last link.
    static func last(_ db: Database) throws -> Link? {
        guard let position = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(position) FROM annals_chain")) else {
            return nil
        }
        return try link(db, at: position)
    }

    /// Says what is known of an event from now on, where the file is chained and knew it before.
    static func mark(_ db: Database, _ position: Int, as state: State) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE annals_chain SET state = ? WHERE position = ? AND state <> ?")
        try statement.execute(arguments: [state.rawValue, position, State.unknown.rawValue])
    }

    /// The statement that adds a link.
    static func insertion(_ db: Database) throws -> RawStatement {
        try RawStatement(db, "INSERT INTO annals_chain (position, hash, state) VALUES (?, ?, ?)")
    }

    static func insert(_ link: Link, _ statement: RawStatement) throws {
        try statement.bind(link.position, at: 1)
        try statement.bind(blob: link.hash, at: 2)
        try statement.bind(link.state.rawValue, at: 3)
        try statement.run()
    }

    /// Chains a file, with all events that it has, within a write transaction. One that is chained stays as it is.
    static func begin(_ db: Database) throws {
        guard try !exists(db) else { return }
        try db.execute(sql: definition.sql)
        let last = try EventReader.lastPosition(db)
        let first = try Int.fetchOne(db, sql: "SELECT min(position) FROM annals_events") ?? last + 1
        let insertion = try insertion(db)
        var link = Link(position: first - 1, hash: ChainHash.beginning, state: .unknown)
        try insert(link, insertion)
        let reader = EventReader(db: db, names: StreamNames())
        while link.position < last {
            let events = try reader.all(after: link.position, .all, limit: 1000)
            for event in events {
                try skip(to: event.position, &link, insertion)
                link = Link(
                    position: event.position, hash: ChainHash.hash(of: event, after: link.hash), state: .present)
                try insert(link, insertion)
            }
            if events.isEmpty { try skip(to: last + 1, &link, insertion) }
        }
    }

    private static func skip(to position: Int, _ link: inout Link, _ insertion: RawStatement) throws {
        while link.position + 1 < position {
            let next = link.position + 1
            link = Link(position: next, hash: ChainHash.hash(ofUnknown: next, after: link.hash), state: .unknown)
            try insert(link, insertion)
        }
    }
}
