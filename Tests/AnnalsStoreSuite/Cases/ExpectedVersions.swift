import Annals
import Testing

extension StoreCase {
    static let expectedVersions =
        [
            (ExpectedVersion.any, 0, true), (.any, 2, true), (.noStream, 0, true), (.noStream, 2, false),
            (.exactly(0), 0, true), (.exactly(0), 2, false), (.exactly(2), 2, true), (.exactly(1), 2, false),
            (.exactly(3), 2, false), (.exactly(1), 0, false), (.exactly(-1), 0, false), (.streamExists, 0, false),
            (.streamExists, 2, true),
        ].map { expected, existing, isAllowed in
            StoreCase("expecting \(expected) of a stream with \(existing) events") { store in
                if existing > 0 { try await store.append(deposits(existing), to: stream(), expecting: .noStream) }
                if isAllowed {
                    let result = try await store.append([deposit()], to: stream(), expecting: expected)
                    #expect(result.streamVersion == existing + 1)
                } else {
                    let error = try await storeError(.wrongExpectedVersion) {
                        try await store.append([deposit()], to: stream(), expecting: expected)
                    }
                    #expect(error.conflict?.stream.description == "Account-a")
                    #expect(error.conflict?.expected == expected)
                    #expect(error.conflict?.actual == existing)
                    #expect(error.message.contains("Account-a") && error.message.contains("\(expected)"))
                    #expect(try await store.version(of: stream()) == existing)
                }
            }
        } + races

    private static let races = [
        StoreCase("of 20 writers who expect the same version one succeeds") { store in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            try await store.append(deposits(2), to: stream(), expecting: .noStream)
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            let position = try await store.lastPosition()
            #expect(position == 2)
        },
        StoreCase("40 commands on one account that retry are all counted, each once") { store in
            let repository = AggregateRepository<Account>(store: store)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await repository.execute("a", retries: 40) { _ in
                            [.moneyDeposited(MoneyDeposited(accountId: "a", amount: 1))]
                        }
                    }
                }
                try await group.waitForAll()
            }
            let loaded = try await repository.load("a")
            #expect(loaded.state.balance == 40)
            #expect(loaded.version == 40)
        },
        StoreCase("blocks of concurrent appends do not interleave, and no reader sees a gap") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await store.append(deposits(25), to: stream("\(writer)"), expecting: .any)
                        }
                    }
                }
                group.addTask {
                    var seen = 0
                    while seen < 1000 {
                        let page = try await store.readAll(after: seen, limit: 64)
                        #expect(page.map(\.position) == Array(seen..<(seen + page.count)).map { $0 + 1 })
                        seen += page.count
                        await Task.yield()
                    }
                }
                try await group.waitForAll()
            }
            let streams = try await store.readAll(limit: 1000).map(\.metadata.stream)
            for block in 0..<40 {
                #expect(Set(streams[(block * 25)..<(block * 25 + 25)]).count == 1)
            }
        },
    ]
}
