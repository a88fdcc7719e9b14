package import Annals

/// A row for each account.
package struct AccountBalance: ReadModel {
    package var accountId: String
    package var balance: Int
    package var updatedAt: Timestamp?
    package var tags: [String]

    package init(accountId: String, balance: Int = 0, updatedAt: Timestamp? = nil, tags: [String] = []) {
        self.accountId = accountId
        self.balance = balance
        self.updatedAt = updatedAt
        self.tags = tags
    }

    package static let table = TableSchema(
        "account_balances",
        columns: [
            ColumnSchema("accountId", .text),
            ColumnSchema("balance", .integer),
            ColumnSchema("updatedAt", .text, as: .timestamp, isNullable: true, isIndexed: true),
            ColumnSchema("tags", .text, as: .json),
        ],
        primaryKey: ["accountId"])

    package var key: String { accountId }

    package func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(accountId)
        try columns.write(balance)
        try columns.write(updatedAt)
        try columns.writeJSON { writer in writer.list(tags) { $0.value($1) } }
    }

    package static func write(_ key: String, to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(key)
    }

    package init(from columns: inout ColumnReader) throws(InvalidRow) {
        accountId = try columns.read()
        balance = try columns.read()
        updatedAt = try columns.read()
        tags = try columns.readJSON { reader in reader.list { $0.string() } }
    }
}

/// How the rows follow from events. A deposit upserts, a withdrawal updates, and one of 0 deletes.
package enum AccountBalanceProjection: Projection {
    package typealias Row = AccountBalance
    package static let name = "AccountBalance"
    package static let fingerprint = "balance-1"
    package static let eventTypes = ["MoneyDeposited", "MoneyWithdrawn", "BalanceCorrected", "BalanceFixed"]
    package static let retired: [any RetiredEvent.Type] = [BalanceCorrected.self]

    package static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<AccountBalance>
    ) throws(ProjectionError) {
        switch record.type {
        case "MoneyDeposited":
            let event: MoneyDeposited
            do throws(EventDecodingError) { event = try MoneyDeposited.decode(record) } catch {
                throw ProjectionError(error)
            }
            var row = try rows.row(event.accountId) ?? AccountBalance(accountId: event.accountId)
            // Saved before the sum, which may fail: what an event has changed must be undone.
            row.tags = event.tags
            row.updatedAt = record.metadata.time
            try rows.save(row)
            do throws(EvaluationError) { row.balance = try sum(row.balance, event.amount) } catch {
                throw ProjectionError(error, step: "upsert balance")
            }
            try rows.save(row)
        case "MoneyWithdrawn":
            let event: MoneyWithdrawn
            do throws(EventDecodingError) { event = try MoneyWithdrawn.decode(record) } catch {
                throw ProjectionError(error)
            }
            guard var row = try rows.row(event.accountId) else { return rows.countMissedUpdate() }
            guard event.amount > 0 else { return try rows.delete(event.accountId) }
            do throws(EvaluationError) { row.balance = try sum(row.balance, -event.amount) } catch {
                throw ProjectionError(error, step: "update balance")
            }
            try rows.save(row)
        default: break
        }
    }
}

/// The same table and name under another definition.
package enum ChangedBalanceProjection: Projection {
    package typealias Row = AccountBalance
    package static let name = AccountBalanceProjection.name
    package static let fingerprint = "balance-2"
    package static let eventTypes = AccountBalanceProjection.eventTypes

    package static func apply(
        _ record: RecordedEvent, to rows: inout some RowAccess<AccountBalance>
    ) throws(ProjectionError) {
        try AccountBalanceProjection.apply(record, to: &rows)
    }
}
