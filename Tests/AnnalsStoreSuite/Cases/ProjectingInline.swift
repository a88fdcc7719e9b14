import Annals
import Testing

extension ProjectionCase {
    /// What read models must do that are kept beside the events.
    package static let inline = [
        ProjectionCase("rows have changed when an append returns") { events, models in
            try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
            try await engine(events, models).keepInline()
            #expect(try await balances(models) == ["a": 1])
            try await events.append([deposit(2, tags: ["x"]), deposit(3)], to: stream(), expecting: .any)
            #expect(try await balances(models) == ["a": 6])
            #expect(try await counts(models, "x") == ["x": 2])
            #expect(try await record(models, "TagCount").checkpoint.position == 3)
        },
        ProjectionCase("an append that fails changes no row") { events, models in
            try await engine(events, models).keepInline()
            _ = try await storeError(.wrongExpectedVersion) {
                try await events.append([
                    StreamAppend(deposits(2), to: stream("a"), expecting: .any),
                    StreamAppend(deposits(1), to: stream("b"), expecting: .exactly(7)),
                ])
            }
            #expect(try await balances(models) == [:])
            try await events.append(deposits(2), to: stream("a"), expecting: .any)
            #expect(try await balances(models) == ["a": 3])
        },
        ProjectionCase("what appends do to rows is reported once it is stored") { events, models in
            let (reports, fault) = (EngineReports(), Faults.tag("inline"))
            try await engine(events, models) { $0.report = reports.add }.keepInline()
            _ = try await storeError(.wrongExpectedVersion) {
                try await events.append([
                    StreamAppend(deposits(2), to: stream("a"), expecting: .any),
                    StreamAppend(deposits(1), to: stream("b"), expecting: .exactly(7)),
                ])
            }
            #expect(reports.all.isEmpty)
            Faults.begin(fault)
            try await events.append([deposit(1, tags: [fault])], to: stream("a"), expecting: .any)
            Faults.end(fault)
            #expect(reports.all == ["AccountBalance 1", "TagCount 1", "TagCount parked 1"])
        },
        ProjectionCase("concurrent appends change each row once") { events, models in
            let engine = engine(events, models)
            try await engine.keepInline()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for account in ["a", "b", "c"] {
                    group.addTask {
                        for amount in 1...20 {
                            try await events.append(
                                [deposit(amount, to: account, tags: ["x"]), deposit(0, to: account)],
                                to: stream(account), expecting: .any)
                        }
                    }
                }
                // Registered while others append, and made anew meanwhile.
                group.addTask {
                    for _ in 0..<3 {
                        try await engine.control.rebuild("TagCount")
                        try await engine.catchUp()
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await balances(models) == ["a": 210, "b": 210, "c": 210])
            #expect(try await counts(models, "x") == ["x": 60])
        },
        ProjectionCase("projections that are registered while others append catch up without a gap") { events, models in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for account in ["a", "b"] {
                    group.addTask {
                        for _ in 0..<50 {
                            try await events.append([deposit(1, to: account)], to: stream(account), expecting: .any)
                        }
                    }
                }
                group.addTask { try await engine(events, models, batchSize: 3).keepInline() }
                try await group.waitForAll()
            }
            #expect(try await balances(models) == ["a": 50, "b": 50])
        },
        ProjectionCase("an event that an inline projection cannot take is appended and parked") { events, models in
            try await engine(events, models).keepInline()
            try await events.append([deposit(1), deposit(.max), deposit(1)], to: stream(), expecting: .any)
            try await events.append([deposit(1, to: "b")], to: stream("b"), expecting: .any)
            #expect(try await events.lastPosition() == 4)
            #expect(try await balances(models) == ["a": 1, "b": 1])
            #expect(try await ProjectionControl(models.store).letters().map(\.position) == [2, 3])
        },
        ProjectionCase("a paused inline projection catches up when it is resumed") { events, models in
            let engine = engine(events, models)
            try await engine.keepInline()
            try await engine.control.pause("AccountBalance")
            try await events.append(deposits(3), to: stream(), expecting: .any)
            #expect(try await balances(models) == [:])
            try await engine.control.resume("AccountBalance")
            // The next append brings what was missed.
            try await events.append([deposit(10)], to: stream(), expecting: .any)
            #expect(try await balances(models) == ["a": 16])
        },
        ProjectionCase("rows that are made anew are swapped in by an append that they have caught up with") {
            events, models in
            let engine = engine(events, models)
            try await engine.keepInline()
            try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
            let changed = ProjectionEngine(
                [DoubleCountProjection.self], events: events, readModels: models.store)
            try await changed.keepInline()
            #expect(try await counts(models, "x") == ["x": 2])
            try await events.append([deposit(1, tags: ["x"])], to: stream(), expecting: .any)
            #expect(try await counts(models, "x") == ["x": 4], "by the new definition alone")
            #expect(try await record(models, "TagCount").checkpoint.position == 2)
        },
        ProjectionCase("read models that are elsewhere cannot be inline") { events, _ in
            let elsewhere = ElsewhereModels()
            let engine = ProjectionEngine([TagCountProjection.self], events: events, readModels: elsewhere)
            let error = try await projectionError { try await engine.keepInline() }
            #expect(error.description.contains("beside"))
        },
    ]
}

/// A store of read models that no store of events knows.
private struct ElsewhereModels: ReadModelStore {
    private let models = InMemoryReadModels()

    func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try await models.transaction(body)
    }

    func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T {
        try await models.snapshot(body)
    }
}
