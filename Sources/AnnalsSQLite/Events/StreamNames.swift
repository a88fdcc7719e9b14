internal import Annals
internal import GRDB
internal import Synchronization

/// Names of streams by their numbers, kept between reads because neither ever changes once it is committed.
final class StreamNames: Sendable {
    /// How many are kept at most.
    private static let limit = 32_768

    private let names = Mutex<[Int: String]>([:])

    /// The name of a stream. Throws where the file has no such stream.
    func name(_ stream: Int, _ db: Database) throws -> String {
        if let name = names.withLock({ $0[stream] }) { return name }
        let find = try RawStatement(db, "SELECT name FROM annals_streams WHERE id = ?")
        defer { find.reset() }
        try find.bind(stream, at: 1)
        guard try find.next(), let name = try find.text(0) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "an event belongs to the stream \(stream), which is not there")
        }
        names.withLock { names in
            if names.count >= Self.limit { names = [:] }
            names[stream] = name
        }
        return name
    }
}
