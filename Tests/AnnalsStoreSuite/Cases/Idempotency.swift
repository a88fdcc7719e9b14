import Annals
import Testing

extension StoreCase {
    static let idempotency = [
        StoreCase("the same events again give the first result") { store in
            let events = try deposits(3)
            let first = try await store.append(events, to: stream(), expecting: .noStream)
            try await store.append(deposits(2), to: stream(), expecting: .any)
            for expected in [ExpectedVersion.noStream, .any, .exactly(3), .exactly(99)] {
                #expect(try await store.append(events, to: stream(), expecting: expected) == first)
            }
            #expect(try await store.lastPosition() == 5)
        },
        StoreCase("an append that is repeated together with a new one") { store in
            let events = try deposits(2)
            try await store.append(events, to: stream("a"), expecting: .noStream)
            let results = try await store.append([
                StreamAppend(events, to: stream("a"), expecting: .noStream),
                StreamAppend(deposits(1), to: stream("b"), expecting: .noStream),
            ])
            #expect(
                results == [
                    AppendResult(streamVersion: 2, position: 2), AppendResult(streamVersion: 1, position: 3),
                ])
        },
        StoreCase("an id in another stream is refused") { store in
            let events = try deposits(1)
            try await store.append(events, to: stream("a"), expecting: .any)
            let error = try await storeError(.duplicateEventID) {
                try await store.append(events, to: stream("b"), expecting: .any)
            }
            #expect(error.message.contains(events[0].id.description))
            #expect(try await store.version(of: stream("b")) == 0)
        },
        StoreCase("an id with another payload is refused") { store in
            let event = try deposit(1)
            try await store.append([event], to: stream(), expecting: .any)
            _ = try await storeError(.duplicateEventID) {
                try await store.append([deposit(2, id: event.id)], to: stream(), expecting: .any)
            }
            #expect(try await store.lastPosition() == 1)
        },
        StoreCase("an append that is only partly a repetition is refused whole") { store in
            let events = try deposits(3)
            try await store.append(Array(events[1...]), to: stream(), expecting: .any)
            for mixed in [events, events.reversed(), [events[1]] + [try deposit(9)]] {
                _ = try await storeError(.duplicateEventID) {
                    try await store.append(Array(mixed), to: stream(), expecting: .any)
                }
            }
            #expect(try await store.lastPosition() == 2)
        },
        StoreCase("an id twice in one append is refused") { store in
            let event = try deposit()
            _ = try await storeError(.duplicateEventID) {
                try await store.append([event, event], to: stream(), expecting: .any)
            }
            #expect(try await store.lastPosition() == 0)
        },
    ]
}
