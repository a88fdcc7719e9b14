internal import Annals
internal import GRDB

/// Adds what is appended to the hash chain of a file, where it is chained.
struct ChainWriter {
    private enum Known {
        case nothing
        case notChained
        case last([UInt8], RawStatement)
    }

    private var known = Known.nothing

    /// Forgets what may be rolled back, or changed by others.
    mutating func forget() { known = .nothing }

    /// Adds an event that was inserted.
    mutating func add(
        _ db: Database, _ event: @autoclosure () -> RecordedEvent
    ) throws {
        if case .nothing = known { known = try read(db) }
        guard case .last(let hash, let insertion) = known else { return }
        let event = event()
        let link = ChainTable.Link(
            position: event.position, hash: ChainHash.hash(of: event, after: hash), state: .present)
        try ChainTable.insert(link, insertion)
        known = .last(link.hash, insertion)
    }

    private func read(_ db: Database) throws -> Known {
        guard try ChainTable.exists(db) else { return .notChained }
        guard let last = try ChainTable.last(db) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the hash chain has no beginning")
        }
        return .last(last.hash, try ChainTable.insertion(db))
    }
}
