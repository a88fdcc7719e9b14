internal import Annals
internal import GRDB
internal import Synchronization

/// Names of streams by their numbers, kept between reads because neither ever changes once it is committed.
final class StreamNames: Sendable {
    /// How many are kept at most.
    private static let limit = 32_768

    /// How many are read at once where new streams come one after the other, as they do in a log that is read from its
    /// beginning: a step to the next row takes a tenth of looking one up.
    private static let run = 64

    private struct Known {
        var names: [Int: String] = [:]
        /// The last stream that was read.
        var last = 0
    }

    private let known = Mutex(Known())

    /// The name of a stream. Throws where the file has no such stream.
    func name(_ stream: Int, _ db: Database) throws -> String {
        let (name, last) = known.withLock { ($0.names[stream], $0.last) }
        if let name { return name }
        let isNext = stream > last && stream <= last + Self.run / 4
        let find = try RawStatement(db, "SELECT id, name FROM annals_streams WHERE id >= ? ORDER BY id LIMIT ?")
        defer { find.reset() }
        try find.bind(stream, at: 1)
        try find.bind(isNext ? Self.run : 1, at: 2)
        var found: [(Int, String)] = []
        while try find.next(), let name = try find.text(1) { found.append((try find.integer(0), name)) }
        guard let first = found.first, let end = found.last, first.0 == stream else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "an event belongs to the stream \(stream), which is not there")
        }
        known.withLock { known in
            if known.names.count >= Self.limit { known.names = [:] }
            for (stream, name) in found { known.names[stream] = name }
            known.last = end.0
        }
        return first.1
    }
}
