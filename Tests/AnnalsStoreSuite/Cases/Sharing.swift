import Annals
import Testing

/// Members of a group that share the events of a store.
extension ConsumerCase {
    private static let lease = Duration.seconds(9)

    /// A group on a store with so many events in each of 20 streams.
    private static func group(
        _ consumers: any ConsumerStore, _ clock: ManualClock, events count: Int = 3, partitions: Int = 8,
        filter: EventFilter = .all, batchSize: Int = 500
    ) async throws -> ConsumerGroup {
        let events = InMemoryEventStore()
        for _ in 0..<count {
            for number in 0..<20 { try await events.append(deposits(1), to: stream("\(number)"), expecting: .any) }
        }
        return ConsumerGroup(
            "g", partitions: partitions, events: events, consumers: consumers, filter: filter, batchSize: batchSize,
            lease: lease, clock: clock)
    }

    /// Handles and commits all that a member has now.
    private static func work(_ member: ConsumerMember) async throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        while let batch = try await member.next() {
            events += batch.events
            try await batch.commit()
        }
        return events
    }

    /// Each event once, and those of a stream in order.
    private static func expectAll(_ events: [RecordedEvent], _ count: Int) {
        #expect(Set(events.map(\.position)) == Set(1...count) && events.count == count)
        for stream in Dictionary(grouping: events, by: \.metadata.stream).values {
            #expect(stream.map(\.metadata.streamVersion) == Array(1...stream.count))
        }
    }

    /// Renews all members until nothing moves.
    private static func settle(_ members: [ConsumerMember]) async throws -> [Int] {
        for _ in 0..<3 { for member in members { try await member.renew() } }
        var counts: [Int] = []
        for member in members { counts.append(await member.partitions.count) }
        return counts
    }

    static let sharing =
        [
            ConsumerCase("one member has every event, those of a stream in order") { store, clock in
                let group = try await group(store, clock, batchSize: 4)
                let member = ConsumerMember(group, name: "a")
                #expect(try await member.next() == nil)
                try await member.renew()
                #expect(await member.partitions == Array(0..<8))
                expectAll(try await work(member), 60)
                #expect(try await member.next() == nil)
            },
            ConsumerCase("members that come take their share, and who goes leaves it to the others") { store, clock in
                let group = try await group(store, clock, partitions: 16)
                let members = (0..<4).map { ConsumerMember(group, name: "\($0)") }
                for (count, expected) in [(1, [16]), (2, [8, 8]), (3, [6, 5, 5]), (4, [4, 4, 4, 4])] {
                    #expect(try await settle(Array(members[..<count])) == expected)
                }
                await members[1].leave()
                #expect(try await settle([members[0], members[2], members[3]]).reduce(0, +) == 16)
                #expect(await members[1].partitions.isEmpty)
                try await members[1].renew()
                #expect(try await group.state()?.members == ["0", "2", "3"])
            },
            ConsumerCase("between them members handle each event once") { store, clock in
                let group = try await group(store, clock, batchSize: 2)
                let members = (0..<3).map { ConsumerMember(group, name: "\($0)") }
                var events: [RecordedEvent] = []
                for round in 0..<40 {
                    for (number, member) in members.enumerated() where round % (number + 1) == 0 {
                        try await member.renew()
                        guard let batch = try await member.next() else { continue }
                        events += batch.events
                        try await batch.commit()
                    }
                }
                for member in members { events += try await work(member) }
                expectAll(events, 60)
            },
            ConsumerCase("more members than partitions: some wait, and take over") { store, clock in
                let group = try await group(store, clock, partitions: 2)
                let members = (0..<3).map { ConsumerMember(group, name: "\($0)") }
                #expect(try await settle(members) == [1, 1, 0])
                await members[0].leave()
                #expect(try await settle(Array(members[1...])) == [1, 1])
                var events: [RecordedEvent] = []
                for member in members[1...] { events += try await work(member) }
                expectAll(events, 60)
            },
            ConsumerCase("who falls silent is fenced, and the next one begins where was committed") { store, clock in
                let group = try await group(store, clock, partitions: 1, batchSize: 10)
                let (silent, other) = (ConsumerMember(group, name: "a"), ConsumerMember(group, name: "b"))
                try await silent.renew()
                let first = try #require(try await silent.next())
                try await first.commit()
                let second = try #require(try await silent.next())
                #expect(second.events.map(\.position) == Array(11...20))
                clock.advance(by: lease)
                try await other.renew()
                #expect(!second.isLost)
                let again = try #require(try await other.next())
                #expect(again.events == second.events && again.claim.epoch == second.claim.epoch + 1)
                let error = try await consumerError(.fenced) { try await second.commit() }
                #expect(error.description.contains("a lost it"))
                #expect(second.isLost)
                try await again.commit()
                #expect(try await silent.next() == nil)
                #expect(try await work(other).count == 40)
            },
            ConsumerCase("a batch that was not committed comes again, one that was committed elsewhere does not") {
                store, clock in
                let group = try await group(store, clock, partitions: 1, batchSize: 10)
                let member = ConsumerMember(group, name: "a")
                try await member.renew()
                let first = try #require(try await member.next())
                let again = try #require(try await member.next())
                #expect(first.events == again.events && first.claim == again.claim)
                try await store.commit(again.position, under: again.claim)
                #expect(try await member.next()?.events.first?.position == 11)
            },
            ConsumerCase("the task of a batch is cancelled when its partition is lost") { store, clock in
                let group = try await group(store, clock, partitions: 1)
                let (silent, other) = (ConsumerMember(group, name: "a"), ConsumerMember(group, name: "b"))
                try await silent.renew()
                let batch = try #require(try await silent.next())
                clock.advance(by: lease)
                try await other.renew()
                let task = Task {
                    try await batch.handle { try await ManualClock().sleep(for: .seconds(1)) }
                }
                try await silent.renew()
                _ = try await consumerError(.fenced) { try await task.value }
                #expect(try await group.state()?.positions == [0])
            },
            ConsumerCase("what is done with a batch commits it, unless it fails") { store, clock in
                let group = try await group(store, clock, partitions: 1, batchSize: 10)
                let member = ConsumerMember(group, name: "a")
                try await member.renew()
                let batch = try #require(try await member.next())
                await #expect(throws: CancellationError.self) { try await batch.handle { throw CancellationError() } }
                #expect(try await group.state()?.positions == [0])
                try await batch.handle {}
                #expect(try await group.state()?.positions == [10])
            },
            ConsumerCase("a partition that others want is given up after its batch") { store, clock in
                let group = try await group(store, clock, partitions: 1, batchSize: 10)
                let (first, second) = (ConsumerMember(group, name: "b"), ConsumerMember(group, name: "a"))
                try await first.renew()
                let batch = try #require(try await first.next())
                // By its name it is the second one's from now on.
                try await second.renew()
                try await first.renew()
                #expect(await first.partitions == [0])
                try await batch.commit()
                #expect(try await first.next() == nil)
                try await second.renew()
                #expect(try await second.next()?.events.first?.position == 11)
            },
            ConsumerCase("a filter leaves events out, and who takes over does not look at them again") { store, clock in
                let group = try await group(store, clock, partitions: 2, filter: .types(["MoneyWithdrawn"]))
                let member = ConsumerMember(group, name: "a")
                try await member.renew()
                #expect(try await work(member).isEmpty)
                try await group.events.append([withdrawal()], to: stream("3"), expecting: .any)
                let partition = try #require(StreamPartition.all(2).first { $0.contains(try stream("3")) })
                #expect(try await work(member).map(\.position) == [61])
                await member.leave()
                let positions = try #require(try await group.state()?.positions)
                #expect(positions[partition.number] == 61 && positions.allSatisfy { $0 >= 60 })
            },
            ConsumerCase("a group that begins anew goes on with whoever is in it") { store, clock in
                let group = try await group(store, clock, partitions: 4)
                let member = ConsumerMember(group, name: "a")
                try await member.renew()
                expectAll(try await work(member), 60)
                try await store.reset("g", partitions: 4, to: 40)
                try await member.renew()
                #expect(try await work(member).map(\.position).sorted() == Array(41...60))
            },
        ] + live

    /// With the renewal that goes on beside the work.
    private static let live = [
        ConsumerCase("batches come as events do, and end when the task is cancelled") { store, clock in
            let group = try await group(store, clock)
            let seen = Shared<[RecordedEvent]>([])
            let all = AppendSignal()
            let task = Task {
                for try await batch in group.batches(as: "a") {
                    try await batch.commit()
                    let count = seen.change { seen in
                        seen += batch.events
                        return seen.count
                    }
                    if count == 60 || count == 61 { all.give() }
                }
            }
            await all.wait(after: 0)
            let last = try await group.events.append(deposits(1), to: stream("20"), expecting: .any)
            await all.wait(after: 1)
            #expect(last.position == 61)
            task.cancel()
            try await task.value
            expectAll(seen.value, 61)
            #expect(try await group.state()?.members == [])
        },
        ConsumerCase("members that come and go while others work handle each event once") { store, clock in
            let group = try await group(store, clock, events: 10, batchSize: 3)
            let seen = Shared<[RecordedEvent]>([])
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<4 {
                    tasks.addTask {
                        var batches = 0
                        for try await batch in group.batches(as: "\(number)") {
                            // Together, as a transaction would do it.
                            try await batch.commit()
                            seen.change { $0 += batch.events }
                            batches += 1
                            // Two leave soon.
                            if number < 2, batches == 5 { break }
                        }
                    }
                }
                tasks.addTask {
                    while seen.value.count < 200 {
                        // Nobody is so late that he loses anything.
                        if let members = try await group.state()?.members, clock.sleepers >= members.count {
                            clock.advance(by: lease / 3)
                        }
                        await Task.yield()
                    }
                }
                while seen.value.count < 200 { try await tasks.next() }
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            expectAll(seen.value, 200)
        },
        ConsumerCase("a run goes on after a batch that was lost, and ends with what its work throws") { store, clock in
            let group = try await group(store, clock, partitions: 1)
            let began = AppendSignal()
            let tries = Shared(0)
            let task = Task {
                try await group.run(as: "a") { batch in
                    let number = tries.change { tries in
                        tries += 1
                        return tries
                    }
                    began.give()
                    if number == 1 { try await ManualClock().sleep(for: .seconds(1)) }
                    throw EventStoreError(.io, "enough")
                }
            }
            await began.wait(after: 0)
            try await store.reset("g", partitions: 1, to: 0)
            while began.count < 2 {
                clock.advance(by: lease / 3)
                await Task.yield()
            }
            await #expect(throws: EventStoreError.self) { try await task.value }
            #expect(tries.value == 2)
        },
        ConsumerCase("members with another number of partitions are told") { store, clock in
            let group = try await group(store, clock)
            _ = try await store.join("g", partitions: 5, as: "other", lease: lease)
            _ = try await consumerError(.otherPartitions) {
                var batches = group.batches().makeAsyncIterator()
                return try await batches.next()
            }
        },
        ConsumerCase("a closed store of events ends the batches") { store, clock in
            let group = try await group(store, clock)
            try await group.events.close()
            let error = try await consumerError(.store) {
                var batches = group.batches().makeAsyncIterator()
                return try await batches.next()
            }
            #expect(error.store?.code == .closed)
        },
    ]
}
