import Annals
import AnnalsSQLite
import Foundation

/// The main job on real input: a year of old events, stored as they are, read as they would be written today.
@main
struct Shop {
    static func main() async {
        do {
            let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            try await run(
                history: arguments.history, database: arguments.database, isTemporary: arguments.isTemporary)
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(history path: String, database: String, isTemporary: Bool) async throws {
        let history = try History(path: path)
        print("\(history.lines.count) events from \(path) into \(database)\n")

        var bar = ProgressBar("validated, each in its own version", of: history.lines.count)
        var events: [(stream: StreamName, event: ProposedEvent)] = []
        for index in history.lines.indices {
            events.append(try history.event(index))
            bar.advance(1)
        }
        bar.finish()

        let steps = Steps(store: try SQLiteEventStore(path: database))
        bar = ProgressBar("appended to SQLite as they were", of: events.count)
        try await steps.append(events) { bar.advance($0) }
        bar.finish()

        bar = ProgressBar("read back as the newest types", of: events.count)
        let versions = try await steps.read { bar.advance($0) }
        bar.finish()

        bar = ProgressBar("folded into aggregates", of: events.count)
        let orders = try await steps.fold(Order.self) { bar.advance($0) }
        let accounts = try await steps.fold(Account.self) { bar.advance($0) }
        bar.finish()

        let tables = try SQLiteReadModels(beside: steps.store)
        bar = ProgressBar("projected into \(AnnalsRegistry.projections.count) read models", of: events.count)
        var missed = 0
        for projection in AnnalsRegistry.projections {
            missed += try await steps.project(projection, into: tables).missedUpdates
            bar.advance(events.count / AnnalsRegistry.projections.count)
        }
        bar.finish()

        printVersions(versions)
        let states = Dictionary(grouping: orders.values, by: \.status).mapValues(\.count)
        let words = OrderStatus.allCases.compactMap { status in states[status].map { "\($0) \(status.rawValue)" } }
        let balance = accounts.values.reduce(0) { $0 + $1.balance }
        print("\norders: \(words.joined(separator: ", "))")
        print("accounts: \(accounts.count), together \(Table.money(cents: balance)) EUR")
        print("updates of rows that were not there: \(missed)")
        try await ReadModels(tables: tables).print()
        try steps.store.close()
        if isTemporary {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + suffix) }
        }
    }

    private static func printVersions(_ versions: [String: [Int: Int]]) {
        var table = Table("events by the version that they were stored in", ["event", "v1", "v2", "v3"])
        for (type, counts) in versions.sorted(by: { $0.key < $1.key }) {
            table.add([type] + (1...3).map { counts[$0].map(String.init) ?? "" })
        }
        table.print()
    }
}
