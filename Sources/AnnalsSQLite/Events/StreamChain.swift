internal import Annals
internal import GRDB

/// The events of a stream, which are found from the newest back: each knows the position of the one before it.
///
/// The way to a version begins at the next mark after it, or at the head. Where events were removed it ends, or goes on at
/// the next mark below, under which others may have been restored.
struct StreamChain {
    let reader: EventReader
    let head: StreamHead

    /// An event's version in the stream and its position in the store.
    private typealias Place = (version: Int, position: Int)

    /// What a link has stands from the third column on.
    private static let record = "SELECT \(EventReader.columns) FROM annals_events e WHERE e.position = ?"
    private static let link = "SELECT stream_id, stream_version, previous FROM annals_events WHERE position = ?"
    private static let mark = "SELECT version, position FROM annals_marks WHERE stream_id = ? AND version"
    private static let markAtOrAfter = mark + " >= ? ORDER BY version LIMIT 1"
    private static let markBefore = mark + " < ? ORDER BY version DESC LIMIT 1"

    /// The newest `limit` events whose versions are in the range, the newest first.
    func backwards(_ versions: ClosedRange<Int>, limit: Int) throws -> [RecordedEvent] {
        let link = try RawStatement(reader.db, Self.link)
        let event = try RawStatement(reader.db, Self.record)
        var records: [RecordedEvent] = []
        var types = RepeatedText()
        var next = try start(at: versions.upperBound)
        while let place = next, place.version >= versions.lowerBound, records.count < limit {
            next =
                place.version > versions.upperBound
                ? try step(place, link, from: 0)
                : try step(place, event, from: 3) {
                    records.append(try reader.record(event, &types, in: head.name))
                }
        }
        return records
    }

    /// The oldest `limit` events whose versions are in the range, the oldest first.
    func forwards(_ versions: ClosedRange<Int>, limit: Int) throws -> [RecordedEvent] {
        var records: [RecordedEvent] = []
        var first = max(versions.lowerBound, 1)
        let last = min(versions.upperBound, head.version)
        while first <= last, records.count < limit {
            let missing = limit - records.count
            let end = last - first < missing ? last : first + missing - 1
            var page = try backwards(first...end, limit: .max)
            page.reverse()
            if page.isEmpty, end < last {
                guard let next = try firstVersion(after: end) else { break }
                first = next
            } else {
                first = end + 1
            }
            records = records.isEmpty ? page : records + page
        }
        return records
    }

    /// Gives the places of the events whose versions are in the range, the newest first. They may be removed meanwhile.
    func visit(_ versions: ClosedRange<Int>, _ body: (_ version: Int, _ position: Int) throws -> Void) throws {
        let link = try RawStatement(reader.db, Self.link)
        var next = try start(at: versions.upperBound)
        while let place = next, place.version >= versions.lowerBound {
            var exists = false
            next = try step(place, link, from: 0) { exists = place.version <= versions.upperBound }
            if exists { try body(place.version, place.position) }
        }
    }

    /// The lowest version after another that has an event.
    private func firstVersion(after version: Int) throws -> Int? {
        guard let end = try start(at: version + 1), end.version > version else { return nil }
        var found: Int?
        try visit((version + 1)...end.version) { version, _ in found = version }
        return found
    }

    /// Where the way to a version begins.
    private func start(at version: Int) throws -> Place? {
        let end = Place(version: head.version, position: head.position)
        return version >= head.version ? end : try mark(Self.markAtOrAfter, version) ?? end
    }

    /// Visits the event at a place, if it is there, and gives the place before it. Versions fall with every step.
    private func step(
        _ place: Place, _ statement: RawStatement, from column: CInt, _ visit: () throws -> Void = {}
    ) throws -> Place? {
        defer { statement.reset() }
        try statement.bind(place.position, at: 1)
        if try statement.next() {
            guard try statement.integer(column) == head.id, try statement.integer(column + 1) == place.version else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT,
                    message: "the event at position \(place.position) is not version \(place.version) of \(head.name)")
            }
            try visit()
            if !statement.isNull(column + 2) { return (place.version - 1, try statement.integer(column + 2)) }
        }
        return place.version > 1 ? try mark(Self.markBefore, place.version) : nil
    }

    private func mark(_ sql: String, _ version: Int) throws -> Place? {
        let statement = try RawStatement(reader.db, sql)
        defer { statement.reset() }
        try statement.bind(head.id, at: 1)
        try statement.bind(version, at: 2)
        return try statement.next() ? (try statement.integer(0), try statement.integer(1)) : nil
    }
}
