package import Annals
import Synchronization

/// A row for each tag of deposits.
package struct TagCount: ReadModel {
    package var tag: String
    package var count: Int

    package init(tag: String, count: Int = 0) {
        self.tag = tag
        self.count = count
    }

    package static let table = TableSchema(
        "tag_counts",
        columns: [ColumnSchema("tag", .text), ColumnSchema("count", .integer, isIndexed: true)], primaryKey: ["tag"])

    package var key: String { tag }

    package func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(tag)
        try columns.write(count)
    }

    package static func write(_ key: String, to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(key)
    }

    package init(from columns: inout ColumnReader) throws(InvalidRow) {
        tag = try columns.read()
        count = try columns.read()
    }
}

/// Counts tags: one event touches several rows. A tag that begins with `fault` fails as long as ``Faults`` has it.
package enum TagCountProjection: Projection {
    package struct Failure: Error {}

    package typealias Row = TagCount
    package static let name = "TagCount"
    package static let fingerprint = "tags-1"
    package static let eventTypes = ["MoneyDeposited"]

    package static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<TagCount>
    ) throws(ProjectionError) {
        let event: MoneyDeposited
        do throws(EventDecodingError) { event = try MoneyDeposited.decode(record) } catch {
            throw ProjectionError(error)
        }
        for tag in event.tags {
            var row = try rows.row(tag) ?? TagCount(tag: tag)
            row.count += 1
            try rows.save(row)
            if Faults.has(tag) { throw ProjectionError(.custom(Failure()), step: "count") }
            if !rows.isReplay { Faults.noteEffect(tag) }
        }
    }
}

/// The same rows, counted twice.
package enum DoubleCountProjection: Projection {
    package typealias Row = TagCount
    package static let name = "TagCount"
    package static let fingerprint = "tags-2"
    package static let eventTypes = ["MoneyDeposited"]

    package static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<TagCount>
    ) throws(ProjectionError) {
        for _ in 0..<2 { try TagCountProjection.apply(record, to: &rows) }
    }
}

/// Tags at which handlers fail, and how often handlers had effects elsewhere: what tests switch while they run. Each uses
/// tags of its own.
package enum Faults {
    private static let state = Mutex<(faults: Set<String>, effects: [String: Int])>(([], [:]))

    /// A tag that no other test has.
    package static func tag(_ name: String) -> String { "fault-\(UniqueID.random())-\(name)" }

    package static func has(_ tag: String) -> Bool { state.withLock { $0.faults.contains(tag) } }

    package static func begin(_ tag: String) { state.withLock { _ = $0.faults.insert(tag) } }

    package static func end(_ tag: String) { state.withLock { _ = $0.faults.remove(tag) } }

    package static func noteEffect(_ tag: String) {
        guard tag.hasPrefix("fault") else { return }
        state.withLock { $0.effects[tag, default: 0] += 1 }
    }

    /// How often a handler had an effect for a tag.
    package static func effects(_ tag: String) -> Int { state.withLock { $0.effects[tag] ?? 0 } }
}
