import Annals
import Testing

/// Shares of a log.
extension StoreCase {
    static let partitioning =
        [1, 2, 3, 7, 16, 1024].map { count in
            StoreCase("\(count) partitions have every event between them, each stream in one") { store in
                for number in 0..<60 {
                    try await store.append(deposits(1 + number % 3), to: stream("\(number % 40)"), expecting: .any)
                }
                let all = try await store.readAll()
                var found: [RecordedEvent] = []
                for partition in StreamPartition.all(count) {
                    let share = try await store.readAll(.partition(partition))
                    #expect(share == all.filter { partition.contains($0.metadata.stream.utf8) })
                    found += share
                }
                #expect(found.sorted { $0.position < $1.position } == all)
            }
        } + [
            StoreCase("a partition is read in pages, after a position, with other conditions") { store in
                for number in 0..<50 {
                    let name = try stream("\(number)", category: number % 2 == 0 ? "Account" : "Wallet")
                    try await store.append(
                        [deposit(time: Timestamp(seconds: Int64(number)))], to: name, expecting: .any)
                }
                let partition = try #require(StreamPartition(1, of: 3))
                let time = try #require(Timestamp(seconds: 40))
                let filter = EventFilter(
                    categories: ["Wallet"], types: ["MoneyDeposited"], until: time, partition: partition)
                let expected = try await store.readAll().filter {
                    partition.contains($0.metadata.stream.utf8) && $0.metadata.stream.hasPrefix("Wallet")
                        && $0.metadata.time <= time
                }
                #expect(expected.count > 3)
                #expect(try await store.readAll(filter) == expected)
                #expect(try await store.readAll(filter, limit: 2) == Array(expected.prefix(2)))
                #expect(try await store.readAll(after: expected[0].position, filter, limit: 1) == [expected[1]])
                var pages: [RecordedEvent] = []
                for try await page in store.events(filter, pageSize: 2) { pages += page }
                #expect(pages == expected)
            },
            StoreCase("a subscription to a partition sees only that, and its position goes on") { store in
                let name = try stream("here")
                let partition = try #require(StreamPartition.all(2).first { $0.contains(name) })
                let other = try #require(try (0..<50).map { try stream("\($0)") }.first { !partition.contains($0) })
                try await store.append(deposits(2), to: name, expecting: .any)
                try await store.append(deposits(3), to: other, expecting: .any)
                var batches = try await store.subscribe(.partition(partition)).makeAsyncIterator()
                let batch = try #require(try await batches.next())
                #expect((batch.events.map(\.position), batch.position) == ([1, 2], 5))
                try await store.append(deposits(3), to: other, expecting: .any)
                try await store.append(deposits(1), to: name, expecting: .any)
                #expect(try await batches.next()?.events.map(\.position) == [9])
            },
        ]
}
