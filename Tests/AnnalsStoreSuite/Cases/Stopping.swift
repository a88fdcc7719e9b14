import Annals
import Testing

extension ProjectionCase {
    static let stopping =
        [1, 2, 4, 500].map { batchSize in
            ProjectionCase("a failing event stops the projection before it, in batches of \(batchSize)") {
                events, models in
                let poison = try deposit(.max, tags: ["poison"])
                try await events.append(
                    [deposit(10), deposit(7, to: "b"), deposit(5), poison, deposit(3)], to: stream(), expecting: .any)
                let runner = runner(events, models, batchSize: batchSize)
                for _ in 1...2 {
                    let error = try await projectionError { try await runner.run() }
                    #expect(error.projection == "AccountBalance")
                    #expect(error.event?.id == poison.id)
                    #expect(error.event?.position == 4)
                    #expect(error.step == "upsert balance")
                    guard case .evaluation(let cause) = error.reason else {
                        Issue.record("\(error)")
                        return
                    }
                    #expect(cause.kind == .overflow)
                    #expect(error.description.contains("position 4"))
                    let progress = try await runner.progress()
                    #expect(progress == ProjectionProgress(position: 3, target: 5, missedUpdates: 0))
                    let rows = try await models.rows()
                    #expect(rows.map(\.balance) == [15, 7])
                    #expect(rows.map(\.tags) == [[], []], "what the failing event had saved is undone")
                }
            }
        } + [
            ProjectionCase("a row that the failing event inserted or deleted is undone") { events, models in
                try await events.append([deposit(1, to: "a")], to: stream(), expecting: .any)
                try await events.append([deposit(1, to: "new")], to: stream("b"), expecting: .any)
                let runner = ProjectionRunner(DeletingProjection.self, events: events, readModels: models.store)
                let error = try await projectionError { try await runner.run() }
                guard case .custom(let cause) = error.reason else {
                    Issue.record("\(error)")
                    return
                }
                #expect(cause is DeletingProjection.Failure)
                #expect(try await balances(models) == ["a": 1])
            },
            ProjectionCase("an event of a newer version stops the projection") { events, models in
                let unknown = RecordedEvent(
                    metadata: EventMetadata(
                        id: .random(), type: "MoneyDeposited", version: 9, stream: "Account-a", streamVersion: 1,
                        position: 1, time: .now()), payload: Array("{}".utf8))
                _ = try await models.store.checkpoint(of: AccountBalanceProjection.self)
                let error = try await projectionError {
                    try await models.store.apply([unknown], with: AccountBalanceProjection.self, from: 0, to: 1)
                }
                guard case .decoding(let cause) = error.reason, case .unknownVersion(newest: 2) = cause.reason else {
                    Issue.record("\(error)")
                    return
                }
                #expect(error.description.contains("newer code"))
                #expect(try await models.store.checkpoint(of: AccountBalanceProjection.self).position == 0)
            },
            ProjectionCase("an event that cannot be upcast stops the projection") { events, models in
                try await events.append([oldDeposit(1), oldDeposit(.max / 2)], to: stream(), expecting: .any)
                let error = try await projectionError { try await runner(events, models).run() }
                guard case .decoding(let cause) = error.reason, case .upcastFailed(from: 1, to: 2, _) = cause.reason
                else {
                    Issue.record("\(error)")
                    return
                }
                #expect(error.event?.position == 2)
                #expect(try await balances(models) == ["a": 100])
            },
            ProjectionCase("a batch that does not begin at the checkpoint changes nothing") { events, models in
                try await events.append(deposits(2), to: stream(), expecting: .any)
                try await runner(events, models).run()
                let page = try await events.readAll()
                let checkpoint = try await models.store.apply(page, with: AccountBalanceProjection.self, from: 0, to: 2)
                #expect(checkpoint.position == 2)
                #expect(try await balances(models) == ["a": 3])
            },
            ProjectionCase("a closed event store is a typed error") { events, models in
                try await events.close()
                let error = try await projectionError { try await runner(events, models).run() }
                guard case .store(let cause) = error.reason else {
                    Issue.record("\(error)")
                    return
                }
                #expect(cause.code == .closed)
                #expect(error.projection == "AccountBalance")
            },
        ]
}

/// Deletes, inserts and then fails.
private enum DeletingProjection: Projection {
    struct Failure: Error {}

    typealias Row = AccountBalance
    static let name = "AccountBalance"
    static let fingerprint = "deleting"
    static let eventTypes = ["MoneyDeposited"]

    static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<AccountBalance>
    ) throws(ProjectionError) {
        if record.metadata.stream == "Account-a" {
            return try AccountBalanceProjection.apply(record, to: &rows)
        }
        try rows.delete("a")
        try rows.save(AccountBalance(accountId: "new"))
        try rows.delete("new")
        try rows.save(AccountBalance(accountId: "a", balance: 99))
        rows.countMissedUpdate()
        throw ProjectionError(.custom(Failure()))
    }
}

/// The error that a projection throws.
func projectionError<T>(
    sourceLocation: SourceLocation = #_sourceLocation, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> T
) async throws -> ProjectionError {
    do {
        _ = try await body()
    } catch let error as ProjectionError {
        return error
    }
    Issue.record("no error", sourceLocation: sourceLocation)
    throw ProjectionError(.custom(CancellationError()))
}
