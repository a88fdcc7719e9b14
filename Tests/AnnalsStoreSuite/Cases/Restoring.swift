import Annals
import Testing

/// What was removed comes back into its own place.
extension StoreCase {
    static let restoring = [
        StoreCase("events come back as they were, in their own places") { store in
            let time = try #require(Timestamp("1999-01-31T09:30:00.123456789Z"))
            let first = try ProposedEvent(
                MoneyWithdrawn(accountId: "ä", amount: 1),
                context: EventContext(
                    userId: "u", correlationId: "c", causationId: "", extra: ["desk": .integer(3)]), time: time)
            try await store.append([first], to: stream("a"), expecting: .any)
            try await store.append([oldDeposit(3), deposit(2)], to: stream("a"), expecting: .any)
            try await store.append(deposits(2), to: stream("b"), expecting: .any)
            try await store.append(deposits(2), to: stream("a"), expecting: .any)
            let all = try await store.readAll()
            let old = try await store.read(stream("a"), to: 4)
            _ = try await store.truncate(stream("a"), before: 5)
            #expect(try await store.restore(old) == 4)
            #expect(try await store.readAll() == all)
            #expect(
                try await store.read(stream("a"), direction: .backwards).map(\.metadata.streamVersion) == [
                    5, 4, 3, 2, 1,
                ])
            #expect(try await store.event(first.id) == old[0])
            #expect(try await store.version(of: stream("a")) == 5)
            #expect(try await store.lastPosition() == 7)
            let next = try await store.append(deposits(1), to: stream("a"), expecting: .exactly(5))
            #expect(next == AppendResult(streamVersion: 6, position: 8))
        },
        StoreCase("restoring again does nothing") { store in
            try await store.append(deposits(3), to: stream(), expecting: .any)
            let all = try await store.readAll()
            #expect(try await store.restore(all) == 0)
            #expect(try await store.restore([]) == 0)
            _ = try await store.truncate(stream(), before: 3)
            #expect(try await store.restore([all[1], all[0], all[1]]) == 2)
            #expect(try await store.restore(all) == 0)
            #expect(try await store.readAll() == all)
        },
        StoreCase("a deleted stream comes back whole, in any order") { store in
            try await store.append(deposits(2), to: stream("a"), expecting: .any)
            try await store.append(deposits(3), to: stream("b"), expecting: .any)
            try await store.append(deposits(2), to: stream("a"), expecting: .any)
            let all = try await store.readAll()
            try await store.delete(stream("a"))
            try await store.delete(stream("b"))
            #expect(try await store.restore(all.reversed()) == 7)
            #expect(try await store.readAll() == all)
            #expect(try await store.read(stream("a")) == all.filter { $0.metadata.stream == "Account-a" })
            let repository = AggregateRepository<Account>(store: store)
            #expect(try await repository.load("a").version == 4)
        },
        StoreCase("the newest part of what was removed comes back first, and nothing leaves a hole") { store in
            try await store.append(deposits(6), to: stream(), expecting: .any)
            let all = try await store.readAll()
            _ = try await store.truncate(stream(), before: 6)
            for part in [[all[3]], [all[0]], [all[0], all[2], all[4]], [all[4], all[1]]] {
                let error = try await storeError(.gap) { try await store.restore(part) }
                #expect(error.message.contains("Restore what was removed last first"))
            }
            #expect(try await store.read(stream()) == [all[5]])
            #expect(try await store.restore([all[3], all[4]]) == 2)
            #expect(try await store.read(stream(), from: 3, to: 5) == [all[3], all[4]])
            #expect(try await store.read(stream(), direction: .backwards, limit: 2) == [all[5], all[4]])
            #expect(try await store.truncate(stream(), before: 5) == 1)
            #expect(try await store.restore(all) == 4)
            #expect(try await store.readAll() == all)
            try await store.delete(stream())
            _ = try await storeError(.gap) { try await store.restore([all[4]]) }
            #expect(try await store.restore([all[5]]) == 1)
            #expect(try await store.read(stream()) == [all[5]])
        },
        StoreCase("long streams come back, also in parts, and are read from anywhere") { store in
            for _ in 0..<10 {
                try await store.append(deposits(20), to: stream("a"), expecting: .any)
                try await store.append(deposits(3), to: stream("b"), expecting: .any)
            }
            let (all, long) = (try await store.readAll(), try await store.read(stream("a")))
            for first in [1, 2, 63, 64, 65, 128, 129, 200] {
                _ = try await store.truncate(stream("a"), before: .max)
                #expect(try await store.restore(Array(long[(first - 1)...])) == 201 - first)
                #expect(try await store.read(stream("a")) == Array(long[(first - 1)...]))
                #expect(
                    try await store.read(stream("a"), from: 60, to: 70)
                        == long[59..<70].filter { $0.metadata.streamVersion >= first })
                let middle = first / 2
                #expect(try await store.restore(Array(long[middle...])) == max(first - 1 - middle, 0))
                #expect(try await store.read(stream("a"), direction: .backwards) == long[middle...].reversed())
            }
            #expect(try await store.restore(long) >= 0)
            #expect(try await store.readAll() == all)
        },
        StoreCase("a place that something else has is not taken from it, and nothing is restored") { store in
            try await store.append(deposits(3), to: stream("a"), expecting: .any)
            try await store.append(deposits(3), to: stream("b"), expecting: .any)
            let all = try await store.readAll()
            _ = try await store.truncate(stream("a"), before: 3)
            for change in changes {
                var other = all[2]
                change(&other)
                let error = try await storeError(.placeTaken) { try await store.restore([all[0], other]) }
                #expect(error.message.contains("at position \(other.position)"))
            }
            // The place of another stream's event, and one between two of the stream's own.
            var moved = all[0]
            moved.metadata.position = 5
            _ = try await storeError(.placeTaken) { try await store.restore([all[1], moved]) }
            #expect(try await store.readAll() == Array(all[2...]))
        },
        StoreCase("an event does not come back to where its stream's order would break") { store in
            try await store.append(deposits(1), to: stream("a"), expecting: .any)
            try await store.append(deposits(1), to: stream("b"), expecting: .any)
            try await store.append(deposits(2), to: stream("a"), expecting: .any)
            let all = try await store.readAll()
            _ = try await store.truncate(stream("a"), before: 3)
            try await store.delete(stream("b"))
            // Version 2 of the stream lies behind version 1, which is restored at the same time.
            var first = all[0]
            first.metadata.streamVersion = 2
            _ = try await storeError(.placeTaken) { try await store.restore([all[2], first]) }
            var last = all[2]
            last.metadata.position = 4
            _ = try await storeError(.placeTaken) { try await store.restore([last]) }
            #expect(try await store.readAll() == [all[3]])
        },
        StoreCase("a place that was never given is refused") { store in
            try await store.append(deposits(2), to: stream("a"), expecting: .any)
            try await store.append(deposits(1), to: stream("b"), expecting: .any)
            let all = try await store.readAll()
            try await store.delete(stream("a"))
            var changed = Array(repeating: all[0], count: 3)
            changed[0].metadata.position = 4
            changed[1].metadata.streamVersion = 3
            changed[2].metadata.stream = "Account-c"
            for event in changed {
                let error = try await storeError(.placeNotGiven) { try await store.restore([all[1], event]) }
                #expect(error.message.contains("not restored"))
            }
            #expect(try await store.readAll() == [all[2]])
        },
        StoreCase("an event whose id was stored again meanwhile is not restored") { store in
            let events = try deposits(2)
            try await store.append(events, to: stream("a"), expecting: .any)
            let old = try await store.readAll()
            try await store.delete(stream("a"))
            try await store.append([events[1]], to: stream("a"), expecting: .any)
            _ = try await storeError(.duplicateEventID) { try await store.restore(old) }
            #expect(try await store.readAll().map(\.position) == [3])
            _ = try await storeError(.gap) { try await store.restore([old[0]]) }
        },
        StoreCase("what is no event of a store is not restored") { store in
            try await store.append(deposits(2), to: stream(), expecting: .any)
            let all = try await store.readAll()
            try await store.delete(stream())
            let changes: [@Sendable (inout RecordedEvent) -> Void] = [
                { $0.payload = Array("{".utf8) }, { $0.payload = [] }, { $0.payload = [0x22, 0xFF, 0x22] },
                { $0.extra = Array("[]".utf8) }, { $0.metadata.stream = "nowhere" }, { $0.metadata.type = "" },
                { $0.metadata.version = 0 }, { $0.metadata.streamVersion = 0 }, { $0.metadata.position = -1 },
                { $0.metadata.part = 1 }, { $0.metadata.userId = "a\u{0}b" },
            ]
            for change in changes {
                var event = all[1]
                change(&event)
                _ = try await storeError(.invalidPayload) { try await store.restore([all[0], event]) }
            }
            #expect(try await store.readAll().isEmpty)
        },
        StoreCase("a subscription that is past a place is not told, one before it is") { store in
            try await store.append(deposits(3), to: stream("a"), expecting: .any)
            let all = try await store.readAll()
            _ = try await store.truncate(stream("a"), before: 3)
            var early = try await store.subscribe(batchSize: 1).makeAsyncIterator()
            var late = try await store.subscribe(from: .after(2)).makeAsyncIterator()
            #expect(try await late.next()?.events.map(\.position) == [3])
            _ = try await store.restore(all)
            #expect(try await early.next()?.events.map(\.position) == [1])
            try await store.append(deposits(1), to: stream("b"), expecting: .any)
            #expect(try await late.next()?.events.map(\.position) == [4])
        },
    ]

    /// Ways in which an event that is there is not the one that is restored.
    private static let changes: [@Sendable (inout RecordedEvent) -> Void] = [
        { $0.payload.append(UInt8(ascii: " ")) }, { $0.metadata.userId = "other" },
        { $0.metadata.time = .min }, { $0.metadata.id = UniqueID(high: 1, low: 2) }, { $0.metadata.version = 1 },
        { $0.extra = Array("{}".utf8) }, { $0.metadata.type = "MoneyWithdrawn" },
    ]
}
