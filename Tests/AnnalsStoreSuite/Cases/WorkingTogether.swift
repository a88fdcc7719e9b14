import Annals
import Synchronization
import Testing

private struct TooPoor: Error {}

extension StoreCase {
    private static func deposited(_ amount: Int, to account: String) -> AccountEvent {
        .moneyDeposited(MoneyDeposited(accountId: account, amount: amount))
    }

    private static func withdrawn(_ amount: Int, from account: String) -> AccountEvent {
        .moneyWithdrawn(MoneyWithdrawn(accountId: account, amount: amount))
    }

    private static func transfer(_ amount: Int, from payer: String, to payee: String, _ work: inout UnitOfWork)
        async throws
    {
        try await work.decide(Account.self, payer) { account in
            guard account.balance >= amount else { throw TooPoor() }
            return [withdrawn(amount, from: payer)]
        }
        try await work.decide(Account.self, payee) { _ in [deposited(amount, to: payee)] }
    }

    private static func balance(_ store: any EventStore, _ account: String) async throws -> Int {
        try await AggregateRepository<Account>(store: store).load(account).state.balance
    }

    static let workingTogether = [
        StoreCase("what is decided on several aggregates is appended together") { store in
            try await store.append([deposit(10, to: "a")], to: stream("a"), expecting: .any)
            let session = AggregateSession(store: store)
            let outcome = try await session.execute(context: EventContext(correlationId: "c")) { work in
                #expect(try await work.load(DailyTotal.self, 3).moved == 0)
                try await transfer(4, from: "a", to: "b", &work)
                try work.append(withdrawn(4, from: "a"), deposited(4, to: "b"), to: DailyTotal.self, 3)
            }
            #expect(outcome.position == 5 && !outcome.isRepetition)
            let day = try stream("3", category: "Day")
            #expect(try outcome.versions == [stream("a"): 2, stream("b"): 1, day: 2])
            let balances = [try await balance(store, "a"), try await balance(store, "b")]
            #expect(balances == [6, 4])
            #expect(try await AggregateRepository<DailyTotal>(store: store).load(3).state.moved == 8)
            let stored = try await store.readAll(after: 1)
            #expect(stored.allSatisfy { $0.metadata.correlationId == "c" } && stored.count == 4)
        },
        StoreCase("work in which nothing is decided appends nothing") { store in
            let outcome = try await AggregateSession(store: store).execute { work in
                _ = try await work.load(Account.self, "a")
                try await work.decide(Account.self, "b") { _ in [] }
            }
            #expect(outcome.versions.isEmpty && outcome.position == nil && !outcome.isRepetition)
            #expect(try await store.lastPosition() == 0)
        },
        StoreCase("work that fails appends nothing") { store in
            try await store.append([deposit(3, to: "b")], to: stream("b"), expecting: .any)
            let session = AggregateSession(store: store)
            await #expect(throws: TooPoor.self) {
                try await session.execute { work in
                    try await transfer(1, from: "b", to: "a", &work)
                    try await transfer(4, from: "b", to: "a", &work)
                }
            }
            // An event that is refused takes the others with it.
            let error = await #expect(throws: AggregateError.self) {
                try await session.execute { work in try await transfer(-1, from: "b", to: "a", &work) }
            }
            guard case .store(let cause)? = error else { return }
            #expect(cause.code == .invalidPayload)
            #expect(try await store.lastPosition() == 1)
        },
        StoreCase("work is done again when an aggregate that was only read has changed") { store in
            var turns = 0
            let outcome = try await AggregateSession(store: store).execute { work in
                turns += 1
                let moved = try await work.load(DailyTotal.self, 1).moved
                if turns <= 2 {
                    try await store.append([deposit(5)], to: stream("1", category: "Day"), expecting: .any)
                }
                try await work.decide(Account.self, "a") { _ in [deposited(moved, to: "a")] }
            }
            #expect(turns == 3)
            #expect(try outcome.versions == [stream("a"): 1])
            #expect(try await balance(store, "a") == 10)
        },
        StoreCase("a conflict of several aggregates that stays is thrown, and nothing is appended") { store in
            var turns = 0
            let error = await #expect(throws: AggregateError.self) {
                try await AggregateSession(store: store).execute(retries: 2) { work in
                    turns += 1
                    try await work.decide(Account.self, "a") { _ in [deposited(1, to: "a")] }
                    try await work.decide(Account.self, "b") { _ in [deposited(1, to: "b")] }
                    try await store.append([deposit(5)], to: stream("b"), expecting: .any)
                }
            }
            guard case .store(let cause)? = error else { return }
            #expect(cause.code == .wrongExpectedVersion && turns == 3)
            #expect(cause.conflict?.stream.id == "b")
            let balances = [try await balance(store, "a"), try await balance(store, "b")]
            #expect(balances == [0, 15])
        },
        StoreCase("what was not loaded is written whatever it holds, also when it is loaded later") { store in
            try await store.append(deposits(3), to: stream("a"), expecting: .any)
            try await AggregateSession(store: store).execute { work in
                try work.append(deposited(10, to: "a"), to: Account.self, "a")
                try await store.append([deposit(100)], to: stream("a"), expecting: .any)
            }
            #expect(try await balance(store, "a") == 116)
            var turns = 0
            try await AggregateSession(store: store).execute { work in
                turns += 1
                try work.append(deposited(10, to: "a"), to: Account.self, "a")
                #expect(try await work.load(Account.self, "a").balance == (turns == 1 ? 116 : 216))
                if turns == 1 { try await store.append([deposit(100)], to: stream("a"), expecting: .any) }
            }
            #expect(try await balance(store, "a") == 226)
        },
        StoreCase("a command over several aggregates that is executed again gives its first outcome") { store in
            try await store.append([deposit(10, to: "a")], to: stream("a"), expecting: .any)
            let session = AggregateSession(store: store)
            let command = UniqueID.version7()
            let first = try await session.execute(command: command) { work in
                try await transfer(4, from: "a", to: "b", &work)
                try await transfer(1, from: "a", to: "c", &work)
            }
            try await session.execute { work in try await transfer(2, from: "b", to: "a", &work) }
            let again = try await session.execute(command: command) { _ in Issue.record("it was done again") }
            #expect(again.isRepetition && !first.isRepetition)
            #expect((again.versions, again.position) == (first.versions, first.position))
            #expect(try await store.lastPosition() == 7)
        },
        StoreCase("of 20 executions of one command over several aggregates one is stored") { store in
            try await store.append([deposit(10, to: "a")], to: stream("a"), expecting: .any)
            let session = AggregateSession(store: store)
            let command = UniqueID.version7()
            try await withThrowingTaskGroup(of: WorkOutcome.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await session.execute(command: command, retries: 30) { work in
                            try await transfer(1 + number % 2, from: "a", to: "b", &work)
                        }
                    }
                }
                var repetitions = 0
                for try await outcome in group {
                    #expect(try outcome.versions == [stream("a"): 2, stream("b"): 1])
                    repetitions += outcome.isRepetition ? 1 : 0
                }
                #expect(repetitions <= 19)
            }
            #expect(try await store.lastPosition() == 3)
        },
        StoreCase("transfers at the same time neither make nor lose money") { store in
            let accounts = ["a", "b", "c"]
            for account in accounts {
                try await store.append([deposit(20, to: account)], to: stream(account), expecting: .any)
            }
            let session = AggregateSession(store: store)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let (payer, payee) = (accounts[number % 3], accounts[(number + 1 + number / 6) % 3])
                        do {
                            try await session.execute(retries: 100) { work in
                                try await transfer(7, from: payer, to: payee, &work)
                            }
                        } catch is TooPoor {}
                    }
                }
                try await group.waitForAll()
            }
            var sum = 0
            for account in accounts {
                let balance = try await balance(store, account)
                #expect(balance >= 0)
                sum += balance
            }
            #expect(sum == 60)
        },
    ]

    /// Several aggregates and their snapshots.
    static let workingFromSnapshots = StoreCase("work begins with snapshots, and keeps those that are due") { store in
        let snapshots = try #require(store as? any SnapshotStore)
        let counting = CountingStore(store)
        let session = AggregateSession(store: counting, snapshots: snapshots)
        let day = try stream("1", category: "Day")
        try await store.append(deposits(7), to: day, expecting: .any)
        for turn in 0..<2 {
            try await session.execute { work in
                #expect(try await work.load(DailyTotal.self, 1).moved == 28)
                try work.append(deposited(1, to: "a"), to: Account.self, "a")
            }
            try await session.finishSnapshots()
            #expect(counting.take().events == (turn == 0 ? 7 : 1))
        }
        #expect(try await snapshots.snapshot(of: day, fingerprint: DailyTotal.fingerprint)?.version == 7)
    }
}
