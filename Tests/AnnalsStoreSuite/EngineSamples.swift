import Annals
import Synchronization
import Testing

/// An engine of the sample projections.
func engine(
    _ events: any EventStore, _ models: ReadModelsUnderTest,
    _ projections: [any Projection.Type] = [AccountBalanceProjection.self, TagCountProjection.self],
    batchSize: Int = 500, _ change: (inout EngineOptions) -> Void = { _ in }
) -> ProjectionEngine {
    var options = EngineOptions()
    options.batchSize = batchSize
    options.rebuildBatchSize = batchSize
    change(&options)
    return ProjectionEngine(projections, events: events, readModels: models.store, options: options)
}

/// Runs an engine while `body` does something.
func running(_ engine: ProjectionEngine, _ body: () async throws -> Void) async throws {
    let task = Task { try await engine.run() }
    do {
        try await body()
    } catch {
        task.cancel()
        _ = await task.result
        throw error
    }
    task.cancel()
    try await task.value
}

/// How often tags were counted; those of which no deposit is in the rows are left out.
func counts(_ models: ReadModelsUnderTest, _ tags: String...) async throws -> [String: Int] {
    try await models.store.snapshot { transaction throws(ProjectionError) in
        guard try transaction.record(of: "TagCount") != nil else { return [:] }
        let rows = try transaction.rows(of: TagCount.self, suffix: "")
        var counts: [String: Int] = [:]
        for tag in tags {
            // The tag, and how often it was counted.
            if case .integer(let count) = try rows.values(PackedColumns([.text(tag)]))?.values[1] {
                counts[tag] = Int(count)
            }
        }
        return counts
    }
}

/// What is kept of a projection.
func record(_ models: ReadModelsUnderTest, _ projection: String) async throws -> ProjectionRecord {
    let record = try await models.store.snapshot { transaction throws(ProjectionError) in
        try transaction.record(of: projection)
    }
    return try #require(record)
}

/// Collects what an engine reports, and lets tests wait for it.
final class EngineReports: Sendable {
    private let seen = Mutex<[String]>([])
    private let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    var all: [String] { seen.withLock { $0 } }

    func add(_ report: EngineReport) {
        let text: String =
            switch report {
            case .advanced(let name, let position, _, let isRebuild): "\(name)\(isRebuild ? "'" : "") \(position)"
            case .parked(let letter): "\(letter.projection) parked \(letter.position)"
            case .stopped(let name, _): "\(name) stopped"
            case .resting(let name, _, let rest): "\(name ?? "all") rests \(rest)"
            case .rebuildBegan(let name): "\(name) begins"
            case .rebuilt(let name, let position): "\(name) rebuilt \(position)"
            }
        seen.withLock { $0.append(text) }
        continuation.yield(text)
    }

    /// Returns when something was reported.
    func wait(for text: String) async {
        for await report in stream where report == text { return }
    }
}
