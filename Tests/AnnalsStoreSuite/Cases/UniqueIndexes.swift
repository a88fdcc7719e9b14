import Annals
import Testing

extension ProjectionCase {
    static let uniqueIndexes = [1, 2, 500].flatMap { batchSize in
        [
            ProjectionCase("two rows with one unique value are a typed error, in batches of \(batchSize)") {
                events, models in
                try await events.append(
                    [deposit(1, to: "a"), deposit(2, to: "b"), deposit(1, to: "c")], to: stream(), expecting: .any)
                let violation = try await violation(events, models, batchSize, at: 3)
                #expect(violation.columns == ["number"])
                #expect(violation.values == [.integer(1)])
                #expect(violation.key == [.text("c")])
                #expect(violation.other == [.text("a")])
                #expect(violation.table == "numbered")
            },
            ProjectionCase("an event exchanges unique values, in batches of \(batchSize)") { events, models in
                try await events.append(
                    [
                        deposit(1, to: "a"), deposit(2, to: "b"), deposit(7, to: "a,b"), deposit(1, to: "b"),
                        deposit(2, to: "c"),
                    ], to: stream(), expecting: .any)
                #expect(try await violation(events, models, batchSize, at: 5).other == [.text("a")])
            },
            ProjectionCase("a value that is given up is free again, in batches of \(batchSize)") { events, models in
                try await events.append(
                    [
                        deposit(1, to: "a"), deposit(2, to: "a"), deposit(1, to: "b"), deposit(0, to: "a"),
                        deposit(2, to: "c"), deposit(0, to: "c"), deposit(0, to: "b"), deposit(0, to: "c"),
                        deposit(3, to: "b"), deposit(3, to: "c"),
                    ], to: stream(), expecting: .any)
                #expect(try await violation(events, models, batchSize, at: 10).other == [.text("b")])
            },
            ProjectionCase("what a failed event would have taken is free, in batches of \(batchSize)") {
                events, models in
                try await events.append(
                    [deposit(1, to: "a"), deposit(2, to: "b"), deposit(1, to: "b,a,c")], to: stream(), expecting: .any)
                for _ in 0..<2 { #expect(try await violation(events, models, batchSize, at: 3).key == [.text("c")]) }
            },
        ]
    }
}

private func violation(
    _ events: any EventStore, _ models: ReadModelsUnderTest, _ batchSize: Int, at position: Int
) async throws -> UniqueViolation {
    let runner = ProjectionRunner(
        NumberedProjection.self, events: events, readModels: models.store, batchSize: batchSize)
    let error = try await projectionError { try await runner.run() }
    #expect(error.event?.position == position)
    guard case .notUnique(let violation) = error.reason else { throw error }
    return violation
}

/// Gives each account a number that no other may have.
private struct Numbered: ReadModel {
    static let table = TableSchema(
        "numbered", columns: [ColumnSchema("account", .text), ColumnSchema("number", .integer, isNullable: true)],
        primaryKey: ["account"], indexes: [IndexSchema(["number"], isUnique: true)])

    var key: String
    var number: Int?

    init(key: String, number: Int?) {
        self.key = key
        self.number = number
    }

    func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(key)
        try columns.write(number)
    }

    static func write(_ key: String, to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(key) }

    init(from columns: inout ColumnReader) throws(InvalidRow) {
        key = try columns.read()
        number = try columns.read()
    }
}

private enum NumberedProjection: Projection {
    typealias Row = Numbered
    static let name = "Numbered"
    static let fingerprint = "numbered"
    static let eventTypes = ["MoneyDeposited"]

    /// A deposit of 0 leaves the account without a number, and accounts in a list get numbers one after the other, the
    /// last of them that of the first again.
    static func apply(_ record: RecordedEvent, to rows: inout some RowAccess<Numbered>) throws(ProjectionError) {
        let event = try ProjectionStep.decode(record, as: MoneyDeposited.self)
        let accounts = event.accountId.split(separator: ",").map(String.init)
        guard accounts.count > 1 else {
            return try rows.save(Numbered(key: event.accountId, number: event.amount == 0 ? nil : event.amount))
        }
        let numbers = event.amount == 7 ? [2, 1] : [1, 2, 1]
        for (account, number) in zip(accounts, numbers) { try rows.save(Numbered(key: account, number: number)) }
    }
}
