import Annals
import AnnalsStoreSamples
import AnnalsTesting
import Testing

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

    @Test func aDifferenceIsShownEventByEvent() async throws {
        try await withKnownIssue {
            try await rich.when(Self.withdraw(6)).then(Self.withdrawn(5))
        } matching: { issue in
            let text = "\(issue.comments.first?.rawValue ?? "")"
            return text == """
                expected
                  ! MoneyWithdrawn {"accountId":"a","amount":5}
                found
                  ! MoneyWithdrawn {"accountId":"a","amount":6}
                """
        }
    }

    @Test func anErrorThatDoesNotComeIsMissed() async throws {
        try await withKnownIssue {
            try await rich.when(Self.withdraw(1)).thenFails(with: TooPoor(balance: 7))
        } matching: { issue in
            issue.comments.first?.rawValue.contains(#"MoneyWithdrawn {"accountId":"a","amount":1}"#) == true
        }
        await withKnownIssue { try await rich.when(Self.withdraw(8)).thenFails(with: TooPoor(balance: 1)) }
    }

    @Test func eventsThatAreNotValidAreRefused() async throws {
        let broken = Scenario(Account.self, id: "a").given(Self.deposited(-1))
        await #expect(throws: EventStoreError.self) { try await broken.thenState { _ in } }
    }

    @Test func timeIsThatOfTheScenario() async throws {
        let time = try #require(Timestamp("2024-05-06T07:08:09Z"))
        let store = InMemoryEventStore { time }
        let event = try ProposedEvent(MoneyDeposited(accountId: "a", amount: 1))
        try await store.append([event], to: StreamName(category: "Account", id: "a"), expecting: .any)
        #expect(try await store.readAll().map(\.metadata.time) == [time])
    }
}
