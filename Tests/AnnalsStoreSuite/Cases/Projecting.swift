import Annals
import Testing

extension ProjectionCase {
    static let projecting =
        [1, 2, 3, 500].map { batchSize in
            ProjectionCase("rows follow from the events in batches of \(batchSize)") { events, models in
                let time = try #require(Timestamp("2024-01-02T03:04:05.06Z"))
                try await events.append(
                    [deposit(10), deposit(5, tags: ["x", "\"y\""], time: time), withdrawal(3)], to: stream("a"),
                    expecting: .any)
                try await events.append([deposit(7, to: "b")], to: stream("b"), expecting: .any)
                try await events.append([oldDeposit(1)], to: stream("a"), expecting: .any)
                try await events.append(
                    [withdrawal(0, from: "b"), deposit(2, to: "b")], to: stream("b"), expecting: .any)
                let progress = try await runner(events, models, batchSize: batchSize).run()
                #expect(progress == ProjectionProgress(position: 7, target: 7, missedUpdates: 0))
                #expect(try await balances(models) == ["a": 112, "b": 2])
            }
        } + [
            ProjectionCase("every column is stored and read back") { events, models in
                let time = try #require(Timestamp("2024-01-02T03:04:05.06Z"))
                try await events.append(
                    [deposit(5, to: "ä", tags: ["x", "\"y\""], time: time)], to: stream(), expecting: .any)
                try await runner(events, models).run()
                let expected = AccountBalance(accountId: "ä", balance: 5, updatedAt: time, tags: ["x", "\"y\""])
                #expect(try await models.rows() == [expected])
            },
            ProjectionCase("a run continues where the last one ended") { events, models in
                let runner = runner(events, models, batchSize: 2)
                #expect(try await runner.run().position == 0)
                for expected in [1, 3, 6] {
                    try await events.append([deposit(expected)], to: stream(), expecting: .any)
                    try await runner.run()
                }
                #expect(try await balances(models) == ["a": 10])
                #expect(try await runner.progress().lag == 0)
            },
            ProjectionCase("the checkpoint passes events of other types") { events, models in
                try await events.append(deposits(3), to: stream(), expecting: .any)
                let runner = ProjectionRunner(DepositsOnly.self, events: events, readModels: models.store, batchSize: 2)
                try await events.append([withdrawal(), withdrawal()], to: stream(), expecting: .any)
                #expect(try await runner.run().position == 5)
            },
            ProjectionCase("an update without a row is counted, in all runs together") { events, models in
                try await events.append(
                    [withdrawal(), deposit(), withdrawal(1, from: "b")], to: stream(), expecting: .any)
                #expect(try await runner(events, models, batchSize: 1).run().missedUpdates == 2)
                try await events.append([withdrawal(1, from: "c")], to: stream(), expecting: .any)
                #expect(try await runner(events, models).run().missedUpdates == 3)
                #expect(try await runner(events, models).progress().missedUpdates == 3)
            },
            ProjectionCase("keys that only look the same are different rows") { events, models in
                try await events.append(
                    [deposit(1, to: "ä"), deposit(2, to: "a\u{308}")], to: stream(), expecting: .any)
                try await runner(events, models).run()
                #expect(try await models.rows().map(\.balance).sorted() == [1, 2])
            },
            ProjectionCase("each batch is reported") { events, models in
                try await events.append(deposits(5), to: stream(), expecting: .any)
                let reports = Reports()
                try await runner(events, models, batchSize: 2).run { reports.add($0.position) }
                #expect(reports.positions == [2, 4, 5])
            },
            ProjectionCase("two runners at once apply every event once") { events, models in
                try await events.append(deposits(200), to: stream(), expecting: .any)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for size in [3, 7, 11] {
                        group.addTask { try await runner(events, models, batchSize: size).run() }
                    }
                    try await group.waitForAll()
                }
                #expect(try await balances(models) == ["a": 200 * 201 / 2])
            },
        ]
}

/// Handles one of the two types.
private enum DepositsOnly: Projection {
    typealias Row = AccountBalance
    static let name = "AccountBalance"
    static let fingerprint = "deposits"
    static let eventTypes = ["MoneyDeposited"]

    static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<AccountBalance>
    ) throws(ProjectionError) {
        try AccountBalanceProjection.apply(record, to: &rows)
    }
}
