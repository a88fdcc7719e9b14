import Annals
import AnnalsSQLite
import AnnalsStoreSamples
import AnnalsStoreSuite
import GRDB
import Testing

/// Pages that are folded before the transactions that store them, and what these find then.
@Suite struct FoldingTests {
    private let file: TemporaryFile
    private let store: SQLiteEventStore
    private let models: SQLiteReadModels

    init() throws {
        file = try TemporaryFile()
        store = try SQLiteEventStore(path: file.path, durability: .normal)
        models = try SQLiteReadModels(beside: store)
    }

    private func engine(_ report: @escaping @Sendable (EngineReport) -> Void = { _ in }) -> ProjectionEngine {
        var options = EngineOptions()
        (options.batchSize, options.rebuildBatchSize) = (2, 2)
        options.report = report
        return ProjectionEngine([TagCountProjection.self], events: store, readModels: models, options: options)
    }

    private func rows() async throws -> [TagCount] {
        try await models.read { db in try TagCount.order(Column("tag")).fetchAll(db) }
    }

    /// `b` is counted as often as `a` with the fourth event.
    private func appendTags() async throws {
        for tags in [["a"], ["a"], ["b"], ["b"], ["c", "c", "c"]] {
            try await store.append([deposit(1, tags: tags)], to: stream(tags[0]), expecting: .any)
        }
    }

    @Test func aRowThatContradictsAnotherIsFoundAmongFoldedPages() async throws {
        try await engine().catchUp()
        try await models.database.write { db in
            try db.execute(sql: "CREATE UNIQUE INDEX own ON tag_counts (count)")
        }
        try await appendTags()
        try await engine().catchUp()
        #expect(try await rows() == [.init(tag: "a", count: 2), .init(tag: "b", count: 1), .init(tag: "c", count: 3)])
        #expect(try await engine().control.letters(of: "TagCount").map(\.position) == [4])
    }

    @Test func aRowThatContradictsAnotherIsFoundAmongRowsThatWaited() async throws {
        try await appendTags()
        try await engine().catchUp()
        try await engine().control.rebuild("TagCount")
        let database = models.database
        let engine = engine { report in
            guard case .rebuildBegan = report else { return }
            do {
                try database.write { db in
                    try db.execute(sql: "CREATE UNIQUE INDEX own ON tag_counts_rebuild_1 (count)")
                }
            } catch {
                Issue.record(error)
            }
        }
        try await engine.catchUp()
        #expect(try await rows() == [.init(tag: "a", count: 2), .init(tag: "b", count: 1), .init(tag: "c", count: 3)])
        #expect(try await engine.control.letters(of: "TagCount").map(\.position) == [4])
    }

    @Test(arguments: [0, 64 << 20]) func rowsOfManyPagesAreThoseOfOneByOne(rebuildBytes: Int) async throws {
        for number in 0..<40 {
            let tags = ["x", "t\(number % 7)", "u\(number % 3)"]
            try await store.append([deposit(1, tags: tags)], to: stream("s\(number % 5)"), expecting: .any)
        }
        try await engine().catchUp()
        let live = try await rows()
        #expect(live.first { $0.tag == "x" }?.count == 40)
        var options = EngineOptions()
        (options.rebuildBatchSize, options.rebuildBytes) = (3, rebuildBytes)
        let rebuilding = ProjectionEngine(
            [TagCountProjection.self], events: store, readModels: models, options: options)
        try await rebuilding.control.rebuild("TagCount")
        try await rebuilding.catchUp()
        #expect(try await rows() == live)
    }

    @Test func aRunningEngineForgetsWhatWaitedForAnEventThatIsGone() async throws {
        let fault = Faults.tag("gone")
        Faults.begin(fault)
        try await store.append([deposit(1, tags: ["x", fault])], to: stream("a"), expecting: .any)
        let engine = engine()
        try await engine.catchUp()
        #expect(try await engine.control.letters(of: "TagCount").map(\.position) == [1])
        _ = try await store.delete(stream("a"))
        try await store.append([deposit(1, tags: ["x"])], to: stream("b"), expecting: .any)
        try await engine.catchUp()
        #expect(try await rows() == [TagCount(tag: "x", count: 1)])
        #expect(try await engine.control.letters(of: "TagCount").isEmpty)
    }
}
