import Annals
import JSONTrials
import Testing

extension StoreCase {
    private static func deposited(_ amount: Int) -> AccountEvent {
        .moneyDeposited(MoneyDeposited(accountId: "a", amount: amount))
    }

    private static func withdrawn(_ amount: Int) -> AccountEvent {
        .moneyWithdrawn(MoneyWithdrawn(accountId: "a", amount: amount))
    }

    private static func repository(
        _ store: any EventStore, every interval: Int? = 10, keeping count: Int = 3
    ) -> AggregateRepository<Account> {
        AggregateRepository(store: store, policy: interval.map { .every($0, keeping: count) })
    }

    private static func newest(_ store: any EventStore) async throws -> Snapshot? {
        try await (store as? any SnapshotStore)?.snapshot(of: stream(), fingerprint: Account.fingerprint)
    }

    static let snapshotLoading = [
        StoreCase("commands keep snapshots when they are due, and load from them") { store in
            let repository = repository(store)
            var balance = 0
            for number in 1...35 {
                let outcome = try await repository.execute("a") { state in
                    #expect(state == Account(balance: balance, transactions: number - 1))
                    return [deposited(number)]
                }
                balance += number
                #expect(outcome.version == number)
                try await repository.finishSnapshots()
                // It reaches as far as what was loaded: what a command decides is in the next one.
                #expect(
                    try await newest(store)?.version == (number > 30 ? 30 : number > 20 ? 20 : number > 10 ? 10 : nil))
            }
        },
        StoreCase("what loading costs does not depend on the length of the stream") { store in
            try await store.append(deposits(2000), to: stream(), expecting: .any)
            #expect(try await repository(store).saveSnapshot(of: "a") == 2000)
            try await store.append(deposits(7), to: stream(), expecting: .any)
            let counting = CountingStore(store)
            let snapshots = try #require(store as? any SnapshotStore)
            let repository = AggregateRepository<Account>(store: counting, snapshots: snapshots, policy: .every(10))
            let loaded = try await repository.load("a")
            // The last event of the snapshot and those after it.
            #expect(counting.take() == (events: 8, calls: 1))
            #expect(loaded.state == Account(balance: 2000 * 2001 / 2 + 28, transactions: 2007))
            #expect(loaded.version == 2007)
            let whole = AggregateRepository<Account>(store: counting, snapshots: snapshots)
            #expect(try await whole.load("a").state == loaded.state)
            #expect(counting.take().events == 2007)
        },
        StoreCase("an aggregate is loaded as of a version and a time from the snapshots before them") { store in
            let events = try (1...40).map { number in
                // Each fifth event was recorded by a clock that was late.
                try deposit(number, time: Timestamp(seconds: Int64(number % 5 == 0 ? number - 3 : number)))
            }
            let repository = repository(store, keeping: 9)
            for event in events {
                try await store.append([event], to: stream(), expecting: .any)
                if try await store.version(of: stream()) % 7 == 0 { try await repository.saveSnapshot(of: "a") }
            }
            let whole = Self.repository(store, every: nil)
            for version in 0...41 {
                let (loaded, expected) = (
                    try await repository.load("a", version: version), try await whole.load("a", version: version)
                )
                #expect((loaded.state, loaded.version) == (expected.state, expected.version))
                let time = try #require(Timestamp(seconds: Int64(version)))
                let (then, expectedThen) = (
                    try await repository.load("a", at: time), try await whole.load("a", at: time)
                )
                #expect((then.state, then.version) == (expectedThen.state, expectedThen.version))
            }
        },
        StoreCase("a stream whose removed events are in a snapshot is loaded from it") { store in
            try await store.append(deposits(20), to: stream(), expecting: .any)
            // Also where nobody looks for snapshots before they are needed.
            for repository in [repository(store), repository(store, every: nil)] {
                let version = try await repository.saveSnapshot(of: "a")
                try await store.append([deposit(100), deposit(200)], to: stream(), expecting: .any)
                let before = try await repository.load("a")
                #expect(try await store.truncate(stream(), before: version + 1) > 0)
                let loaded = try await repository.load("a")
                #expect((loaded.state, loaded.version) == (before.state, before.version))
                #expect(try await repository.execute("a") { _ in [deposited(1)] }.version == version + 3)
            }
            // All that is left is the snapshot.
            let repository = repository(store)
            let before = try await repository.load("a")
            #expect(try await repository.saveSnapshot(of: "a") == before.version)
            #expect(try await store.truncate(stream(), before: before.version + 1) > 0)
            #expect(try await store.read(stream()).isEmpty)
            #expect(try await repository.load("a").state == before.state)
            #expect(try await repository.execute("a") { _ in [deposited(1)] }.version == before.version + 1)
        },
        StoreCase("a snapshot that does not reach the first event is of no use") { store in
            try await store.append(deposits(20), to: stream(), expecting: .any)
            let repository = repository(store)
            try await repository.saveSnapshot(of: "a")
            try await store.append(deposits(5), to: stream(), expecting: .any)
            for version in [23, .max] {
                #expect(try await store.truncate(stream(), before: version) > 0)
                let error = await #expect(throws: AggregateError.self) { try await repository.load("a") }
                guard case .truncated? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
        },
        StoreCase("a snapshot of another definition is ignored") { store in
            try await store.append(deposits(20) + [withdrawal(10)], to: stream(), expecting: .any)
            try await repository(store).saveSnapshot(of: "a")
            let revised = AggregateRepository<RevisedAccount>(store: store, policy: .every(10))
            #expect(try await revised.load("a").state.account.balance == 190)
            try await revised.saveSnapshot(of: "a")
            #expect(try await revised.load("a").state.account.balance == 190)
            #expect(try await repository(store).load("a").state.balance == 200)
            #expect(try await newest(store) == nil)
        },
        StoreCase("a damaged snapshot is ignored, and an older one or the events are read") { store in
            let snapshots = try #require(store as? any SnapshotStore)
            try await store.append(deposits(20), to: stream(), expecting: .any)
            let ids = try await store.read(stream()).map(\.metadata.id)
            let whole = #"{"balance":1,"transactions":1}"#
            func save(_ version: Int, _ state: String, checksum: UInt64? = nil) async throws {
                let made = Snapshot(
                    stream: try stream(), fingerprint: Account.fingerprint, version: version, eventID: ids[version - 1],
                    time: .min, state: Array(state.utf8))
                let kept = Snapshot(
                    stream: made.stream, fingerprint: made.fingerprint, version: version, eventID: made.eventID,
                    time: made.time, state: made.state, checksum: checksum ?? made.checksum)
                try await snapshots.save(kept, keeping: 9)
            }
            try await save(20, whole, checksum: 1)
            try await save(19, #"{"balance":"#)
            try await save(18, #"{"balance":"x","transactions":1}"#)
            #expect(try await repository(store).load("a").state.balance == 210)
            try await save(17, whole)
            #expect(try await repository(store).load("a").state.balance == 1 + 18 + 19 + 20)
        },
        StoreCase("a snapshot of another history is ignored") { store in
            // Snapshots that are kept elsewhere, and an event store that was restored to an earlier time.
            let snapshots = InMemoryEventStore()
            let before = InMemoryEventStore()
            let shared = try deposits(10)
            for (store, last) in [(before as any EventStore, 100), (store, 1)] {
                try await store.append(shared, to: stream(), expecting: .any)
                try await store.append((0..<5).map { _ in try deposit(last) }, to: stream(), expecting: .any)
            }
            let lost = AggregateRepository<Account>(store: before, snapshots: snapshots, policy: .every(5))
            let repository = AggregateRepository<Account>(store: store, snapshots: snapshots, policy: .every(5))
            try await lost.saveSnapshot(of: "a")
            #expect(try await lost.load("a").state.balance == 555)
            #expect(try await repository.load("a").state.balance == 60)
            // Also where the stream does not reach as far as the snapshot.
            try await before.append([deposit(1000)], to: stream(), expecting: .any)
            try await lost.saveSnapshot(of: "a")
            let loaded = try await repository.load("a")
            #expect((loaded.state.balance, loaded.version) == (60, 15))
            #expect(try await repository.execute("a") { _ in [deposited(1)] }.version == 16)
        },
        StoreCase("a command succeeds where its snapshot cannot be kept") { store in
            struct Full: SnapshotStore {
                func save(_ snapshot: Snapshot, keeping count: Int) async throws(EventStoreError) {
                    throw EventStoreError(.full, "no space left")
                }
                func snapshot(
                    of stream: StreamName, fingerprint: String, upTo version: Int, recordedBy time: Timestamp
                ) async throws(EventStoreError) -> Snapshot? {
                    throw EventStoreError(.io, "reading failed")
                }
                func deleteSnapshots(of stream: StreamName) async throws(EventStoreError) {}
                func deleteSnapshots(fingerprint: String) async throws(EventStoreError) {}
            }
            try await store.append(deposits(20), to: stream(), expecting: .any)
            let repository = AggregateRepository<Account>(store: store, snapshots: Full(), policy: .every(10))
            #expect(try await repository.execute("a") { _ in [deposited(1)] }.version == 21)
            _ = try await storeError(.full) { try await repository.finishSnapshots() }
            try await repository.finishSnapshots()
        },
        StoreCase("of random histories, snapshot and tail are the whole fold") { store in
            for seed in 0..<40 as Range<UInt64> {
                var random = SeededGenerator(seed: seed)
                let id = "account \(seed)"
                let policy = SnapshotPolicy.every(.random(in: 1...12, using: &random), keeping: 2)
                let repository = AggregateRepository<Account>(store: store, policy: policy)
                let whole = Self.repository(store, every: nil)
                for _ in 0..<25 {
                    let events = try (0..<Int.random(in: 1...4, using: &random)).map { _ in
                        switch Int.random(in: 0..<4, using: &random) {
                        case 0: try withdrawal(.random(in: 0...50, using: &random), from: id)
                        case 1: try oldDeposit(.random(in: 0...50, using: &random), to: id)
                        case 2: try BalanceCorrected.stored(taken: .random(in: 0...9, using: &random), to: id)
                        default: try deposit(.random(in: 0...50, using: &random), to: id)
                        }
                    }
                    try await store.append(events, to: stream(id), expecting: .any)
                    try await repository.execute(id) { _ in [withdrawn(1)] }
                    try await repository.finishSnapshots()
                    let (loaded, expected) = (try await repository.load(id), try await whole.load(id))
                    #expect(loaded.state == expected.state, "seed \(seed)")
                    #expect(loaded.version == expected.version, "seed \(seed)")
                }
            }
        },
    ]
}
