import Annals
import AnnalsSQLite
import Foundation
import GRDB

/// What read models cost, as `Peers/cpp/sales_peer.cpp` makes them: `EventBenchmark sales WORK FILE [ARGUMENT]`. Prints
/// microseconds an event or a row.
struct SalesWork {
    private static let two: [any Projection.Type] = [OrderSummaryProjection.self, CustomerStatisticsProjection.self]
    private static let five =
        two + [ProductSalesProjection.self, AccountBalanceProjection.self, CarrierLoadProjection.self]

    let path: String

    func run(_ work: String, _ arguments: ArraySlice<String>) async throws {
        let store = try SQLiteEventStore(path: path, durability: .normal)
        let models = try SQLiteReadModels(beside: store)
        switch work {
        case "fill": try await fill(store, arguments.first ?? "")
        case "live": try await live(Self.two, store, models)
        case "one": try await live([OrderSummaryProjection.self], store, models)
        case "five": try await live(Self.five, store, models)
        case "rebuild": try await rebuild(Self.two, store, models)
        case "rebuild-one": try await rebuild([OrderSummaryProjection.self], store, models)
        case "rebuild-five": try await rebuild(Self.five, store, models)
        case "key": try await readByKey(models, Int(arguments.first ?? "") ?? 0, arguments.dropFirst().first)
        default: throw CocoaError(.featureUnsupported)
        }
        try store.close()
    }

    private func engine(
        _ projections: [any Projection.Type], _ store: SQLiteEventStore, _ models: SQLiteReadModels
    ) -> ProjectionEngine {
        ProjectionEngine(projections, events: store, readModels: models)
    }

    /// Everything that is there, in transactions of 500 events with their checkpoints.
    private func live(
        _ projections: [any Projection.Type], _ store: SQLiteEventStore, _ models: SQLiteReadModels
    ) async throws {
        let engine = engine(projections, store, models)
        try await measure(store) { try await engine.catchUp() }
    }

    /// The same beside rows that are there, with the swap.
    private func rebuild(
        _ projections: [any Projection.Type], _ store: SQLiteEventStore, _ models: SQLiteReadModels
    ) async throws {
        let engine = engine(projections, store, models)
        try await engine.catchUp()
        for projection in projections { try await engine.control.rebuild(projection.name) }
        try await measure(store) { try await engine.catchUp() }
        print("mb\t\(try Self.peakMegabytes())")
    }

    private func measure(_ store: SQLiteEventStore, _ body: () async throws -> Void) async throws {
        let count = try await store.lastPosition()
        let start = ContinuousClock.now
        try await body()
        print("us\t\((ContinuousClock.now - start) / .microseconds(1) / Double(count))")
    }

    /// The most memory that the process has had.
    private static func peakMegabytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }

    /// Rows by their keys in turn, 10,000 of them: with a statement that GRDB keeps, as the generated helper reads them, and
    /// from a cache that has them all.
    ///
    /// - Parameter only: The name of the one of the three that is run, to count its instructions.
    private func readByKey(_ models: SQLiteReadModels, _ count: Int, _ only: String?) async throws {
        let keys = try await models.read { db in
            try String.fetchAll(db, sql: "SELECT orderId FROM order_summaries ORDER BY substr(orderId, 20) LIMIT 10000")
        }
        let ids = keys.compactMap { UniqueID($0) }
        func print(_ name: String, _ start: ContinuousClock.Instant, _ rows: Int) throws {
            guard rows == count else { throw CocoaError(.fileReadCorruptFile) }
            Swift.print("\(name)\t\((ContinuousClock.now - start) / .microseconds(1) / Double(count))")
        }
        if only == nil || only == "grdb" {
            let start = ContinuousClock.now
            let rows = try await models.read { db in
                var rows = 0
                for number in 0..<count {
                    let statement = try db.cachedStatement(sql: "SELECT * FROM order_summaries WHERE orderId = ?")
                    let row = try PlainOrder.fetchOne(statement, arguments: [keys[number % keys.count]])
                    rows += row == nil ? 0 : 1
                }
                return rows
            }
            try print("grdb", start, rows)
        }
        if only == nil || only == "helper" {
            let start = ContinuousClock.now
            let rows = try await models.read { db in
                var rows = 0
                for number in 0..<count {
                    rows += try OrderSummary.fetchOne(db, key: ids[number % ids.count]) == nil ? 0 : 1
                }
                return rows
            }
            try print("helper", start, rows)
        }
        if only == nil || only == "cached" {
            let cache = RowCache<OrderSummary>(models, capacity: 20_000)
            for id in ids { _ = try await cache.row(id) }
            let start = ContinuousClock.now
            var rows = 0
            for number in 0..<count { rows += try await cache.row(ids[number % ids.count]) == nil ? 0 : 1 }
            try print("cached", start, rows)
        }
    }

    /// Appends the events of a file that `Scripts/sales.py` has written.
    private func fill(_ store: SQLiteEventStore, _ file: String) async throws {
        let lines = try Data(contentsOf: URL(fileURLWithPath: file), options: .mappedIfSafe).split(separator: UInt8(ascii: "\n"))
        for start in stride(from: 0, to: lines.count, by: 1000) {
            _ = try await store.append(
                try lines[start..<min(start + 1000, lines.count)].map { line in
                    let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 3)
                    let text = parts.map { String(decoding: $0, as: UTF8.self) }
                    guard text.count == 4, let version = Int(text[1]), let dash = text[2].firstIndex(of: "-") else {
                        throw CocoaError(.fileReadCorruptFile)
                    }
                    let stream = try StreamName(
                        category: String(text[2][..<dash]), id: String(text[2][text[2].index(after: dash)...]))
                    let event = try ProposedEvent(
                        type: text[0], version: version, payload: Array(parts[3]), registry: AnnalsRegistry.registry)
                    return StreamAppend([event], to: stream, expecting: .any)
                })
        }
    }
}

/// The row as a person writes it for GRDB.
private struct PlainOrder: FetchableRecord {
    var orderId: String
    var customerId: String
    var status: String
    var itemsCount: Int
    var totalAmount: Double
    var paidAmount: Double
    var carrier: String?
    var updatedAt: String

    init(row: Row) {
        orderId = row["orderId"]
        customerId = row["customerId"]
        status = row["status"]
        itemsCount = row["itemsCount"]
        totalAmount = row["totalAmount"]
        paidAmount = row["paidAmount"]
        carrier = row["carrier"]
        updatedAt = row["updatedAt"]
    }
}

extension OrderSummary: SQLiteReadModel {}
extension CustomerStatistics: SQLiteReadModel {}
