import AnnalsStoreSuite
import Synchronization
import Testing

@testable import Annals

/// Pages that are folded in parts, where the keys of rows are the ids of streams.
@Suite struct PageFoldTests {
    private let models = InMemoryReadModels()

    /// What comes of folding events in so many parts, into rows that begin empty.
    private func fold<P: Projection>(_ projection: P.Type, _ events: [RecordedEvent], parts: Int) async throws -> Fold {
        _ = try await models.checkpoint(of: P.self)
        let memory = KeptRows<P>()
        memory.begin(epoch: 0, stored: ProjectionCheckpoint())
        (memory.wantedParts, memory.limit) = (parts, 1 << 20)
        memory.split()
        let lane = ProjectionLane(projection: P.self, isRebuild: false, position: 0, epoch: 0)
        let end = events.last?.position ?? 0
        return await PageFold(lane: lane, memory: memory, readModels: models, slots: FoldSlots(2))
            .run(EventPage(events, from: 0, to: end), from: ProjectionCheckpoint(), head: end)
    }

    private func events() async throws -> [RecordedEvent] {
        let store = InMemoryEventStore()
        for number in 0..<60 {
            let account = "a\(number % 13)"
            let event = try deposit(number, to: account, tags: ["x", account])
            try await store.append([event], to: stream(account), expecting: .any)
        }
        return try await store.readAll(after: 0, limit: 100)
    }

    @Test func rowsOfStreamsAreTheSameInParts() async throws {
        let events = try await events()
        guard case .folded(let whole) = try await fold(AccountBalanceProjection.self, events, parts: 1),
            case .folded(let parts) = try await fold(AccountBalanceProjection.self, events, parts: 5)
        else {
            Issue.record("not folded")
            return
        }
        #expect(whole.events == 60 && parts.events == 60 && parts.after.position == 60)
        let (wholeValues, values) = (whole.changes.map(\.values), parts.changes.map(\.values))
        #expect(values.count == 13 && Set(values) == Set(wholeValues))
        // A part's rows come in the order of their keys, and so do all of them.
        let keys = values.compactMap { $0?.first(1) }
        #expect(keys == keys.sorted())
    }

    @Test func eachEventOfAPageIsInOnePart() async throws {
        let page = EventPage(try await events(), from: 0, to: 60)
        let parts = PartOfPage.parts(of: page, after: 7, count: 4).map {
            $0.indices(of: AccountBalanceProjection.self).map { page.events[$0].position }
        }
        #expect(parts.count { !$0.isEmpty } > 1)
        #expect(parts.joined().sorted() == Array(8...60))
    }

    @Test func rowsOfOtherKeysAreNotMadeInParts() async throws {
        guard case .unparted = try await fold(TagCountProjection.self, try await events(), parts: 3) else {
            Issue.record("rows of tags were made in parts")
            return
        }
    }

    @Test func onlySoManyFoldsRunAtOnce() async {
        let slots = FoldSlots(3)
        let running = Running()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    // A slot is free again, whatever became of the fold.
                    try? await slots.run {
                        running.begin()
                        for _ in 0..<5 { await Task.yield() }
                        running.end()
                        if number % 4 == 0 { throw CancellationError() }
                    }
                }
            }
        }
        #expect(running.now == 0)
        #expect((1...3).contains(running.most))
    }
}

/// Counts what runs at once.
private final class Running: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var now: Int { counts.withLock { $0.now } }
    var most: Int { counts.withLock { $0.most } }

    func begin() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }

    func end() { counts.withLock { $0.now -= 1 } }
}
