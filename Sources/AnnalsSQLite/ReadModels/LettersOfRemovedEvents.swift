internal import Annals
internal import GRDB

/// Dead letters hold events as they were stored. Where they are beside the events, they go with them, in one transaction.
enum LettersOfRemovedEvents {
    /// Removes the letters of the events of a stream before a version, of projections and process managers alike.
    static func remove(_ db: Database, path: String, of stream: StreamName, before version: Int, now: Timestamp) throws
    {
        guard try db.tableExists(DeadLetterTable.definition.name) else { return }
        let name = stream.description
        let statement = try db.cachedStatement(
            sql: "SELECT DISTINCT projection FROM annals_dead_letters WHERE stream = ? AND stream_version < ?")
        for owner in try String.fetchAll(statement, arguments: [name, version]) {
            let isGone = { (letter: DeadLetter) in
                letter.event.metadata.stream == name && letter.event.metadata.streamVersion < version
            }
            let processes = SQLiteProcessTransaction(db, path: path)
            if try ProcessTables.all.exist(in: db), try processes.record(of: owner) != nil {
                _ = try processes.removeLetters(of: owner, now: now, where: isGone)
            } else if try ProjectionTable.all.exist(in: db) {
                _ = try SQLiteTransaction(db, path: path).removeLetters(of: owner, now: now, where: isGone)
            } else {
                // Nobody has opened the file who knows more of them.
                try db.execute(
                    sql: """
                        DELETE FROM annals_dead_letters WHERE projection = ? AND stream = ? AND stream_version < ?
                        """, arguments: [owner, name, version])
            }
        }
    }
}
