import Annals
import AnnalsSQLite

/// What the program does with its history, one step after the other.
struct Steps {
    let store: SQLiteEventStore
    private static let batch = 500

    /// Appends events in their original versions: old bytes stay what they are.
    func append(_ events: [(stream: StreamName, event: ProposedEvent)], _ progress: (Int) -> Void) async throws {
        for start in stride(from: 0, to: events.count, by: Steps.batch) {
            let batch = events[start..<min(start + Steps.batch, events.count)]
            var appends: [StreamAppend] = []
            for (stream, event) in batch {
                if let known = appends.firstIndex(where: { $0.stream == stream }) {
                    appends[known].events.append(event)
                } else {
                    appends.append(StreamAppend([event], to: stream, expecting: .any))
                }
            }
            // All streams of a batch change together or not at all.
            _ = try await store.append(appends)
            progress(batch.count)
        }
    }

    /// Reads all events as the newest types, and counts from which versions they came.
    func read(_ progress: (Int) -> Void) async throws -> [String: [Int: Int]] {
        var versions: [String: [Int: Int]] = [:]
        var position = 0
        while true {
            let page = try await store.readAll(after: position, .all, limit: Steps.batch)
            for record in page {
                _ = try AnnalsRegistry.registry.decode(record)
                versions[record.type, default: [:]][record.version, default: 0] += 1
            }
            guard let last = page.last else { return versions }
            position = last.position
            progress(page.count)
        }
    }

    /// Folds every stream of a category into its aggregate.
    func fold<State: Aggregate>(_ type: State.Type, _ progress: (Int) -> Void) async throws -> [String: State] {
        var states: [String: State] = [:]
        var position = 0
        while true {
            let page = try await store.readAll(after: position, .categories([State.category]), limit: Steps.batch)
            for record in page {
                try states[record.metadata.stream, default: State()].apply(State.Event(record), meta: record.metadata)
            }
            guard let last = page.last else { return states }
            position = last.position
            progress(page.count)
        }
    }

    /// Brings one read model up to the end of the log.
    func project<P: Projection>(_ projection: P.Type, into tables: SQLiteReadModels) async throws -> ProjectionProgress
    {
        try await ProjectionRunner(P.self, events: store, readModels: tables).run()
    }
}
