import Annals
import AnnalsSQLite

/// Queries on the read models: the rows are GRDB records.
struct ReadModels {
    let tables: SQLiteReadModels
    private static let shown = 5

    func print() async throws {
        try await orders()
        try await search()
        try await customers()
        try await products()
        try await accounts()
        try await transactions()
    }

    private func title(_ table: TableSchema, _ count: Int, _ order: String) -> String {
        "\(table.name): \(count) rows, \(order)"
    }

    private func orders() async throws {
        let (rows, count) = try await tables.read { db in
            (
                try OrderSummary.order(OrderSummary.Columns.totalAmount.desc).limit(ReadModels.shown).fetchAll(db),
                try OrderSummary.fetchCount(db)
            )
        }
        var table = Table(
            title(OrderSummary.table, count, "the largest"),
            ["order", "customer", "status", "items", "total", "currency", "updated"])
        for row in rows {
            table.add([
                row.orderId.description.prefix(8) + "…", row.customerId, row.status.rawValue, "\(row.itemsCount)",
                Table.money(row.totalAmount), row.currency, row.updatedAt.description,
            ])
        }
        table.print()
    }

    /// Orders of the best customer that were delivered, the newest first, with what is in them.
    private func search() async throws {
        let best = try await tables.read { db in
            try CustomerStatistics.order(CustomerStatistics.Columns.lifetimeValue.desc).fetchOne(db)?.customerId ?? ""
        }
        let (page, products) = try await tables.read { db in
            let request = OrderSearch.filter(OrderSearch.Columns.customerId == best)
            let page = try request.fetchPage(db, by: .placedAt.descending, limit: ReadModels.shown)
            return (page, try page.rows.map { try $0.itemsRows.fetchAll(db).map(\.productId) })
        }
        let words = "\(best.prefix(6)) delivered"
        let found = try await tables.read { db in try OrderSearch.search(words).fetchCount(db) }
        var table = Table(
            title(OrderSearch.table, page.total, "the newest of \(best); \(found) match \"\(words)\""),
            ["order", "placed", "status", "total", "products"])
        for (row, products) in zip(page.rows, products) {
            table.add([
                row.orderId.description.prefix(8) + "…", row.placedAt.description, row.status.rawValue,
                Table.money(row.totalAmount), products.prefix(3).joined(separator: ", "),
            ])
        }
        table.print()
    }

    private func customers() async throws {
        let (rows, count) = try await tables.read { db in
            (
                try CustomerStatistics.order(CustomerStatistics.Columns.lifetimeValue.desc).limit(ReadModels.shown)
                    .fetchAll(db), try CustomerStatistics.fetchCount(db)
            )
        }
        var table = Table(
            title(CustomerStatistics.table, count, "the best customers"), ["customer", "orders", "value", "last order"])
        for row in rows {
            table.add([
                row.customerId, "\(row.totalOrders)", Table.money(row.lifetimeValue),
                row.lastOrderAt.map(\.description) ?? "",
            ])
        }
        table.print()
    }

    private func products() async throws {
        let (rows, count) = try await tables.read { db in
            (
                try ProductSales.order(ProductSales.Columns.revenue.desc).limit(ReadModels.shown).fetchAll(db),
                try ProductSales.fetchCount(db)
            )
        }
        var table = Table(title(ProductSales.table, count, "the best sellers"), ["product", "units", "revenue"])
        for row in rows { table.add([row.productId, "\(row.unitsSold)", Table.money(row.revenue)]) }
        table.print()
    }

    private func accounts() async throws {
        let (rows, count) = try await tables.read { db in
            (
                try AccountBalance.order(AccountBalance.Columns.balance.desc).limit(ReadModels.shown).fetchAll(db),
                try AccountBalance.fetchCount(db)
            )
        }
        var table = Table(
            title(AccountBalance.table, count, "the highest balances"),
            ["account", "balance", "currency", "transactions"])
        for row in rows {
            table.add([
                row.accountId.description.prefix(8) + "…", Table.money(cents: row.balance), row.currency,
                "\(row.transactions)",
            ])
        }
        table.print()
    }

    private func transactions() async throws {
        let (rows, count) = try await tables.read { db in
            (
                try Transactions.order(Transactions.Columns.createdAt.desc).limit(ReadModels.shown).fetchAll(db),
                try Transactions.fetchCount(db)
            )
        }
        var table = Table(
            title(Transactions.table, count, "the latest"), ["account", "type", "amount", "counterparty", "time"])
        for row in rows {
            table.add([
                row.accountId.description.prefix(8) + "…", row.type.rawValue, Table.money(cents: row.amount),
                row.counterparty, row.createdAt.description,
            ])
        }
        table.print()
    }
}
