import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Synchronization

/// What a program does with a store: it appends in every way, projects, rebuilds, consumes, takes snapshots, removes,
/// restores, closes, and opens again. What fails is noted, and the program goes on.
final class StoreWorkload: Sendable {
    /// One append and what became of it.
    struct Request: Sendable {
        var appends: [StreamAppend]
        var positions: ClosedRange<Int>?

        var ids: [UniqueID] { appends.flatMap { $0.events.map(\.id) } }
        var isForScratch: Bool { appends.contains { $0.stream.category == StoreWorkload.scratch } }
    }

    private struct State {
        var requests: [Request] = []
        var errors: [any Error] = []
        var history: [RecordedEvent] = []
        var mayHaveTruncated = false
        var hasTruncated = false
    }

    /// The category of the stream whose events are removed.
    static let scratch = "Scratch"
    static let fileName = "events.sqlite"

    let disk: SimulatedDisk
    /// What commits survive.
    let durability: Durability
    /// A mistake that must be found: an append counts as acknowledged before it is.
    let promisesTooEarly: Bool
    private let state = Mutex(State())

    init(_ disk: SimulatedDisk, durability: Durability = .full, promisesTooEarly: Bool = false) {
        self.disk = disk
        self.durability = durability
        self.promisesTooEarly = promisesTooEarly
    }

    /// The appends in the order in which they were answered.
    var requests: [Request] { state.withLock { $0.requests } }
    /// What failed.
    var errors: [any Error] { state.withLock { $0.errors } }
    /// All events that ever were in the store.
    var history: [RecordedEvent] { state.withLock { $0.history } }
    /// Whether the events of the scratch stream were to be removed, and were.
    var truncation: (tried: Bool, done: Bool) { state.withLock { ($0.mayHaveTruncated, $0.hasTruncated) } }

    private var path: String { disk.folder + Self.fileName }

    /// Runs all of it.
    func run(_ configure: @Sendable (SQLiteEventStore) async throws -> Void = { _ in }) async {
        await session { store in
            try await configure(store)
            let models = try SQLiteReadModels(beside: store)
            // Small, so that much goes from the log to the file.
            await self.attempt { try await self.pragma("wal_autocheckpoint = 8", models) }
            let runner = self.runner(store, models)
            for count in 1...3 { await self.append(count, to: "a", store) }
            await self.append([("b", 2), ("c", 3)], store)
            await self.append(3, to: "x", category: Self.scratch, store)
            await self.attempt { try await runner.run() }
            await withTaskGroup(of: Void.self) { group in
                for caller in 0..<6 { group.addTask { await self.append(caller % 2 + 1, to: "g\(caller % 3)", store) } }
            }
            await self.attempt {
                try await store.setMetadata(["owner": .string("ann")], of: stream("a"))
            }
            await self.append(1, to: "long", size: 9000, store)
            await self.attempt { try await runner.run() }
            await self.attempt { self.note(try await store.readAll(limit: .max)) }
            await self.truncate(store)
            await self.append(2, to: "a", store)
            await self.attempt { try await runner.rebuild() }
            await self.attempt {
                try await AggregateRepository<Account>(store: store, policy: .every(1)).saveSnapshot(of: "a")
            }
            await self.attempt { try await FaultLedger(store).keep() }
            await self.attempt { try await self.pragma("wal_checkpoint(TRUNCATE)", models) }
            await self.append(2, to: "d", store)
        }
        await session { store in
            let models = try SQLiteReadModels(beside: store)
            var options = EngineOptions()
            options.backoff = Backoff(first: .microseconds(1), limit: .microseconds(1))
            let engine = ProjectionEngine(
                [TagCountProjection.self], events: store, readModels: models, options: options)
            await self.attempt { try await engine.keepInline() }
            await self.append(1, to: "a", store)
            await self.attempt { try await engine.control.rebuild(TagCountProjection.name) }
            await self.append([("b", 1), ("new", 2)], store)
            await self.attempt { try await engine.catchUp() }
            await self.attempt { try await self.runner(store, models).run() }
            await self.attempt { try await FaultLedger(store).keep() }
            await self.attempt { self.note(try await store.readAll(limit: .max)) }
        }
    }

    private func runner(
        _ store: SQLiteEventStore, _ models: SQLiteReadModels
    ) -> ProjectionRunner<AccountBalanceProjection> {
        ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models, batchSize: 5)
    }

    private func session(_ body: (SQLiteEventStore) async throws -> Void) async {
        do {
            let store = try SQLiteEventStore(path: path, durability: durability)
            await attempt { try await body(store) }
            try store.close()
        } catch {
            state.withLock { $0.errors.append(error) }
        }
    }

    private func attempt(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            state.withLock { $0.errors.append(error) }
        }
    }

    private func pragma(_ text: String, _ models: SQLiteReadModels) async throws {
        try await models.database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA \(text)") }
    }

    private func note(_ records: [RecordedEvent]) {
        state.withLock { state in
            let known = Set(state.history.map(\.position))
            state.history += records.filter { !known.contains($0.position) }
        }
    }

    private func append(
        _ count: Int, to account: String, category: String = "Account", size: Int = 1, _ store: SQLiteEventStore
    ) async {
        await attempt {
            let tag = category == Self.scratch ? category : String(repeating: "t", count: size)
            let events = try (0..<count).map { try deposit($0 + 1, to: account, tags: [tag]) }
            await self.send([StreamAppend(events, to: try stream(account, category: category), expecting: .any)], store)
        }
    }

    private func append(_ accounts: [(String, Int)], _ store: SQLiteEventStore) async {
        await attempt {
            await self.send(
                try accounts.map { account, count in
                    StreamAppend(try deposits(count, to: account), to: try stream(account), expecting: .any)
                }, store)
        }
    }

    private func send(_ appends: [StreamAppend], _ store: SQLiteEventStore) async {
        var request = Request(appends: appends)
        if promisesTooEarly, let last = try? await store.lastPosition() {
            disk.promise(.appended(upTo: last + request.ids.count))
        }
        do {
            let end = try await store.append(appends).compactMap(\.position).max() ?? 0
            disk.promise(.appended(upTo: end))
            request.positions = (end - request.ids.count + 1)...end
        } catch {
            state.withLock { $0.errors.append(error) }
        }
        state.withLock { $0.requests.append(request) }
    }

    private func truncate(_ store: SQLiteEventStore) async {
        await attempt {
            let name = try stream("x", category: Self.scratch)
            let removed = try await store.read(name)
            state.withLock { $0.mayHaveTruncated = true }
            try await store.delete(name)
            _ = try await store.restore(removed)
            try await store.delete(name)
            state.withLock { $0.hasTruncated = true }
            disk.promise(.truncated)
        }
    }
}
