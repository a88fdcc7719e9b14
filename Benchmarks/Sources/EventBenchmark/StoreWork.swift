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
        case "growth": try await grow(store)
        case "memory": try await replayWithinMemory(store)
        default: throw CocoaError(.featureUnsupported)
        }
        try store.close()
    }

    private func proposed(_ number: Int, _ payload: [UInt8], version: Int = 3) throws -> StreamAppend {
        let event = try ProposedEvent(
            type: "OrderPlaced", version: version, payload: payload, registry: AnnalsRegistry.registry)
        return StreamAppend([event], to: try stream(number), expecting: .any)
    }

    /// Ids are random in life, and so are the places in an index of names.
    private func stream(_ number: Int) throws -> StreamName {
        let id = String((UInt64(number % StoreWork.streams) &* 0x9E37_79B9_7F4A_7C15) >> 16, radix: 16)
        let zeros = String(repeating: "0", count: 12 - id.count)
        return try StreamName(category: "Order", id: "6ba7b810-9dad-41d1-80b4-\(zeros)\(id)")
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
        let start = Moment()
        for call in calls { _ = try await store.append(call) }
        start.report(count)
    }

    /// One event a call, from many tasks at once.
    private func appendFromManyCallers(to store: SQLiteEventStore) async throws {
        let payload = try lines("v3")[0]
        let appends = try (0..<count).map { try proposed($0, payload) }
        let start = Moment()
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
        start.report(count)
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
        let start = Moment()
        var (position, items, seen) = (0, 0, 0)
        while true {
            let page = try await store.readAll(after: position, limit: batch)
            guard let last = page.last else { break }
            for record in page { items += try OrderPlaced.decode(record).items.count }
            position = last.position
            seen += page.count
        }
        start.report(seen)
        print("items\t\(items)")
    }

    /// All events of one stream after the other, decoded and upcast.
    private func load(_ store: SQLiteEventStore) async throws {
        let names = try (0..<count).map { try stream($0 * 7919) }
        let start = Moment()
        var (items, rows) = (0, 0)
        for name in names {
            let records = try await store.read(name)
            rows += records.count
            for record in records { items += try OrderPlaced.decode(record).items.count }
        }
        start.report(count)
        print("rows\t\(rows)")
        print("items\t\(items)")
    }

    // MARK: - Long logs

    private static let manyStreams: UInt64 = 100_000

    /// One event an append, `batch` appends a call, each to any of 100,000 streams. Prints the cost of the events before
    /// each power of ten: of the last half, at most 100,000 of them.
    private func grow(_ store: SQLiteEventStore) async throws {
        let payload = try lines("v3")[0]
        var (number, milestone, spent, counted) = (0, 10_000, Duration.zero, 0)
        var random: UInt64 = 88_172_645_463_325_252
        while number < count {
            // The same events are made all the way; only appending is timed.
            let call = try (0..<batch).map { _ in
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let stream = (random >> 33) % StoreWork.manyStreams
                let name = try StreamName(category: "Order", id: UniqueID(high: stream &* 0x9E37_79B9_7F4A_7C15, low: stream).description)
                let event = try ProposedEvent(
                    type: "OrderPlaced", version: 3, payload: payload, registry: AnnalsRegistry.registry)
                return StreamAppend([event], to: name, expecting: .any)
            }
            let start = ContinuousClock.now
            _ = try await store.append(call)
            number += batch
            if milestone - number < min(milestone / 2, 100_000) {
                spent += ContinuousClock.now - start
                counted += batch
            }
            if number >= milestone {
                print("\(milestone)\t\(spent / .microseconds(1) / Double(counted))")
                (milestone, spent, counted) = (milestone * 10, .zero, 0)
            }
        }
    }

    /// Every event, read in pages and decoded. Prints how far the memory went above where it was when reading began.
    private func replayWithinMemory(_ store: SQLiteEventStore) async throws {
        _ = try await store.readAll(limit: batch)
        let start = Moment().peakMemory
        try await replay(store)
        print("MiB\t\((Moment().peakMemory - start) / 1_048_576)")
    }
}
