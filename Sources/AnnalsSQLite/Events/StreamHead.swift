internal import Annals
internal import GRDB

/// A stream and its last event.
final class StreamHead {
    /// The stream's number in the file.
    let id: Int
    let name: String
    /// The version of the last event that was appended, whether it was removed since or not.
    private(set) var version: Int
    /// Its position; 0 where that is not known.
    private(set) var position: Int
    /// Whether the file has a row of it.
    private var isStored: Bool
    private(set) var isChanged = false

    private init(id: Int, name: String, version: Int, position: Int, isStored: Bool) {
        (self.id, self.name, self.version, self.position) = (id, name, version, position)
        self.isStored = isStored
    }

    /// A stream that has no event yet.
    convenience init(id: Int, name: String) {
        self.init(id: id, name: name, version: 0, position: 0, isStored: false)
    }

    /// The head of a stream; nil for a stream that never had an event.
    static func find(_ name: StreamName, _ statement: RawStatement) throws -> StreamHead? {
        defer { statement.reset() }
        try statement.bind(name.description, at: 1)
        guard try statement.next() else { return nil }
        return StreamHead(
            id: try statement.integer(0), name: name.description, version: try statement.integer(1),
            position: try statement.integer(2), isStored: true)
    }

    /// The statement of `find`.
    static func finding(_ db: Database) throws -> RawStatement {
        try RawStatement(
            db,
            """
            SELECT s.id, h.version, h.position FROM annals_streams s JOIN annals_heads h ON h.stream_id = s.id
            WHERE s.name = ?
            """)
    }

    /// The stream has a new last event.
    func move(to version: Int, at position: Int) {
        (self.version, self.position) = (version, position)
        isChanged = true
    }

    /// Brings the row up to date.
    func write(_ statements: (insert: RawStatement, update: RawStatement)) throws {
        let statement = isStored ? statements.update : statements.insert
        try statement.bind(version, at: 1)
        try statement.bind(position, at: 2)
        try statement.bind(id, at: 3)
        try statement.run()
        (isStored, isChanged) = (true, false)
    }

    /// The statements of `write`.
    static func writing(_ db: Database) throws -> (insert: RawStatement, update: RawStatement) {
        (
            try RawStatement(db, "INSERT INTO annals_heads (version, position, stream_id) VALUES (?, ?, ?)"),
            try RawStatement(db, "UPDATE annals_heads SET version = ?, position = ? WHERE stream_id = ?")
        )
    }
}
