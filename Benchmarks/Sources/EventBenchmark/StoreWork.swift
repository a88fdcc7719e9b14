import Annals
import AnnalsSQLite
import Foundation

/// What the SQLite store costs, as `Peers/c/store_peer.c` does it: `EventBenchmark store WORK FILE COUNT BATCH SYNCHRONOUS
/// PAYLOADS`. Prints microseconds.
struct StoreWork {
    private static let streams = 10_000
    private static let callers = 64

    let path: String
    let count: Int
    let batch: Int
    let durability: Durability
    let payloads: String

    init(_ arguments: [String]) throws {
        guard arguments.count == 6, let count = Int(arguments[2]), let batch = Int(arguments[3]),
            let durability = Durability(rawValue: arguments[4])
        else { throw CocoaError(.featureUnsupported) }
        (path, payloads) = (arguments[1], arguments[5])
        (self.count, self.batch, self.durability) = (count, batch, durability)
    }

    func run(_ work: String) async throws {
        let store = try SQLiteEventStore(path: path, durability: durability)
        switch work {
        case "append": try await append(to: store)
        case "callers": try await appendFromManyCallers(to: store)
        case "replay": try await replay(store)
        case "load": try await load(store)
        case "fill": try await fill(store)
        default: throw CocoaError(.featureUnsupported)
        }
        try store.close()
    }

    private func proposed(_ number: Int, _ payload: [UInt8], version: Int = 3) throws -> StreamAppend {
        let event = try ProposedEvent(
            type: "OrderPlaced", version: version, payload: payload, registry: AnnalsRegistry.registry)
        return StreamAppend([event], to: try stream(number), expecting: .any)
    }

    private func stream(_ number: Int) throws -> StreamName {
        let digits = String(number % StoreWork.streams)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        return try StreamName(category: "Order", id: "6ba7b810-9dad-41d1-80b4-\(zeros)\(digits)")
    }

    private func lines(_ name: String) throws -> [[UInt8]] {
        let text = try Data(contentsOf: URL(fileURLWithPath: "\(payloads)/\(name).jsonl"))
        return text.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    // MARK: - Works

    /// `batch` appends of one event a call.
    private func append(to store: SQLiteEventStore) async throws {
        let payload = try lines("v3")[0]
        var calls: [[StreamAppend]] = []
        for start in stride(from: 0, to: count, by: batch) {
            calls.append(try (start..<min(start + batch, count)).map { try proposed($0, payload) })
        }
        let start = ContinuousClock.now
        for call in calls { _ = try await store.append(call) }
        print("us\t\((ContinuousClock.now - start) / .microseconds(1) / Double(count))")
    }

    /// One event a call, from many tasks at once.
    private func appendFromManyCallers(to store: SQLiteEventStore) async throws {
        let payload = try lines("v3")[0]
        let appends = try (0..<count).map { try proposed($0, payload) }
        let start = ContinuousClock.now
        let waits = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for caller in 0..<StoreWork.callers {
                group.addTask {
                    var waits: [Duration] = []
                    for number in stride(from: caller, to: appends.count, by: StoreWork.callers) {
                        let start = ContinuousClock.now
                        _ = try await store.append([appends[number]])
                        waits.append(ContinuousClock.now - start)
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        print("us\t\((ContinuousClock.now - start) / .microseconds(1) / Double(count))")
        print("p99\t\(waits.sorted()[waits.count * 99 / 100] / .milliseconds(1))")
    }

    /// Events of versions 1 and 3 in turn, for the works that read.
    private func fill(_ store: SQLiteEventStore) async throws {
        let (old, new) = (try lines("v1"), try lines("v3"))
        for start in stride(from: 0, to: count, by: 1000) {
            _ = try await store.append(
                try (start..<min(start + 1000, count)).map { number in
                    number % 2 == 0
                        ? try proposed(number, old[number % old.count], version: 1)
                        : try proposed(number, new[number % new.count])
                })
        }
    }

    /// Every event, read in pages, decoded and upcast.
    private func replay(_ store: SQLiteEventStore) async throws {
        let start = ContinuousClock.now
        var (position, items, seen) = (0, 0, 0)
        while true {
            let page = try await store.readAll(after: position, limit: batch)
            guard let last = page.last else { break }
            for record in page { items += try OrderPlaced.decode(record).items.count }
            position = last.position
            seen += page.count
        }
        print("us\t\((ContinuousClock.now - start) / .microseconds(1) / Double(seen))")
        print("items\t\(items)")
    }

    /// All events of one stream after the other, decoded and upcast.
    private func load(_ store: SQLiteEventStore) async throws {
        let names = try (0..<count).map { try stream($0 * 7919) }
        let start = ContinuousClock.now
        var (items, rows) = (0, 0)
        for name in names {
            let records = try await store.read(name)
            rows += records.count
            for record in records { items += try OrderPlaced.decode(record).items.count }
        }
        print("us\t\((ContinuousClock.now - start) / .microseconds(1) / Double(count))")
        print("rows\t\(rows)")
        print("items\t\(items)")
    }
}
