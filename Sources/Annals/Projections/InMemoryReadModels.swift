/// Read models that are forgotten when the program ends.
public actor InMemoryReadModels: ReadModelStore {
    private struct State {
        var fingerprint: String
        var checkpoint = ProjectionCheckpoint()
    }

    private typealias Table<Row> = [[ColumnValue]: Row]

    private var states: [String: State] = [:]
    /// For each projection its rows by the values of their key columns: a `Table<Row>`.
    private var tables: [String: any Sendable] = [:]

    /// Creates a store without rows.
    public init() {}

    /// The checkpoint of a projection.
    public func checkpoint<P: Projection>(of projection: P.Type) throws(ProjectionError) -> ProjectionCheckpoint {
        try state(of: projection).checkpoint
    }

    /// Applies events and moves the checkpoint in one step.
    public func apply<P: Projection>(
        _ events: [RecordedEvent], with projection: P.Type, from start: Int, to end: Int
    ) throws(ProjectionError) -> ProjectionCheckpoint {
        var state = try state(of: projection)
        guard state.checkpoint.position == start else { return state.checkpoint }
        var table = table(of: projection)
        let stored = table
        var batch = RowBatch<P.Row> {
            stored[$0]
        } find: { column, value throws(ProjectionError) in
            try Self.rows(in: stored, where: column, equals: value)
        }
        let outcome = batch.apply(events, with: projection, from: start, to: end)
        for change in batch.changes { table[change.key] = change.row }
        tables[P.name] = table
        state.checkpoint.position = outcome.position
        state.checkpoint.missedUpdates += batch.missedUpdates
        states[P.name] = state
        if let failure = outcome.failure { throw failure }
        return state.checkpoint
    }

    /// Forgets the rows.
    public func reset<P: Projection>(_ projection: P.Type) {
        states[P.name] = State(fingerprint: P.fingerprint)
        tables[P.name] = nil
    }

    /// The row with this key.
    public func row<P: Projection>(_ key: P.Row.Key, of projection: P.Type) throws(InvalidRow) -> P.Row? {
        table(of: projection)[try P.Row.keyValues(key)]
    }

    /// All rows, in the order of their keys.
    public func rows<P: Projection>(of projection: P.Type) -> [P.Row] {
        table(of: projection).sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    private static func rows<Row: ReadModel>(
        in table: Table<Row>, where column: String, equals value: ColumnValue
    ) throws(ProjectionError) -> [Row] {
        guard let index = Row.table.columns.firstIndex(where: { $0.name == column }) else { return [] }
        var found: [Row] = []
        do throws(InvalidRow) {
            for row in table.values where try row.columnValues()[index] == value { found.append(row) }
        } catch {
            throw ProjectionError(error, step: "where")
        }
        return found
    }

    private func table<P: Projection>(of projection: P.Type) -> Table<P.Row> {
        tables[P.name] as? Table<P.Row> ?? [:]
    }

    private func state<P: Projection>(of projection: P.Type) throws(ProjectionError) -> State {
        let state = states[P.name] ?? State(fingerprint: P.fingerprint)
        guard state.fingerprint == P.fingerprint else {
            throw ProjectionError(.needsRebuild(stored: state.fingerprint, current: P.fingerprint)).at(P.name)
        }
        return state
    }
}
