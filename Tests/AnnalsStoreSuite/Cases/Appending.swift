import Annals
import Testing

extension StoreCase {
    static let appending = [
        StoreCase("an appended event is read back unchanged") { store in
            let time = try #require(Timestamp("2024-05-06T07:08:09.123456789Z"))
            let context = EventContext(userId: "u", correlationId: "c", causationId: "k")
            let event = try ProposedEvent(
                MoneyDeposited(accountId: "ä😀\u{0}", amount: 5), context: context, time: time)
            try await store.append([event], to: stream(), expecting: .noStream)
            let record = try #require(try await store.read(stream()).first)
            #expect(
                record
                    == RecordedEvent(
                        metadata: EventMetadata(
                            id: event.id, type: "MoneyDeposited", version: 2, stream: "Account-a", streamVersion: 1,
                            position: 1, time: time, userId: "u", correlationId: "c", causationId: "k"),
                        payload: event.payload))
        },
        StoreCase("extra metadata is kept") { store in
            var extra = OrderedMap<JSONValue>()
            extra["source"] = .string("import")
            let event = try ProposedEvent(
                MoneyWithdrawn(accountId: "a", amount: 1), context: EventContext(extra: extra))
            try await store.append([event], to: stream(), expecting: .any)
            let record = try #require(try await store.readAll().first)
            #expect(String(decoding: record.extra, as: UTF8.self) == #"{"source":"import"}"#)
        },
        StoreCase("an event without a time gets that of the append") { store in
            let before = Timestamp.now()
            try await store.append([deposit()], to: stream(), expecting: .any)
            let time = try #require(try await store.readAll().first).metadata.time
            #expect(time >= before && time <= .now())
        },
        StoreCase("versions count within a stream, positions within the store") { store in
            let first = try await store.append(deposits(2), to: stream("a"), expecting: .any)
            let second = try await store.append(deposits(3), to: stream("b"), expecting: .any)
            let third = try await store.append(deposits(1), to: stream("a"), expecting: .any)
            #expect(first == AppendResult(streamVersion: 2, position: 2))
            #expect(second == AppendResult(streamVersion: 3, position: 5))
            #expect(third == AppendResult(streamVersion: 3, position: 6))
            #expect(try await store.read(stream("a")).map(\.metadata.streamVersion) == [1, 2, 3])
            #expect(try await store.readAll().map(\.position) == [1, 2, 3, 4, 5, 6])
        },
        StoreCase("an empty append writes nothing, but checks") { store in
            let onNothing = try await store.append([], to: stream(), expecting: .noStream)
            #expect(onNothing == AppendResult(streamVersion: 0, position: nil))
            try await store.append(deposits(2), to: stream(), expecting: .any)
            let onTwo = try await store.append([], to: stream(), expecting: .exactly(2))
            #expect(onTwo == AppendResult(streamVersion: 2, position: nil))
            _ = try await storeError(.wrongExpectedVersion) {
                try await store.append([], to: stream(), expecting: .noStream)
            }
            #expect(try await store.lastPosition() == 2)
        },
        StoreCase("several streams are written together, in order") { store in
            let results = try await store.append([
                StreamAppend(deposits(2), to: stream("a"), expecting: .noStream),
                StreamAppend(deposits(1), to: stream("b"), expecting: .noStream),
                StreamAppend(deposits(1), to: stream("a"), expecting: .exactly(2)),
            ])
            #expect(
                results == [
                    AppendResult(streamVersion: 2, position: 2), AppendResult(streamVersion: 1, position: 3),
                    AppendResult(streamVersion: 3, position: 4),
                ])
        },
        StoreCase("several streams are written together or not at all") { store in
            try await store.append(deposits(1), to: stream("b"), expecting: .any)
            _ = try await storeError(.wrongExpectedVersion) {
                try await store.append([
                    StreamAppend(deposits(2), to: stream("a"), expecting: .noStream),
                    StreamAppend(deposits(1), to: stream("b"), expecting: .noStream),
                ])
            }
            #expect(try await store.version(of: stream("a")) == 0)
            #expect(try await store.read(stream("a")).isEmpty)
            #expect(try await store.lastPosition() == 1)
            // A failed append leaves no gap.
            let result = try await store.append(deposits(1), to: stream("a"), expecting: .noStream)
            #expect(result == AppendResult(streamVersion: 1, position: 2))
        },
        StoreCase("no appends give no results") { store in
            let results = try await store.append([])
            #expect(results.isEmpty)
        },
        StoreCase("a payload of 8 MB is kept") { store in
            let event = try deposit(
                tags: (0..<8).map { String(repeating: "0123456789abcd\($0)\n", count: 1 << 16) })
            #expect(event.payload.count > 8_000_000)
            try await store.append([event], to: stream(), expecting: .any)
            #expect(try await store.read(stream()).first?.payload == event.payload)
        },
        StoreCase("an old version is stored as it is") { store in
            let event = try oldDeposit(3)
            try await store.append([event], to: stream(), expecting: .any)
            let record = try #require(try await store.read(stream()).first)
            #expect(record.version == 1)
            #expect(record.payload == event.payload)
            #expect(try MoneyDeposited.decode(record).amount == 300)
        },
    ]
}
