import Annals
import Testing

extension ProjectionCase {
    static let findingRows =
        [1, 2, 3, 500].map { batchSize in
            ProjectionCase("rows are found by the value of a column, in batches of \(batchSize)") { events, models in
                try await events.append(
                    [
                        deposit(5, to: "c"), deposit(5, to: "a"), deposit(3, to: "b"), sweep(5), deposit(2, to: "b"),
                        deposit(5, to: "a"), sweep(5), sweep(5), deposit(7, to: "c"), sweep(0), deposit(1, to: "b"),
                    ], to: stream(), expecting: .any)
                try await ProjectionRunner(
                    SweepingProjection.self, events: events, readModels: models.store, batchSize: batchSize
                ).run()
                // The order is that of the keys, and what was moved out of the way is not found again.
                let expected = [
                    AccountBalance(accountId: "a", balance: 0, tags: ["4:0", "7:0", "10:0"]),
                    AccountBalance(accountId: "b", balance: 1, tags: ["7:1", "10:1"]),
                    AccountBalance(accountId: "c", balance: 7, tags: ["4:1"]),
                ]
                #expect(try await models.rows() == expected)
            }
        } + [
            ProjectionCase("rows are found by the values of several columns, stored or not") { events, models in
                for batchSize in [1, 2, 500] {
                    let account = try stream("\(batchSize)")
                    let (a, b, c) = ("a\(batchSize)", "b\(batchSize)", "c\(batchSize)")
                    try await events.append(
                        [
                            deposit(5, to: a), deposit(5, to: b), deposit(4, to: c), pick(5, b), deposit(1, to: c),
                            pick(5, c), pick(5, b), pick(0, b), pick(4, a), pick(5, "nobody"),
                        ], to: account, expecting: .any)
                    try await ProjectionRunner(
                        SweepingProjection.self, events: events, readModels: models.store, batchSize: batchSize
                    ).run()
                    let rows = try await models.rows().filter { $0.accountId.hasSuffix("\(batchSize)") }
                    #expect(rows.map(\.balance) == [5, 0, 0])
                    #expect(rows.map(\.tags.count) == [0, 2, 1])
                }
            },
            ProjectionCase("a row without a value is found as null") { events, models in
                try await events.append([deposit(1, to: "a"), sweep(nil)], to: stream(), expecting: .any)
                let runner = ProjectionRunner(
                    SweepingProjection.self, events: events, readModels: models.store, batchSize: 1)
                try await runner.run()
                #expect(try await models.rows() == [AccountBalance(accountId: "a", balance: 0, tags: ["2:0"])])
            },
            ProjectionCase("what an event saw and changed is undone when it fails") { events, models in
                try await events.append(
                    [deposit(5, to: "a"), deposit(5, to: "b"), sweep(5, then: "b"), deposit(1, to: "a")],
                    to: stream(), expecting: .any)
                let runner = ProjectionRunner(SweepingProjection.self, events: events, readModels: models.store)
                let error = try await projectionError { try await runner.run() }
                #expect(error.event?.position == 3)
                #expect(try await balances(models) == ["a": 5, "b": 5])
            },
        ]
}

/// A deposit that empties the accounts with this balance, or those that were never updated; it may fail at one of them.
private func sweep(_ balance: Int?, then failing: String = "") throws -> ProposedEvent {
    try deposit(balance ?? 999, to: "sweep", tags: [failing])
}

/// A deposit that empties the account of this name if it has this balance.
private func pick(_ balance: Int, _ account: String) throws -> ProposedEvent {
    try deposit(balance, to: "pick", tags: [account, "pick"])
}

/// Deposits, and sweeps that note at which position and as the how many-eth the row was found.
private enum SweepingProjection: Projection {
    struct Failure: Error {}

    typealias Row = AccountBalance
    static let name = "AccountBalance"
    static let fingerprint = "sweeping"
    static let eventTypes = ["MoneyDeposited"]

    static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<AccountBalance>
    ) throws(ProjectionError) {
        let event = try ProjectionStep.decode(record, as: MoneyDeposited.self)
        guard ["sweep", "pick"].contains(event.accountId) else {
            var row = try rows.row(event.accountId) ?? AccountBalance(accountId: event.accountId)
            row.balance += event.amount
            return try rows.save(row)
        }
        let balance = ColumnValue.integer(Int64(event.amount))
        let found =
            switch (event.accountId, event.amount) {
            case ("pick", _): try rows.rows(where: ["balance": balance, "accountId": .text(event.tags.first ?? "")])
            case (_, 999): try rows.rows(where: "updatedAt", equals: .null)
            default: try rows.rows(where: "balance", equals: balance)
            }
        for (index, row) in found.enumerated() {
            if event.tags == [row.accountId] { throw ProjectionError(.custom(Failure())) }
            var row = row
            row.tags.append("\(record.metadata.position):\(index)")
            row.balance = 0
            try rows.save(row)
        }
    }
}
