import Annals
import Testing

/// Behaviours as tables: what is asked for, and what comes.
extension StoreCase {
    static let windows = readAllWindows + truncationWindows + subscriptionWindows + times + names + payloads + guards

    private static let readAllWindows =
        [
            (0, 100, Array(1...9)), (0, 3, [1, 2, 3]), (3, 3, [4, 5, 6]), (8, 3, [9]), (9, 3, []), (100, 3, []),
            (-1, 2, [1, 2]), (Int.min, 2, [1, 2]), (0, 0, []), (4, -1, []),
        ].map { position, limit, expected in
            StoreCase("reading all after \(position), at most \(limit)") { store in
                for name in ["a", "b", "c"] { try await store.append(deposits(3), to: stream(name), expecting: .any) }
                let records = try await store.readAll(after: position, limit: limit)
                #expect(records.map(\.position) == expected)
            }
        }

    private static let truncationWindows =
        [
            (Int.min, 0, Array(1...5)), (0, 0, Array(1...5)), (1, 0, Array(1...5)), (2, 1, [2, 3, 4, 5]),
            (5, 4, [5]), (6, 5, []), (Int.max, 5, []),
        ].map { version, removed, left in
            StoreCase("truncating five events before version \(version)") { store in
                try await store.append(deposits(5), to: stream(), expecting: .any)
                #expect(try await store.truncate(stream(), before: version) == removed)
                #expect(try await store.read(stream()).map(\.metadata.streamVersion) == left)
                // What comes next is counted as if nothing had been removed.
                let result = try await store.append(deposits(1), to: stream(), expecting: .exactly(5))
                #expect(result == AppendResult(streamVersion: 6, position: 6))
            }
        }

    private static let subscriptionWindows =
        [
            (SubscriptionStart.beginning, 1, [1, 2, 3, 4, 5, 6]), (.beginning, 4, [1, 2, 3, 4, 5, 6]),
            (.beginning, 0, [1, 2, 3, 4, 5, 6]), (.after(0), 100, [1, 2, 3, 4, 5, 6]), (.after(2), 2, [3, 4, 5, 6]),
            (.after(3), 1, [4, 5, 6]), (.end, 1, [4, 5, 6]), (.end, 100, [4, 5, 6]),
        ].map { start, size, expected in
            StoreCase("a subscription from \(start) in batches of \(size)") { store in
                try await store.append(deposits(3), to: stream("a"), expecting: .any)
                let subscription = try await store.subscribe(from: start, batchSize: size)
                try await store.append(deposits(3), to: stream("b"), expecting: .any)
                var positions: [Int] = []
                for try await batch in subscription {
                    #expect(batch.events.count <= max(size, 1))
                    positions += batch.events.map(\.position)
                    if batch.position == 6 { break }
                }
                #expect(positions == expected)
            }
        }

    private static let times = [
        Timestamp.min, .max, Timestamp("1969-12-31T23:59:59.999999999Z"), Timestamp("2024-02-29T12:00:00.000000001Z"),
    ].compactMap(\.self).map { time in
        StoreCase("the time \(time) is kept") { store in
            try await store.append([deposit(time: time)], to: stream(), expecting: .any)
            #expect(try await store.readAll().map(\.metadata.time) == [time])
        }
    }

    private static let names = [
        "Ä", "a-b-c", "a b", "%_", "'; DROP TABLE", "\u{1F600}", "e\u{301}", String(repeating: "x", count: 5000),
    ].map { id in
        StoreCase("the stream id \(id.prefix(20)) is kept") { store in
            let name = try stream(id)
            try await store.append(deposits(2), to: name, expecting: .noStream)
            try await store.append(deposits(1), to: stream("other"), expecting: .noStream)
            #expect(try await store.read(name).map(\.metadata.stream) == Array(repeating: name.description, count: 2))
            #expect(try await store.version(of: name) == 2)
        }
    }

    private static let payloads = [
        "\u{0}", "\"\\\n\t", "\u{2028}\u{FEFF}", "\u{10FFFF}", String(repeating: "ä", count: 100_000),
    ].map { text in
        StoreCase("the text \(text.unicodeScalars.prefix(4).map { String($0.value, radix: 16) }) is kept") { store in
            let event = try deposit(to: text)
            try await store.append([event], to: stream(), expecting: .any)
            let record = try #require(try await store.readAll().first)
            #expect(record.payload == event.payload)
            #expect(try MoneyDeposited.decode(record).accountId.utf8.elementsEqual(text.utf8))
        }
    }

    /// A stream that is only looked at, beside one that is written.
    private static let guards = [
        (ExpectedVersion.any, true), (.exactly(2), true), (.streamExists, true), (.noStream, false),
        (.exactly(1), false), (.exactly(3), false),
    ].map { expected, isAllowed in
        StoreCase("a guard that expects \(expected) of a stream with two events") { store in
            try await store.append(deposits(2), to: stream("guard"), expecting: .any)
            let appends = [
                StreamAppend(try deposits(1), to: try stream(), expecting: .noStream),
                StreamAppend([], to: try stream("guard"), expecting: expected),
            ]
            if isAllowed {
                #expect(try await store.append(appends).map(\.position) == [3, nil])
            } else {
                _ = try await storeError(.wrongExpectedVersion) { try await store.append(appends) }
            }
            #expect(try await store.lastPosition() == (isAllowed ? 3 : 2))
            #expect(try await store.version(of: stream("guard")) == 2)
        }
    }
}
