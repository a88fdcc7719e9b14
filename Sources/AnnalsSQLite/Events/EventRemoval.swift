internal import Annals
internal import GRDB

/// Removes events within a write transaction.
enum EventRemoval {
    /// Removes the events of a stream before a version, and gives how many there were.
    static func truncate(_ db: Database, _ stream: StreamName, before version: Int) throws -> Int {
        guard version > 1, let head = try StreamHead.find(stream, StreamHead.finding(db)) else { return 0 }
        let chain = StreamChain(reader: EventReader(db: db, names: StreamNames()), head: head)
        let remove = try RawStatement(db, "DELETE FROM annals_events WHERE position = ?")
        let isChained = try ChainTable.exists(db)
        var count = 0
        try chain.visit(1...(version - 1)) { _, position in
            if isChained { try ChainTable.mark(db, position, as: .removed) }
            try remove.bind(position, at: 1)
            try remove.run()
            count += 1
        }
        try db.execute(
            sql: "DELETE FROM annals_marks WHERE stream_id = ? AND version < ?", arguments: [head.id, version])
        return count
    }
}
