import Annals
import Testing

/// Who has a partition, and who may say that it has come further.
extension ConsumerCase {
    private static let lease = Duration.seconds(10)

    /// A claim of a partition, which must be free.
    private static func claim(
        _ partition: Int = 0, of group: String = "g", as member: String = "a", from store: any ConsumerStore
    ) async throws -> PartitionClaim {
        try #require(try await store.claim(partition, of: group, as: member, lease: lease))
    }

    static let claiming = [
        ConsumerCase("a group is made by its first member") { store, clock in
            let none = try await store.state(of: "g")
            #expect(none == nil)
            let state = try await store.join("g", partitions: 4, as: "a", lease: lease)
            #expect(state == ConsumerGroupState(members: ["a"], claims: [], positions: [0, 0, 0, 0]))
            #expect(try await store.state(of: "g") == state)
            #expect(try await store.state(of: "h") == nil)
        },
        ConsumerCase("the number of partitions is settled") { store, clock in
            _ = try await store.join("g", partitions: 4, as: "a", lease: lease)
            let error = try await consumerError(.otherPartitions) {
                try await store.join("g", partitions: 8, as: "b", lease: lease)
            }
            #expect(error.description.contains("4 partitions, not 8"))
            for count in [0, -1, 1025, Int.max, Int.min] {
                _ = try await consumerError(.otherPartitions) {
                    try await store.join("h", partitions: count, as: "a", lease: lease)
                }
                _ = try await consumerError(.otherPartitions) { try await store.reset("h", partitions: count, to: 0) }
            }
            #expect(try await store.state(of: "h") == nil)
            #expect(try await store.state(of: "g")?.members == ["a"])
        },
        ConsumerCase("a partition belongs to one member until its lease ends") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: lease)
            let first = try await claim(from: store)
            #expect((first.epoch, first.position, first.member, first.group) == (1, 0, "a", "g"))
            #expect(first.partition == StreamPartition(0, of: 2))
            #expect(first.end == clock.time.advanced(byLease: lease))
            #expect(try await store.claim(0, of: "g", as: "b", lease: lease) == nil)
            clock.advance(by: .seconds(10) - .nanoseconds(1))
            #expect(try await store.claim(0, of: "g", as: "b", lease: lease) == nil)
            clock.advance(by: .nanoseconds(1))
            let second = try await claim(as: "b", from: store)
            #expect(second.epoch == 2)
        },
        ConsumerCase("there are no claims beyond the partitions, or of groups that are not there") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: lease)
            for number in [-1, 2, Int.max] {
                #expect(try await store.claim(number, of: "g", as: "a", lease: lease) == nil)
            }
            #expect(try await store.claim(0, of: "h", as: "a", lease: lease) == nil)
        },
        ConsumerCase("joining again renews what a member has") { store, clock in
            _ = try await store.join("g", partitions: 3, as: "a", lease: lease)
            let claims = [try await claim(0, from: store), try await claim(2, from: store)]
            clock.advance(by: .seconds(9))
            let state = try await store.join("g", partitions: 3, as: "a", lease: lease)
            #expect(state.claims.map(\.epoch) == [1, 1])
            #expect(state.claims.map(\.partition) == claims.map(\.partition))
            #expect(state.claims.map(\.end) == Array(repeating: clock.time.advanced(byLease: lease), count: 2))
            clock.advance(by: .seconds(9))
            #expect(try await store.claim(0, of: "g", as: "b", lease: lease) == nil)
            #expect(try await store.state(of: "g")?.members == ["a"])
        },
        ConsumerCase("who is late has still what nobody else took") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: lease)
            let claims = [try await claim(0, from: store), try await claim(1, from: store)]
            clock.advance(by: .seconds(60))
            #expect(try await store.state(of: "g") == ConsumerGroupState(members: [], claims: [], positions: [0, 0]))
            _ = try await claim(1, as: "b", from: store)
            let state = try await store.join("g", partitions: 2, as: "a", lease: lease)
            #expect(state.claims.map(\.member) == ["a", "b"])
            #expect(state.claims.map(\.epoch) == [1, 2])
            try await store.commit(5, under: claims[0])
            _ = try await consumerError(.fenced) { try await store.commit(5, under: claims[1]) }
        },
        ConsumerCase("members that are silent are gone") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: .seconds(10))
            _ = try await store.join("g", partitions: 2, as: "b", lease: .seconds(20))
            #expect(try await store.state(of: "g")?.members == ["a", "b"])
            clock.advance(by: .seconds(10))
            #expect(try await store.state(of: "g")?.members == ["b"])
            #expect(try await store.join("g", partitions: 2, as: "c", lease: .seconds(10)).members == ["b", "c"])
        },
        ConsumerCase("a commit is where the next claim goes on") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: lease)
            let first = try await claim(from: store)
            try await store.commit(7, under: first)
            try await store.commit(12, under: first)
            #expect(try await store.state(of: "g")?.positions == [12, 0])
            try await store.release(first)
            let second = try await claim(as: "b", from: store)
            #expect((second.position, second.epoch) == (12, 2))
        },
        ConsumerCase("committing the same position again is fine, an earlier one is not") { store, clock in
            _ = try await store.join("g", partitions: 1, as: "a", lease: lease)
            let claim = try await claim(from: store)
            try await store.commit(7, under: claim)
            try await store.commit(7, under: claim)
            for position in [6, 0, -1] {
                let error = try await consumerError(.behind) { try await store.commit(position, under: claim) }
                #expect(error.description.contains("7 is committed"))
            }
            #expect(try await store.state(of: "g")?.positions == [7])
        },
        ConsumerCase("an old epoch is fenced, whatever it wants to commit") { store, clock in
            _ = try await store.join("g", partitions: 1, as: "a", lease: lease)
            let old = try await claim(from: store)
            try await store.commit(3, under: old)
            clock.advance(by: .seconds(11))
            let new = try await claim(as: "b", from: store)
            for position in [2, 3, 4, 100] {
                let error = try await consumerError(.fenced) { try await store.commit(position, under: old) }
                #expect(error.description.contains("a lost it (epoch 1)"))
            }
            // It cannot give up what is another's, either.
            try await store.release(old)
            try await store.commit(9, under: new)
            #expect(try await store.state(of: "g")?.claims.map(\.member) == ["b"])
            #expect(try await store.state(of: "g")?.positions == [9])
        },
        ConsumerCase("a member of the same name that begins again fences the first") { store, clock in
            _ = try await store.join("g", partitions: 1, as: "a", lease: lease)
            let old = try await claim(from: store)
            let new = try await claim(from: store)
            #expect(new.epoch == old.epoch + 1)
            _ = try await consumerError(.fenced) { try await store.commit(1, under: old) }
            try await store.commit(1, under: new)
        },
        ConsumerCase("what was given up cannot be committed") { store, clock in
            _ = try await store.join("g", partitions: 1, as: "a", lease: lease)
            let claim = try await claim(from: store)
            try await store.release(claim)
            try await store.release(claim)
            _ = try await consumerError(.fenced) { try await store.commit(1, under: claim) }
            #expect(try await store.state(of: "g")?.claims == [])
        },
        ConsumerCase("who leaves gives everything up at once") { store, clock in
            _ = try await store.join("g", partitions: 3, as: "a", lease: lease)
            _ = try await store.join("g", partitions: 3, as: "b", lease: lease)
            let first = try await claim(0, from: store)
            _ = try await claim(1, from: store)
            _ = try await claim(2, as: "b", from: store)
            try await store.leave("g", as: "a")
            try await store.leave("nowhere", as: "a")
            let state = try #require(try await store.state(of: "g"))
            #expect((state.members, state.claims.map(\.member)) == (["b"], ["b"]))
            _ = try await consumerError(.fenced) { try await store.commit(1, under: first) }
            #expect(try await claim(0, as: "b", from: store).epoch == 2)
        },
        ConsumerCase("groups do not know each other") { store, clock in
            for group in ["g", "h", "G", "g "] { _ = try await store.join(group, partitions: 1, as: "a", lease: lease) }
            let claims = [try await claim(of: "g", from: store), try await claim(of: "h", from: store)]
            try await store.commit(4, under: claims[1])
            #expect(try await store.state(of: "g")?.positions == [0])
            try await store.leave("g", as: "a")
            #expect(try await store.state(of: "h")?.claims.count == 1)
            #expect(try await store.state(of: "G")?.members == ["a"])
        },
        ConsumerCase("a group that begins anew fences everyone and never uses an epoch again") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: lease)
            let old = try await claim(1, from: store)
            try await store.commit(9, under: old)
            for (partitions, position) in [(2, 5), (5, 0), (1, 3)] {
                try await store.reset("g", partitions: partitions, to: position)
                let expected = ConsumerGroupState(
                    members: [], claims: [], positions: Array(repeating: position, count: partitions))
                #expect(try await store.state(of: "g") == expected)
                _ = try await consumerError(.fenced) { try await store.commit(20, under: old) }
            }
            _ = try await store.join("g", partitions: 1, as: "a", lease: lease)
            let new = try await claim(from: store)
            #expect(new.position == 3 && new.epoch > old.epoch)
            try await store.reset("fresh", partitions: 1, to: -7)
            #expect(try await store.state(of: "fresh")?.positions == [0])
        },
        ConsumerCase("names of any kind are kept") { store, clock in
            for name in ["", "Ä", "e\u{301}", "a'b", String(repeating: "x", count: 3000)] {
                _ = try await store.join(name, partitions: 1, as: name, lease: lease)
                #expect(try await claim(of: name, as: name, from: store).member == name)
            }
        },
        ConsumerCase("a lease of no length is a short one, one without end has none") { store, clock in
            _ = try await store.join("g", partitions: 2, as: "a", lease: .zero)
            let short = try #require(try await store.claim(0, of: "g", as: "a", lease: .seconds(-5)))
            #expect(short.end == clock.time.advanced(byLease: .milliseconds(1)))
            let long = try #require(try await store.claim(1, of: "g", as: "a", lease: .seconds(Int64.max)))
            #expect(long.end == .max)
        },
        ConsumerCase("of 20 that claim a partition at once one gets it") { store, clock in
            _ = try await store.join("g", partitions: 1, as: "0", lease: lease)
            let claims = try await withThrowingTaskGroup(of: PartitionClaim?.self) { group in
                for number in 0..<20 {
                    group.addTask { try await store.claim(0, of: "g", as: "\(number)", lease: lease) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(claims.count { $0 != nil } == 1)
        },
        ConsumerCase("shares differ by one at most, and add up") { store, clock in
            for partitions in [1, 2, 5, 16] {
                let group = "g\(partitions)"
                for count in 1...6 {
                    let state = try await store.join(group, partitions: partitions, as: "m\(count)", lease: lease)
                    let shares = state.members.map { state.share(of: $0) }
                    #expect(shares.reduce(0, +) == partitions && shares.count == count)
                    #expect((shares.max() ?? 0) - (shares.min() ?? 0) <= 1)
                    #expect(state.share(of: "nobody") == 0)
                }
            }
        },
    ]
}
