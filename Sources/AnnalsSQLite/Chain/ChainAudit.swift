internal import Annals
internal import AnnalsValues
internal import GRDB

/// Follows the hash chain of a file from its beginning.
struct ChainAudit {
    /// What the chain says.
    struct Outcome {
        /// How many events are as they were when they were appended.
        var verified = 0
        /// The hash of the last position, as hexadecimal digits.
        var head = ""
        /// The first thing that is wrong.
        var mistake: String?
    }

    let db: Database

    /// Verifies the whole chain; nil for a file that is not chained.
    func run() throws -> Outcome? {
        guard try ChainTable.exists(db) else { return nil }
        var outcome = Outcome()
        let end = try EventReader.lastPosition(db)
        let reader = EventReader(db: db, names: StreamNames())
        let links = try RawStatement(db, "SELECT position, hash, state FROM annals_chain ORDER BY position")
        defer { links.reset() }
        guard try links.next(), let beginning = links.blob(1), beginning == ChainHash.beginning else {
            outcome.mistake = "the hash chain does not begin as it was begun"
            return outcome
        }
        var (position, hash) = (try links.integer(0), beginning)
        var events = EventPages(reader: reader, position: position)
        while try links.next() {
            let next = try links.integer(0)
            guard next == position + 1 else {
                outcome.mistake = "position \(position + 1) was removed from the hash chain"
                return outcome
            }
            position = next
            let stored = try events.event(at: position)
            let state = ChainTable.State(rawValue: try links.integer(2))
            let link = links.blob(1) ?? []
            switch (state, stored) {
            case (.present?, let event?):
                guard ChainHash.hash(of: event, after: hash) == link else {
                    outcome.mistake = "the event at position \(position) was changed after it was appended"
                    return outcome
                }
                outcome.verified += 1
            case (.present?, nil):
                outcome.mistake = "the event at position \(position) was removed in another way than that of the store"
            case (.removed?, nil): break
            case (.unknown?, _):
                if ChainHash.hash(ofUnknown: position, after: hash) != link {
                    outcome.mistake = "the hash chain was changed at position \(position)"
                }
            case (.removed?, _?):
                outcome.mistake = "the event at position \(position) was inserted in another way than that of the store"
            case (nil, _): outcome.mistake = "the hash chain was changed at position \(position)"
            }
            if outcome.mistake != nil { return outcome }
            hash = link
        }
        if position < end {
            outcome.mistake = "position \(position + 1) is missing at the end of the hash chain"
        }
        outcome.head = hash.hexadecimal
        return outcome
    }

    /// The events of a file in the order of positions, in pages.
    private struct EventPages {
        let reader: EventReader
        var position: Int
        private var page: ArraySlice<RecordedEvent> = []

        init(reader: EventReader, position: Int) {
            self.reader = reader
            self.position = position
        }

        /// The event at a position, which grows from call to call; nil where there is none.
        mutating func event(at position: Int) throws -> RecordedEvent? {
            while let first = page.first, first.position < position { page.removeFirst() }
            if page.isEmpty { page = try reader.all(after: position - 1, .all, limit: 500)[...] }
            guard page.first?.position == position else { return nil }
            return page.removeFirst()
        }
    }
}
