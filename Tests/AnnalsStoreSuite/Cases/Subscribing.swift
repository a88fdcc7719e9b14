import Annals
import Testing

extension StoreCase {
    /// The first events of a subscription.
    private static func first(
        _ count: Int, of subscription: EventSubscription
    ) async throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        for try await batch in subscription {
            #expect(!batch.events.isEmpty)
            #expect(batch.position >= batch.events.last?.position ?? .max)
            events += batch.events
            if events.count >= count { break }
        }
        return events
    }

    static let subscribing = [
        StoreCase("a subscription gives what is there, in batches") { store in
            try await store.append(deposits(25), to: stream(), expecting: .any)
            var sizes: [Int] = []
            for try await batch in try await store.subscribe(batchSize: 10) {
                sizes.append(batch.events.count)
                if batch.position == 25 { break }
            }
            #expect(sizes == [10, 10, 5])
        },
        StoreCase("a subscription goes on with what comes") { store in
            try await store.append(deposits(2), to: stream(), expecting: .any)
            var batches = try await store.subscribe().makeAsyncIterator()
            #expect(try await batches.next()?.events.map(\.position) == [1, 2])
            async let next = batches.next()
            try await store.append(deposits(1), to: stream("b"), expecting: .any)
            #expect(try await next?.events.map(\.position) == [3])
        },
        StoreCase("a subscription from the end begins with what comes") { store in
            try await store.append(deposits(2), to: stream(), expecting: .any)
            let subscription = try await store.subscribe(from: .end)
            try await store.append(deposits(2), to: stream(), expecting: .any)
            #expect(try await first(2, of: subscription).map(\.position) == [3, 4])
        },
        StoreCase("a subscription goes on after a position") { store in
            try await store.append(deposits(9), to: stream(), expecting: .any)
            #expect(try await first(2, of: store.subscribe(from: .after(7))).map(\.position) == [8, 9])
            #expect(try await first(9, of: store.subscribe(from: .after(-3))).count == 9)
        },
        StoreCase("a subscription from a position that is not there yet waits for it") { store in
            try await store.append(deposits(3), to: stream(), expecting: .any)
            let subscription = try await store.subscribe(from: .after(4))
            async let events = first(1, of: subscription)
            for _ in 0..<3 { try await store.append(deposits(1), to: stream(), expecting: .any) }
            #expect(try await events.first?.position == 5)
        },
        StoreCase("a subscription to a category sees only that, and its position goes on") { store in
            for name in ["Account", "Other", "Account"] {
                let stream = try StreamName(category: name, id: "1")
                try await store.append(deposits(2), to: stream, expecting: .any)
            }
            let other = try StreamName(category: "Other", id: "2")
            try await store.append(deposits(3), to: other, expecting: .any)
            var batches = try await store.subscribe(.categories(["Account"])).makeAsyncIterator()
            let batch = try #require(try await batches.next())
            #expect(batch.events.map(\.position) == [1, 2, 5, 6])
            #expect(batch.position == 9)
        },
        StoreCase("a subscription to types sees only those") { store in
            let withdrawal = try ProposedEvent(MoneyWithdrawn(accountId: "a", amount: 1))
            try await store.append(deposits(2) + [withdrawal], to: stream(), expecting: .any)
            let events = try await first(1, of: store.subscribe(.types(["MoneyWithdrawn"]), batchSize: 1))
            #expect(events.map(\.position) == [3])
        },
        StoreCase("a filter that nothing passes does not keep a subscription from what comes") { store in
            try await store.append(deposits(30), to: stream(), expecting: .any)
            let subscription = try await store.subscribe(.types(["MoneyWithdrawn"]), batchSize: 4)
            async let events = first(1, of: subscription)
            let withdrawal = try ProposedEvent(MoneyWithdrawn(accountId: "a", amount: 1))
            try await store.append(deposits(7) + [withdrawal], to: stream(), expecting: .any)
            #expect(try await events.map(\.position) == [38])
        },
        StoreCase("an append that fails shows nothing to a subscription") { store in
            var batches = try await store.subscribe(from: .end).makeAsyncIterator()
            _ = try await storeError(.wrongExpectedVersion) {
                try await store.append([
                    StreamAppend(deposits(2), to: stream("a"), expecting: .any),
                    StreamAppend(deposits(1), to: stream("b"), expecting: .exactly(7)),
                ])
            }
            try await store.append(deposits(1), to: stream("c"), expecting: .any)
            #expect(try await batches.next()?.events.map(\.metadata.stream) == ["Account-c"])
        },
        StoreCase("a subscription ends when its task is cancelled") { store in
            let subscription = try await store.subscribe()
            let task = Task {
                var count = 0
                for try await batch in subscription { count += batch.events.count }
                return count
            }
            try await store.append(deposits(3), to: stream(), expecting: .any)
            await Task.yield()
            task.cancel()
            #expect(try await task.value <= 3)
        },
        StoreCase("a subscription whose task was cancelled before gives nothing") { store in
            try await store.append(deposits(3), to: stream(), expecting: .any)
            let subscription = try await store.subscribe()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                var batches = subscription.makeAsyncIterator()
                return try await batches.next()
            }
            #expect(try await task.value == nil)
        },
        StoreCase("a subscription to a store that is closed throws") { store in
            let subscription = try await store.subscribe()
            let task = Task { try await first(1, of: subscription) }
            await Task.yield()
            try await store.close()
            let error = await #expect(throws: EventStoreError.self) { try await task.value }
            #expect(error?.code == .closed)
        },
        StoreCase("ten subscribers see what four writers append, each once and in order") { store in
            try await store.append(deposits(100), to: stream("start"), expecting: .any)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    let subscription = try await store.subscribe(batchSize: 1 + number * 13)
                    group.addTask {
                        let positions = try await first(1100, of: subscription).map(\.position)
                        #expect(positions == Array(1...1100))
                    }
                }
                for writer in 0..<4 {
                    group.addTask {
                        for _ in 0..<50 {
                            try await store.append(deposits(5), to: stream("\(writer)"), expecting: .any)
                        }
                    }
                }
                try await group.waitForAll()
            }
        },
        StoreCase("a cancelled subscriber does not disturb another one") { store in
            let subscription = try await store.subscribe()
            let cancelled = Task { try await first(1, of: subscription) }
            let other = Task { try await first(2, of: subscription) }
            await Task.yield()
            cancelled.cancel()
            _ = try await cancelled.value
            try await store.append(deposits(2), to: stream(), expecting: .any)
            #expect(try await other.value.count == 2)
        },
        StoreCase("waiting for an event that is there returns at once") { store in
            try await store.append(deposits(2), to: stream(), expecting: .any)
            try await store.waitForEvents(after: 1)
            let task = Task { try await store.waitForEvents(after: 2) }
            task.cancel()
            let error = await #expect(throws: EventStoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
        },
    ]
}
