import Annals
import Testing

/// Behaviours that the suites of other stores ask for, in our own words.
extension StoreCase {
    static let contending =
        [
            StoreCase("two blocks of 1,000 events that are appended at once do not interleave") { store in
                try await withThrowingTaskGroup(of: AppendResult.self) { group in
                    for name in ["a", "b"] {
                        group.addTask { try await store.append(deposits(1000), to: stream(name), expecting: .noStream) }
                    }
                    for try await result in group { #expect(result.streamVersion == 1000) }
                }
                let streams = try await store.readAll(limit: .max).map(\.metadata.stream)
                #expect(streams.count == 2000 && Set(streams[..<1000]).count == 1 && Set(streams[1000...]).count == 1)
            },
            StoreCase("ten writers of 1,000 events each while two readers follow: no errors, no gaps") { store in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 0..<10 {
                        group.addTask {
                            for _ in 0..<10 {
                                try await store.append(deposits(100), to: stream("\(writer)"), expecting: .any)
                            }
                        }
                    }
                    for size in [37, 500] {
                        group.addTask {
                            var position = 0
                            while position < 10_000 {
                                for try await page in store.events(after: position, pageSize: size) {
                                    #expect(page.first?.position == position + 1)
                                    #expect(page.last?.position == position + page.count)
                                    position += page.count
                                }
                                await Task.yield()
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            },
            StoreCase("an id twice in one append, in two streams, is refused whole") { store in
                let event = try deposit()
                let other = try deposit(9, id: event.id)
                _ = try await storeError(.duplicateEventID) {
                    try await store.append([
                        StreamAppend([event], to: stream("a"), expecting: .any),
                        StreamAppend([other], to: stream("b"), expecting: .any),
                    ])
                }
                #expect(try await store.lastPosition() == 0)
                #expect(try await store.version(of: stream("a")) == 0)
            },
            StoreCase("a guard sees what the same append has written before it") { store in
                let results = try await store.append([
                    StreamAppend(deposits(2), to: stream("a"), expecting: .noStream),
                    StreamAppend([], to: stream("a"), expecting: .exactly(2)),
                    StreamAppend([], to: stream("b"), expecting: .noStream),
                ])
                #expect(results.map(\.streamVersion) == [2, 2, 0])
                _ = try await storeError(.wrongExpectedVersion) {
                    try await store.append([
                        StreamAppend(deposits(1), to: stream("a"), expecting: .any),
                        StreamAppend([], to: stream("a"), expecting: .exactly(2)),
                    ])
                }
                #expect(try await store.version(of: stream("a")) == 2)
            },
            StoreCase("a deleted stream is one that exists, with the version that it had") { store in
                try await store.append(deposits(2), to: stream(), expecting: .any)
                try await store.delete(stream())
                for expected in [ExpectedVersion.exactly(0), .noStream, .exactly(1), .exactly(.max), .exactly(.min)] {
                    let error = try await storeError(.wrongExpectedVersion) {
                        try await store.append(deposits(1), to: stream(), expecting: expected)
                    }
                    #expect(error.conflict?.actual == 2)
                }
                let result = try await store.append(deposits(1), to: stream(), expecting: .streamExists)
                #expect(result == AppendResult(streamVersion: 3, position: 3))
            },
            StoreCase("a category is a whole word") { store in
                for (category, id) in [
                    ("Account", "1"), ("AccountX", "1"), ("account", "1"), ("A", "Account-1"), ("Ä", "1"),
                ] {
                    try await store.append(deposits(1), to: stream(id, category: category), expecting: .any)
                }
                for (category, expected) in [
                    ("Account", [1]), ("AccountX", [2]), ("account", [3]), ("A", [4]), ("Ä", [5]),
                ] {
                    #expect(try await store.readAll(.categories([category])).map(\.position) == expected)
                }
                #expect(try await store.readAll(.categories(["Accoun", "ccount", "%", "Account-", ""])).isEmpty)
                #expect(try await store.readAll(.categories(["Account", "Account", "A"])).map(\.position) == [1, 4])
            },
            StoreCase("a page of nothing is empty, whatever is asked for") { store in
                try await store.append(deposits(3), to: stream(), expecting: .any)
                let filters = [
                    EventFilter.all, .types(["MoneyDeposited"]), .categories(["Account"]), .until(.max),
                    .partition(try #require(StreamPartition(0, of: 1))),
                ]
                for filter in filters {
                    #expect(try await store.readAll(filter, limit: 0).isEmpty)
                    #expect(try await store.readAll(filter, limit: -1).isEmpty)
                    #expect(try await store.readAll(filter, limit: 2).count == 2)
                }
                #expect(try await store.read(stream(), until: .max, limit: 0).isEmpty)
            },
            StoreCase("many events of a kind that nobody asks for do not hide the one that somebody does") { store in
                try await store.append(deposits(1500), to: stream("a"), expecting: .any)
                try await store.append([withdrawal()], to: stream("b"), expecting: .any)
                try await store.append(deposits(1500), to: stream("a"), expecting: .any)
                #expect(try await store.readAll(.types(["MoneyWithdrawn"]), limit: 1).map(\.position) == [1501])
                #expect(try await store.readAll(after: 1501, .types(["MoneyWithdrawn"]), limit: 1).isEmpty)
            },
        ] + beginnings + waiting

    /// From where a subscription to an empty store begins.
    private static let beginnings = [
        (SubscriptionStart.beginning, [1, 2]), (.end, [1, 2]), (.after(0), [1, 2]), (.after(1), [2]),
        (.after(-9), [1, 2]),
    ].map { start, expected in
        StoreCase("a subscription from \(start) to a store without events") { store in
            let subscription = try await store.subscribe(from: start)
            try await store.append(deposits(2), to: stream(), expecting: .any)
            var batches = subscription.makeAsyncIterator()
            #expect(try await batches.next()?.events.map(\.position) == expected)
        }
    }

    private static let waiting = [
        StoreCase("a subscription can be gone through twice, each time from its beginning") { store in
            try await store.append(deposits(3), to: stream(), expecting: .any)
            let subscription = try await store.subscribe(from: .after(1))
            for _ in 0..<2 {
                var batches = subscription.makeAsyncIterator()
                #expect(try await batches.next()?.events.map(\.position) == [2, 3])
            }
        },
        StoreCase("everyone who waits is woken, for an event of each kind of position") { store in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for position in [0, 0, 1, 3] {
                    group.addTask {
                        try await store.waitForEvents(after: position)
                        return try await store.lastPosition()
                    }
                }
                await Task.yield()
                for _ in 0..<4 { try await store.append(deposits(1), to: stream(), expecting: .any) }
                var seen: [Int] = []
                for try await position in group { seen.append(position) }
                #expect(seen.count == 4 && seen.contains(4))
            }
        },
        StoreCase("who gives up waiting is told so, and others wait on") { store in
            let patient = Task { try await store.waitForEvents(after: 0) }
            let impatient = Task { try await store.waitForEvents(after: 0) }
            await Task.yield()
            impatient.cancel()
            let error = await #expect(throws: EventStoreError.self) { try await impatient.value }
            #expect(error?.code == .cancelled)
            try await store.append(deposits(1), to: stream(), expecting: .any)
            try await patient.value
        },
        StoreCase("a closed store is not subscribed to, read or restored to") { store in
            try await store.append(deposits(1), to: stream(), expecting: .any)
            let records = try await store.readAll()
            try await store.close()
            _ = try await storeError(.closed) { try await store.subscribe(from: .end) }
            _ = try await storeError(.closed) { try await store.restore(records) }
            _ = try await storeError(.closed) { try await store.truncate(stream(), before: 2) }
            _ = try await storeError(.closed) { try await store.waitForEvents(after: 0) }
            _ = try await storeError(.closed) { try await store.read(stream(), until: .max) }
            _ = try await storeError(.closed) {
                var pages = store.events().makeAsyncIterator()
                return try await pages.next()
            }
            _ = try await storeError(.closed) {
                var batches = try await store.subscribe().makeAsyncIterator()
                return try await batches.next()
            }
        },
    ]
}
