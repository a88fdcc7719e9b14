import Annals
import Testing

extension ProjectionCase {
    static let rebuildingBeside =
        [1, 2, 3, 500].map { batchSize in
            ProjectionCase("a changed definition's rows are swapped in, in batches of \(batchSize)") { events, models in
                try await events.append(
                    [deposit(1, tags: ["x"]), deposit(1, tags: ["y"]), deposit(1, tags: ["x"])], to: stream(),
                    expecting: .any)
                try await engine(events, models, [TagCountProjection.self]).catchUp()
                #expect(try await counts(models, "x", "y") == ["x": 2, "y": 1])
                try await events.append([deposit(1, tags: ["y"])], to: stream(), expecting: .any)
                let changed = engine(events, models, [DoubleCountProjection.self], batchSize: batchSize)
                try await changed.catchUp()
                #expect(try await counts(models, "x", "y") == ["x": 4, "y": 4])
                let record = try await record(models, "TagCount")
                #expect(record.fingerprint == "tags-2")
                #expect(record.checkpoint.position == 4)
                #expect(record.rebuild == nil && record.rebuiltAt != nil)
                #expect(record.tables == ["tag_counts"])
                // It goes on in the new tables, and can be made anew once more.
                try await events.append([deposit(1, tags: ["y"])], to: stream(), expecting: .any)
                try await changed.catchUp()
                #expect(try await counts(models, "x", "y") == ["x": 4, "y": 6])
                try await changed.control.rebuild("TagCount")
                try await changed.catchUp()
                #expect(try await counts(models, "x", "y") == ["x": 4, "y": 6])
            }
        } + [
            ProjectionCase("readers see the old rows whole until the new ones are") { events, models in
                try await events.append(
                    (0..<20).map { _ in try deposit(1, tags: ["x"]) }, to: stream(), expecting: .any)
                let engine = engine(events, models, [TagCountProjection.self], batchSize: 3)
                try await engine.catchUp()
                try await engine.control.rebuild("TagCount")
                let seen = SeenCounts()
                let watched = MeddlingStore(events, once: false) { seen.add(try await counts(models, "x")) }
                try await ProjectionEngine(
                    [TagCountProjection.self], events: watched, readModels: models.store, options: engine.options
                ).catchUp()
                #expect(seen.all.count >= 7)
                #expect(seen.all.allSatisfy { $0 == ["x": 20] })
                #expect(try await record(models, "TagCount").rebuiltAt != nil)
            },
            ProjectionCase("the live rows go on while others are made beside them") { events, models in
                try await events.append((0..<9).map { _ in try deposit(1, tags: ["x"]) }, to: stream(), expecting: .any)
                let first = engine(events, models, [TagCountProjection.self])
                try await first.catchUp()
                try await first.control.rebuild("TagCount")
                // Its reads end before the rebuild is through.
                let failing = StoppingStore(events, after: 3)
                let pageByPage: (inout EngineOptions) -> Void = {
                    $0.readsAhead = false
                    $0.rebuildBytes = 0
                }
                let second = engine(failing, models, [TagCountProjection.self], batchSize: 2, pageByPage)
                _ = try await projectionError { try await second.catchUp() }
                #expect(try await record(models, "TagCount").rebuild?.checkpoint.position == 6)
                try await events.append([deposit(1, tags: ["x", "y"])], to: stream(), expecting: .any)
                let third = StoppingStore(events, after: 2)
                _ = try await projectionError {
                    try await engine(third, models, [TagCountProjection.self], batchSize: 2, pageByPage).catchUp()
                }
                // The page of the live rows, then one of the others, which go on where they were.
                #expect(try await counts(models, "x", "y") == ["x": 10, "y": 1])
                #expect(try await record(models, "TagCount").rebuild?.checkpoint.position == 8)
                try await first.catchUp()
                #expect(try await counts(models, "x", "y") == ["x": 10, "y": 1])
                #expect(try await record(models, "TagCount").rebuild == nil)
            },
            ProjectionCase("a rebuild of yet another definition begins anew and leaves no table") { events, models in
                try await events.append((0..<9).map { _ in try deposit(1, tags: ["x"]) }, to: stream(), expecting: .any)
                try await engine(events, models, [TagCountProjection.self]).catchUp()
                let failing = StoppingStore(events, after: 2)
                _ = try await projectionError {
                    try await engine(failing, models, [DoubleCountProjection.self], batchSize: 2).catchUp()
                }
                let abandoned = try #require(try await record(models, "TagCount").rebuild)
                #expect(abandoned.fingerprint == "tags-2")
                // The program of before goes on with its rows and lets the others be.
                let before = engine(events, models, [TagCountProjection.self])
                try await before.catchUp()
                #expect(try await record(models, "TagCount").rebuild == abandoned)
                try await before.control.rebuild("TagCount")
                try await before.catchUp()
                #expect(try await record(models, "TagCount").rebuild == nil)
                let isLeft = try await models.store.snapshot { transaction throws(ProjectionError) in
                    try transaction.hasTable(abandoned.tables[0])
                }
                #expect(!isLeft)
                #expect(try await counts(models, "x") == ["x": 9])
            },
            ProjectionCase("a program that was overtaken by newer code stands still, and is told so") {
                events, models in
                let old = engine(events, models, [TagCountProjection.self])
                try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
                try await old.catchUp()
                try await engine(events, models, [DoubleCountProjection.self]).catchUp()
                try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
                try await old.catchUp()
                #expect(try await counts(models, "x") == ["x": 2])
                #expect(try await record(models, "TagCount").checkpoint.position == 1)
                let error = try await projectionError { try await old.waitUntil(2) }
                guard case .needsRebuild(stored: "tags-2", current: "tags-1") = error.reason else {
                    Issue.record("\(error)")
                    return
                }
            },
            ProjectionCase("rows of another definition stand still where an engine is to ask first") { events, models in
                try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
                try await engine(events, models, [TagCountProjection.self]).catchUp()
                let changed = engine(events, models, [DoubleCountProjection.self]) { $0.definitionChange = .refuse }
                try await changed.catchUp()
                #expect(try await counts(models, "x") == ["x": 1])
                try await changed.control.rebuild("TagCount")
                try await changed.catchUp()
                #expect(try await counts(models, "x") == ["x": 2])
            },
            ProjectionCase("a rebuild has dead letters of its own, which are swapped in too") { events, models in
                let (a, b) = (Faults.tag("a"), Faults.tag("b"))
                Faults.begin(a)
                try await events.append(
                    [deposit(1, to: "1", tags: [a])], to: stream("1"), expecting: .any)
                try await events.append([deposit(1, tags: [b])], to: stream("2"), expecting: .any)
                let engine = engine(events, models, [TagCountProjection.self])
                try await engine.catchUp()
                #expect(try await engine.control.letters().map(\.position) == [1])
                Faults.end(a)
                Faults.begin(b)
                try await engine.control.rebuild("TagCount")
                try await engine.catchUp()
                #expect(try await engine.control.letters().map(\.position) == [2])
                #expect(try await counts(models, a, b) == [a: 1])
                #expect(try await engine.control.letters(of: nil, DeadLetterFilter(inRebuild: true)).isEmpty)
            },
            ProjectionCase("a rebuild of rows without events is done at once") { events, models in
                let engine = engine(events, models, [TagCountProjection.self])
                try await engine.catchUp()
                try await engine.control.rebuild("TagCount")
                try await engine.catchUp()
                #expect(try await record(models, "TagCount").rebuiltAt != nil)
            },
            ProjectionCase("rows are made anew while events are appended") { events, models in
                try await events.append(
                    (0..<50).map { _ in try deposit(1, tags: ["x"]) }, to: stream(), expecting: .any)
                let (reports, tag) = (EngineReports(), "x")
                let engine = engine(events, models, [TagCountProjection.self], batchSize: 7) {
                    $0.report = { reports.add($0) }
                }
                try await running(engine) {
                    try await engine.waitUntil(50)
                    let appending = Task {
                        for _ in 0..<40 {
                            try await events.append([deposit(1, tags: [tag])], to: stream(), expecting: .any)
                        }
                    }
                    for _ in 0..<3 { try await engine.control.rebuild("TagCount") }
                    try await appending.value
                    try await engine.waitUntil(90)
                }
                try await engine.catchUp()
                #expect(try await counts(models, "x") == ["x": 90])
                #expect(try await record(models, "TagCount").rebuild == nil)
                #expect(reports.all.contains("TagCount begins"))
            },
        ]
}

/// Closes after some reads, as a program that ends.
private final class StoppingStore: WrappedStore {
    let store: any EventStore
    private let counting: NotingStore
    private let limit: Int

    init(_ store: any EventStore, after limit: Int) {
        self.store = store
        self.limit = limit
        counting = NotingStore(store)
    }

    func readAll(
        after position: Int, filter: EventFilter, limit: Int
    ) async throws(EventStoreError) -> [RecordedEvent] {
        guard counting.reads.count < self.limit else { throw .closed }
        return try await counting.readAll(after: position, filter: filter, limit: limit)
    }
}
