package import Annals
package import Testing

/// A deposit on its way to a store.
package func deposit(
    _ amount: Int = 1, to account: String = "a", id: UniqueID? = nil, tags: [String] = [], time: Timestamp? = nil
) throws -> ProposedEvent {
    try ProposedEvent(MoneyDeposited(accountId: account, amount: amount, tags: tags), id: id, time: time)
}

/// Several deposits of 1, 2, 3, …
package func deposits(_ count: Int, to account: String = "a") throws -> [ProposedEvent] {
    try (0..<count).map { try deposit($0 + 1, to: account) }
}

/// A withdrawal on its way to a store.
package func withdrawal(_ amount: Int = 1, from account: String = "a") throws -> ProposedEvent {
    try ProposedEvent(MoneyWithdrawn(accountId: account, amount: amount))
}

/// A deposit of version 1, in dollars.
package func oldDeposit(_ dollars: Int, to account: String = "a") throws -> ProposedEvent {
    let payload = #"{"accountId":"\#(account)","amount":\#(dollars)}"#
    return try ProposedEvent(
        type: "MoneyDeposited", version: 1, payload: Array(payload.utf8), registry: sampleRegistry)
}

/// The stream of an account.
package func stream(_ id: String = "a", category: String = "Account") throws -> StreamName {
    try StreamName(category: category, id: id)
}

/// The error that a store throws.
package func storeError<T>(
    _ code: EventStoreError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> T
) async throws -> EventStoreError {
    do {
        _ = try await body()
    } catch let error as EventStoreError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        return error
    }
    Issue.record("no error; expected \(code)", sourceLocation: sourceLocation)
    throw EventStoreError(.io, "no error")
}
