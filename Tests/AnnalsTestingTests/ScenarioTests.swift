import Annals
import AnnalsStoreSamples
import Synchronization
import Testing

@testable import AnnalsTesting

@Suite struct ScenarioTests {
    struct TooPoor: Error, Equatable {
        var balance: Int
    }

    private static func deposited(_ amount: Int) -> AccountEvent {
        .moneyDeposited(MoneyDeposited(accountId: "a", amount: amount))
    }

    private static func withdrawn(_ amount: Int) -> AccountEvent {
        .moneyWithdrawn(MoneyWithdrawn(accountId: "a", amount: amount))
    }

    private static func withdraw(_ amount: Int) -> @Sendable (Account) throws -> [AccountEvent] {
        { account in
            guard account.balance >= amount else { throw TooPoor(balance: account.balance) }
            return amount == 0 ? [] : [withdrawn(amount)]
        }
    }

    private let rich = Scenario(Account.self, id: "a").given(deposited(5), deposited(2))

    @Test func whatFollowsIsChecked() async throws {
        try await rich.when(Self.withdraw(6)).then(Self.withdrawn(6))
        try await rich.when(Self.withdraw(0)).then()
        try await rich.when(Self.withdraw(8)).thenFails(with: TooPoor(balance: 7))
        try await rich.thenState { #expect($0.balance == 7) }
        try await rich.given(Self.withdrawn(1)).when(Self.withdraw(2)).thenState { #expect($0.balance == 4) }
        try await Scenario(Account.self, id: "a").when { _ in [Self.deposited(1)] }.then(Self.deposited(1))
    }

    /// What a scenario that fails says.
    private func text(
        _ body: (Scenario<Account>) async throws -> Void, scenario: Scenario<Account>? = nil
    ) async throws -> String {
        let text = Mutex("")
        try await withKnownIssue {
            try await body(scenario ?? rich)
        } matching: { issue in
            text.withLock { $0 += issue.comments.map(\.rawValue).joined(separator: "\n") }
            return true
        }
        return text.withLock { $0 }
    }

    @Test func aDifferenceIsShownEventByEventAndFieldByField() async throws {
        let decide: @Sendable (Account) throws -> [AccountEvent] = { _ in
            [Self.deposited(1), Self.deposited(2), Self.withdrawn(6)]
        }
        let difference = try await text { scenario in
            try await scenario.when(decide).then(Self.deposited(2), Self.withdrawn(5), Self.withdrawn(3))
        }
        #expect(
            difference == """
                Account a
                    MoneyDeposited {"accountId":"a","amount":5,"currency":"USD","tags":[]}
                    MoneyDeposited {"accountId":"a","amount":2,"currency":"USD","tags":[]}
                is {"balance":7,"transactions":2}; expected
                    MoneyDeposited {"accountId":"a","amount":2,"currency":"USD","tags":[]}
                  - MoneyWithdrawn {"accountId":"a","amount":5}
                  - MoneyWithdrawn {"accountId":"a","amount":3}
                found
                  + MoneyDeposited {"accountId":"a","amount":1,"currency":"USD","tags":[]}
                    MoneyDeposited {"accountId":"a","amount":2,"currency":"USD","tags":[]}
                  + MoneyWithdrawn {"accountId":"a","amount":6}
                        /amount: expected 5, found 6
                """)
    }

    @Test func anErrorThatDoesNotComeIsMissed() async throws {
        let missed = try await text { try await $0.when(Self.withdraw(1)).thenFails(with: TooPoor(balance: 7)) }
        #expect(
            missed.hasSuffix(
                """
                is {"balance":7,"transactions":2}; expected
                  - the error TooPoor(balance: 7)
                found
                  + MoneyWithdrawn {"accountId":"a","amount":1}
                """))
        let other = try await text { try await $0.when(Self.withdraw(8)).thenFails(with: TooPoor(balance: 1)) }
        #expect(
            other.hasSuffix("expected\n  - the error TooPoor(balance: 1)\nfound\n  + the error TooPoor(balance: 7)"))
    }

    @Test func anErrorThatComesInPlaceOfEventsIsShown() async throws {
        let refused = try await text { try await $0.when(Self.withdraw(8)).then(Self.withdrawn(8)) }
        #expect(
            refused.hasSuffix(
                """
                expected
                  - MoneyWithdrawn {"accountId":"a","amount":8}
                found
                  + the error TooPoor(balance: 7)
                """))
        let invalid = try await text { try await $0.when { _ in [Self.withdrawn(-1)] }.then(Self.withdrawn(-1)) }
        #expect(
            invalid.contains(
                "+ the error not appended: the payload is no valid MoneyWithdrawn version 1: /amount must be"))
        let nothing = try await text { try await $0.when(Self.withdraw(0)).then(Self.withdrawn(1)) }
        #expect(nothing.hasSuffix("- MoneyWithdrawn {\"accountId\":\"a\",\"amount\":1}\nfound\n    no event"))
        let many = Scenario(Account.self, id: "a").given((1...25).map(Self.deposited))
        let long = try await text({ try await $0.when { _ in [] }.then(Self.withdrawn(1)) }, scenario: many)
        #expect(long.contains("Account a\n    … 5 events\n    MoneyDeposited"))
        #expect(long.contains("found\n    no event"))
    }

    @Test func fieldsDifferByTheirPlace() throws {
        let expected = try JSONValue(parsing: #"{"a":1,"b":[1,{"c":2}],"gone":true,"same":"x"}"#)
        let found = try JSONValue(parsing: #"{"a":"1","b":[1,{"c":3},null],"same":"x","new":[]}"#)
        #expect(
            JSONDifference.between(expected, found) == [
                "/a: expected 1, found \"1\"", "/b/1/c: expected 2, found 3", "/b/2: expected nothing, found null",
                "/gone: expected true, found nothing", "/new: expected nothing, found []",
            ])
        #expect(JSONDifference.between(expected, expected).isEmpty)
    }

    @Test func eventsThatAreNotValidAreRefused() async throws {
        let broken = Scenario(Account.self, id: "a").given(Self.deposited(-1))
        await #expect(throws: EventStoreError.self) { try await broken.thenState { _ in } }
    }

    @Test func timesAreThoseOfTheScenarioAndIdsThoseOfEveryRun() async throws {
        let time = try #require(Timestamp("2024-05-06T07:08:09Z"))
        let scenario = Scenario(Account.self, id: "a").given(Self.deposited(1)).at(time).given(Self.deposited(2))
        let repository = try await scenario.repository()
        try await repository.execute("a") { _ in [Self.withdrawn(1)] }
        let stored = try await repository.store.readAll()
        #expect(stored.map(\.metadata.time) == [TestClock.start, time, time])
        #expect(
            stored.map(\.metadata.id.description) == [
                "018f4cbb-37a8-7000-8000-000000000001", "018f4cbb-37a8-7000-8000-000000000002",
                "018f4cbb-37a8-7000-8000-000000000003",
            ])
    }
}
