internal import Annals
public import GRDB

/// Some rows of a read model, one after the other in an order.
public struct RowPage<Row: SQLiteReadModel>: Sendable {
    /// The rows.
    public let rows: [Row]
    /// How many rows there are on all pages together.
    public let total: Int
    /// Where the next page begins; nil on the last one.
    public let next: RowCursor<Row>?
}

/// A cursor of another order than that which is asked for.
public struct WrongCursor: Error, Hashable, Sendable, CustomStringConvertible {
    /// The columns by which the cursor is ordered.
    public let cursor: [String]
    /// The columns by which the page is ordered.
    public let order: [String]

    /// Both, and what to do.
    public var description: String {
        "the cursor is a place in the order by \(cursor.joined(separator: ", ")), and the page is ordered by "
            + "\(order.joined(separator: ", ")); use the order of the cursor, or begin with the first page"
    }
}

extension SQLiteReadModel {
    /// A page of all rows.
    ///
    /// - Parameters:
    ///   - order: By what they are ordered; an order of an index takes no time for the pages before.
    ///   - cursor: Where the page begins; nil for the first.
    ///   - limit: How many rows a page has, at least 1.
    /// - Throws: `WrongCursor` for one of another order, and what a query throws.
    public static func fetchPage(
        _ db: Database, by order: RowOrder<Self> = .key, after cursor: RowCursor<Self>? = nil, limit: Int
    ) throws -> RowPage<Self> {
        try all().fetchPage(db, by: order, after: cursor, limit: limit)
    }
}

extension QueryInterfaceRequest where RowDecoder: SQLiteReadModel {
    /// A page of the rows of this request, in place of the order that it has.
    ///
    /// - Parameters:
    ///   - order: By what they are ordered; an order of an index takes no time for the pages before.
    ///   - cursor: Where the page begins; nil for the first.
    ///   - limit: How many rows a page has, at least 1.
    /// - Throws: `WrongCursor` for one of another order, and what a query throws.
    public func fetchPage(
        _ db: Database, by order: RowOrder<RowDecoder> = .key, after cursor: RowCursor<RowDecoder>? = nil, limit: Int
    ) throws -> RowPage<RowDecoder> {
        if let cursor, cursor.order != order {
            throw WrongCursor(cursor: cursor.order.columns, order: order.columns)
        }
        let limit = Swift.max(limit, 1)
        let total = try fetchCount(db)
        let rest = cursor.map { filter(order.after($0.values)) } ?? self
        // One more, to know whether there is a next page.
        var rows = try rest.order(order.orderings).limit(limit + 1).fetchAll(db)
        guard rows.count > limit else { return RowPage(rows: rows, total: total, next: nil) }
        rows.removeLast()
        let next = try rows.last.map { RowCursor(order: order, values: try order.values(of: $0)) }
        return RowPage(rows: rows, total: total, next: next)
    }
}
