import Annals
import Testing

/// What a store had at a time.
extension StoreCase {
    /// Deposits at these seconds.
    private static func deposits(at seconds: [Int]) throws -> [ProposedEvent] {
        try seconds.map { try deposit($0 + 1, time: Timestamp(seconds: Int64($0))) }
    }

    static let timing =
        times + streamWindows + [
            StoreCase("a time of a nanosecond earlier leaves an event out") { store in
                let time = try #require(Timestamp("2024-02-29T12:00:00.000000001Z"))
                let before = try #require(Timestamp("2024-02-29T12:00:00Z"))
                try await store.append([deposit(time: time)], to: stream(), expecting: .any)
                #expect(try await store.read(stream(), until: time).count == 1)
                #expect(try await store.read(stream(), until: before).isEmpty)
                #expect(try await store.readAll(until: time).count == 1)
                #expect(try await store.readAll(until: before).isEmpty)
            },
            StoreCase("times before 1970 come before those after it") { store in
                let times =
                    ["1969-12-31T23:59:58.9Z", "1969-12-31T23:59:59.1Z", "1970-01-01T00:00:00.5Z"]
                    .compactMap { Timestamp($0) } + [Timestamp.min, .max]
                try await store.append(times.map { try deposit(time: $0) }, to: stream(), expecting: .any)
                for time in times {
                    let expected = times.indices.filter { times[$0] <= time }.map { $0 + 1 }
                    #expect(try await store.read(stream(), until: time).map(\.metadata.streamVersion) == expected)
                    #expect(try await store.readAll(until: time).map(\.position) == expected)
                }
            },
            StoreCase("a time and a filter both count") { store in
                try await store.append(deposits(at: [10, 20, 30]), to: stream("a"), expecting: .any)
                let withdrawal = try ProposedEvent(
                    MoneyWithdrawn(accountId: "a", amount: 1), time: Timestamp(seconds: 15))
                try await store.append([withdrawal], to: stream("a"), expecting: .any)
                try await store.append(deposits(at: [5, 25]), to: stream("b", category: "Wallet"), expecting: .any)
                let time = try #require(Timestamp(seconds: 20))
                #expect(try await store.readAll(.types(["MoneyDeposited"]), until: time).map(\.position) == [1, 2, 5])
                #expect(try await store.readAll(.categories(["Wallet"]), until: time).map(\.position) == [5])
                #expect(try await store.readAll(.until(time), limit: 2).map(\.position) == [1, 2])
                // The earlier of two times counts.
                let later = try #require(Timestamp(seconds: 25))
                #expect(try await store.readAll(.until(time), until: later).map(\.position) == [1, 2, 4, 5])
                #expect(try await store.readAll(.until(later), until: time).map(\.position) == [1, 2, 4, 5])
            },
            StoreCase("reading until a time goes on behind many later events") { store in
                let seconds = (0..<1300).map { $0 % 650 == 649 ? 1 : 1000 }
                try await store.append(deposits(at: seconds), to: stream(), expecting: .any)
                let time = try #require(Timestamp(seconds: 999))
                for (direction, expected) in [(ReadDirection.forwards, [650, 1300]), (.backwards, [1300, 650])] {
                    let found = try await store.read(stream(), until: time, direction: direction)
                    #expect(found.map(\.metadata.streamVersion) == expected)
                    let first = try await store.read(stream(), until: time, direction: direction, limit: 1)
                    #expect(first.map(\.metadata.streamVersion) == [expected[0]])
                }
                #expect(try await store.readAll(until: time, limit: 1).map(\.position) == [650])
            },
            StoreCase("a subscription until a time leaves later events out and goes past them") { store in
                try await store.append(deposits(at: [10, 50, 20]), to: stream(), expecting: .any)
                let time = try #require(Timestamp(seconds: 30))
                var batches = try await store.subscribe(.until(time), batchSize: 1).makeAsyncIterator()
                #expect(try await batches.next()?.events.map(\.position) == [1])
                #expect(try await batches.next()?.events.map(\.position) == [3])
            },
        ]

    /// A log of six events in two streams, whose times do not grow with positions.
    private static let times =
        [
            (0, []), (10, [1]), (29, [1, 3, 5]), (30, [1, 2, 3, 5]), (60, [1, 2, 3, 4, 5, 6]),
            (99, [1, 2, 3, 4, 5, 6]),
        ].map { (seconds: Int64, expected: [Int]) in
            StoreCase("reading all until the second \(seconds)") { store in
                try await store.append(deposits(at: [10, 30]), to: stream("a"), expecting: .any)
                try await store.append(deposits(at: [20, 60]), to: stream("b"), expecting: .any)
                try await store.append(deposits(at: [25, 40]), to: stream("a"), expecting: .any)
                let time = try #require(Timestamp(seconds: seconds))
                #expect(try await store.readAll(until: time).map(\.position) == expected)
                #expect(try await store.readAll(after: 2, until: time).map(\.position) == expected.filter { $0 > 2 })
                #expect(try await store.readAll(until: time, limit: 2).map(\.position) == Array(expected.prefix(2)))
            }
        }

    private static let streamWindows =
        [
            (9, 1, Int.max, Int.max, []), (10, 1, .max, .max, [1]), (30, 1, .max, .max, [1, 3, 4]),
            (30, 1, .max, 2, [1, 3]), (30, 2, 3, .max, [3]), (30, 4, .max, .max, [4]), (99, 2, 4, 0, []),
            (99, 0, 9, .max, [1, 2, 3, 4]), (30, 5, 9, .max, []), (99, 4, 2, .max, []),
        ].map { (seconds: Int64, first: Int, last: Int, limit: Int, expected: [Int]) in
            StoreCase("reading a stream from \(first) to \(last) until the second \(seconds), at most \(limit)") {
                store in
                try await store.append(deposits(at: [10, 40, 30, 20]), to: stream(), expecting: .any)
                let time = try #require(Timestamp(seconds: seconds))
                let found = try await store.read(stream(), from: first, to: last, until: time, limit: limit)
                #expect(found.map(\.metadata.streamVersion) == expected)
                let back = try await store.read(
                    stream(), from: first, to: last, until: time, direction: .backwards, limit: .max)
                let all = try await store.read(stream(), from: first, to: last, until: time)
                #expect(back == all.reversed())
            }
        }
}
