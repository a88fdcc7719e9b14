import Annals
import Testing

extension StoreCase {
    private static func deposit(_ amount: Int) -> AccountEvent {
        .moneyDeposited(MoneyDeposited(accountId: "a", amount: amount))
    }

    static let commanding = [
        StoreCase("a command that is executed again gives its first outcome") { store in
            let repository = AggregateRepository<Account>(store: store)
            let command = UniqueID.version7()
            let first = try await repository.execute("a", command: command) { _ in [deposit(1), deposit(2)] }
            try await repository.execute("a") { _ in [deposit(10)] }
            let again = try await repository.execute("a", command: command) { _ in
                Issue.record("it was decided again")
                return []
            }
            #expect((again.version, again.position) == (first.version, first.position))
            #expect(again.events.count == 2)
            #expect(try await repository.load("a").state.balance == 13)
        },
        StoreCase("of 20 executions of one command one is stored") { store in
            let repository = AggregateRepository<Account>(store: store)
            let command = UniqueID.version7()
            let versions = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await repository.execute("a", command: command, retries: 30) { _ in
                            [deposit(1 + number % 2)]
                        }.version
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(versions == Array(repeating: 1, count: 20))
            #expect(try await store.lastPosition() == 1)
        },
        StoreCase("the id of a command for another aggregate is refused") { store in
            let repository = AggregateRepository<Account>(store: store)
            let command = UniqueID.version7()
            try await repository.execute("a", command: command) { _ in [deposit(1)] }
            let error = await #expect(throws: AggregateError.self) {
                try await repository.execute("b", command: command) { _ in [deposit(1)] }
            }
            guard case .store(let inner)? = error else { return }
            #expect(inner.code == .duplicateEventID)
        },
        StoreCase("an aggregate is loaded as it was at a version and at a time") { store in
            let repository = AggregateRepository<Account>(store: store)
            let events = try (1...5).map { number in
                try AnnalsStoreSuite.deposit(number, time: Timestamp(seconds: Int64(number * 100)))
            }
            try await store.append(events, to: stream(), expecting: .any)
            for (version, balance) in [(0, 0), (1, 1), (3, 6), (5, 15), (9, 15)] {
                let loaded = try await repository.load("a", version: version)
                #expect((loaded.state.balance, loaded.version) == (balance, min(version, 5)))
            }
            for (seconds, balance) in [(99, 0), (100, 1), (350, 6), (9999, 15)] {
                let time = try #require(Timestamp(seconds: Int64(seconds)))
                #expect(try await repository.load("a", at: time).state.balance == balance)
            }
        },
        StoreCase("a guard on a stream that is not written is checked with the append") { store in
            try await store.append(deposits(2), to: stream("limits"), expecting: .any)
            let write = StreamAppend(try deposits(1), to: try stream("a"), expecting: .noStream)
            _ = try await storeError(.wrongExpectedVersion) {
                try await store.append([StreamAppend([], to: stream("limits"), expecting: .exactly(1)), write])
            }
            #expect(try await store.version(of: stream("a")) == 0)
            let results = try await store.append([
                StreamAppend([], to: stream("limits"), expecting: .exactly(2)), write,
            ])
            #expect(results.map(\.streamVersion) == [2, 1])
        },
    ]
}
