/// The rows of a projection as they were at some moment: its events are applied again in memory, up to there.
///
/// Stored rows and checkpoints are neither used nor changed.
public struct ProjectionHistory<P: Projection>: Sendable {
    /// Where the events come from.
    public let events: any EventStore
    /// Whether events that fail are left out, as those are that wait in the dead-letter table; else they are thrown.
    public let skipsFailures: Bool

    /// How many events are read at once.
    private static var pageSize: Int { 500 }

    /// Creates a history.
    public init(_ projection: P.Type, events: any EventStore, skipsFailures: Bool = false) {
        self.events = events
        self.skipsFailures = skipsFailures
    }

    /// The row with a key as it was; nil where there was none.
    ///
    /// Only this row is kept in memory. A custom handler that reads rows of other keys finds none: ask for all ``rows(at:)``
    /// where one does.
    public func row(_ key: P.Row.Key, at moment: StoreMoment) async throws(ProjectionError) -> P.Row? {
        var row = try KeptRow<P.Row>(key)
        try await replay(until: moment) { (record) throws(ProjectionError) in
            let before = row
            do throws(ProjectionError) {
                for part in try ProjectionStep.parts(of: record, P.retired) { try P.apply(part, to: &row) }
            } catch {
                row = before
                if !skipsFailures { throw error.at(P.name, record.metadata) }
            }
        }
        return row.row
    }

    /// All rows as they were, in the order of their keys.
    public func rows(at moment: StoreMoment = .now) async throws(ProjectionError) -> [P.Row] {
        var batch = RowBatch<P.Row>(load: { _ in nil }, find: { _, _ in [] })
        try await replay(until: moment) { (record) throws(ProjectionError) in
            do throws(ProjectionError) {
                try batch.apply(record, with: P.self)
            } catch {
                if !skipsFailures { throw error }
            }
        }
        return batch.rows
    }

    private func replay(
        until moment: StoreMoment, _ apply: (RecordedEvent) throws(ProjectionError) -> Void
    ) async throws(ProjectionError) {
        let last = try await read { () throws(EventStoreError) in try await events.lastPosition() }
        var position = 0
        while position < last {
            if Task.isCancelled { throw ProjectionError(EventStoreError.cancelled).at(P.name) }
            let page = try await read { () throws(EventStoreError) in
                try await events.readAll(after: position, filter: .types(P.eventTypes), limit: Self.pageSize)
            }
            for record in page where record.position <= last && moment.includes(record.metadata) { try apply(record) }
            position = page.last?.position ?? last
            if case .position(let wanted) = moment, wanted <= position { return }
        }
    }

    private func read<Answer>(
        _ body: () async throws(EventStoreError) -> Answer
    ) async throws(ProjectionError) -> Answer {
        do throws(EventStoreError) {
            return try await body()
        } catch {
            throw ProjectionError(error).at(P.name)
        }
    }
}

/// The rows that a projection sees when one alone is wanted: the others are forgotten as soon as they are saved.
private struct KeptRow<Row: ReadModel>: RowAccess {
    /// The values of the key columns, because databases compare strings by bytes.
    let key: [ColumnValue]
    var row: Row?

    init(_ key: Row.Key) throws(ProjectionError) {
        self.key = try Self.keyValues(key)
    }

    func row(_ key: Row.Key) throws(ProjectionError) -> Row? { try isKept(key) ? row : nil }

    func rows(where conditions: KeyValuePairs<String, ColumnValue>) throws(ProjectionError) -> [Row] {
        let wanted = try Row.places(of: conditions)
        guard let row, !wanted.isEmpty else { return [] }
        return try row.has(wanted) ? [row] : []
    }

    mutating func save(_ row: Row) throws(ProjectionError) {
        if try isKept(row.key) { self.row = row }
    }

    mutating func delete(_ key: Row.Key) throws(ProjectionError) {
        if try isKept(key) { row = nil }
    }

    func countMissedUpdate() {}

    private func isKept(_ key: Row.Key) throws(ProjectionError) -> Bool { try Self.keyValues(key) == self.key }

    private static func keyValues(_ key: Row.Key) throws(ProjectionError) -> [ColumnValue] {
        do throws(InvalidRow) {
            return try Row.keyValues(key)
        } catch {
            throw ProjectionError(error, step: "key")
        }
    }
}
