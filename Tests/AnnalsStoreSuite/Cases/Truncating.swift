import Annals
import Testing

extension StoreCase {
    static let truncating = [
        StoreCase("truncating removes the events before a version, and no others") { store in
            try await store.append(deposits(5), to: stream("a"), expecting: .any)
            try await store.append(deposits(2), to: stream("b"), expecting: .any)
            #expect(try await store.truncate(stream("a"), before: 4) == 3)
            #expect(try await store.read(stream("a")).map(\.metadata.streamVersion) == [4, 5])
            #expect(try await store.read(stream("a"), direction: .backwards).map(\.metadata.streamVersion) == [5, 4])
            #expect(try await store.read(stream("a"), from: 1, limit: 1).map(\.metadata.streamVersion) == [4])
            #expect(try await store.readAll().map(\.position) == [4, 5, 6, 7])
            #expect(try await store.version(of: stream("a")) == 5)
        },
        StoreCase("truncating again removes nothing") { store in
            try await store.append(deposits(3), to: stream(), expecting: .any)
            #expect(try await store.truncate(stream(), before: 3) == 2)
            #expect(try await store.truncate(stream(), before: 3) == 0)
            #expect(try await store.truncate(stream(), before: 1) == 0)
            #expect(try await store.truncate(stream(), before: -4) == 0)
            #expect(try await store.truncate(stream("other"), before: 9) == 0)
        },
        StoreCase("a deleted stream keeps its version, and positions are not used again") { store in
            try await store.append(deposits(2), to: stream("a"), expecting: .any)
            try await store.append(deposits(3), to: stream("b"), expecting: .any)
            #expect(try await store.delete(stream("b")) == 3)
            #expect(try await store.read(stream("b")).isEmpty)
            #expect(try await store.version(of: stream("b")) == 3)
            #expect(try await store.lastPosition() == 5)
            _ = try await storeError(.wrongExpectedVersion) {
                try await store.append([deposit()], to: stream("b"), expecting: .noStream)
            }
            let result = try await store.append([deposit()], to: stream("b"), expecting: .exactly(3))
            #expect(result == AppendResult(streamVersion: 4, position: 6))
        },
        StoreCase("the id of an event that was removed can be stored again") { store in
            let events = try deposits(2)
            try await store.append(events, to: stream(), expecting: .any)
            try await store.delete(stream())
            #expect(try await store.event(events[0].id) == nil)
            let result = try await store.append(events, to: stream(), expecting: .exactly(2))
            #expect(result == AppendResult(streamVersion: 4, position: 4))
        },
        StoreCase("a subscription goes past what was removed") { store in
            try await store.append(deposits(4), to: stream("a"), expecting: .any)
            try await store.append(deposits(1), to: stream("b"), expecting: .any)
            try await store.delete(stream("a"))
            var batches = try await store.subscribe(batchSize: 2).makeAsyncIterator()
            #expect(try await batches.next()?.events.map(\.position) == [5])
            try await store.append(deposits(3), to: stream("c"), expecting: .any)
            try await store.delete(stream("c"))
            try await store.append(deposits(1), to: stream("d"), expecting: .any)
            #expect(try await batches.next()?.events.map(\.position) == [9])
        },
        StoreCase("an aggregate whose first events are gone is an error, not another state") { store in
            let repository = AggregateRepository<Account>(store: store)
            try await store.append(deposits(3), to: stream(), expecting: .any)
            for version in [2, 9] {
                _ = try await store.truncate(stream(), before: version)
                let error = await #expect(throws: AggregateError.self) { try await repository.load("a") }
                guard case .truncated(let stream)? = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(stream.description == "Account-a")
            }
        },
        StoreCase("an event is found by its id") { store in
            let events = try deposits(3)
            try await store.append(events, to: stream(), expecting: .any)
            #expect(try await store.event(events[1].id)?.position == 2)
            #expect(try await store.event(UniqueID(high: 1, low: 2)) == nil)
        },
        StoreCase("what is noted about a stream is kept, and replaced") { store in
            #expect(try await store.metadata(of: stream()) == nil)
            try await store.setMetadata(["owner": .string("Ä"), "keep": .integer(3)], of: stream())
            try await store.append(deposits(1), to: stream(), expecting: .noStream)
            #expect(try await store.metadata(of: stream()) == ["owner": .string("Ä"), "keep": .integer(3)])
            try await store.setMetadata([:], of: stream())
            #expect(try await store.metadata(of: stream()) == [:])
            try await store.setMetadata(nil, of: stream())
            #expect(try await store.metadata(of: stream()) == nil)
            #expect(try await store.metadata(of: stream("b")) == nil)
        },
    ]
}
