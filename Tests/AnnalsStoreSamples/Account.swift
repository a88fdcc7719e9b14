package import Annals

/// The registry of the samples.
package let sampleRegistry = EventRegistry(
    events: [MoneyDeposited.self, MoneyWithdrawn.self], retired: [BalanceCorrected.self])

/// The events of an account.
package enum AccountEvent: AggregateEvent {
    case moneyDeposited(MoneyDeposited)
    case moneyWithdrawn(MoneyWithdrawn)

    package static let eventTypes = ["MoneyDeposited", "MoneyWithdrawn"]
    package static let retired: [any RetiredEvent.Type] = [BalanceCorrected.self]

    package init(_ record: RecordedEvent) throws(EventDecodingError) {
        switch record.type {
        case "MoneyDeposited": self = .moneyDeposited(try MoneyDeposited.decode(record))
        case "MoneyWithdrawn": self = .moneyWithdrawn(try MoneyWithdrawn.decode(record))
        default: throw .unknownType(record.type, known: Self.eventTypes)
        }
    }

    package var event: any Event {
        switch self {
        case .moneyDeposited(let event): event
        case .moneyWithdrawn(let event): event
        }
    }
}

/// An account.
package struct Account: Aggregate, Hashable {
    package typealias ID = String
    package static let category = "Account"

    package var balance = 0
    package var transactions = 0

    package init() {}

    package mutating func apply(_ event: AccountEvent, meta: EventMetadata) throws(EvaluationError) {
        let state = self
        switch event {
        case .moneyDeposited(let event): balance = try sum(state.balance, event.amount)
        case .moneyWithdrawn(let event): balance = try sum(state.balance, -event.amount)
        }
        transactions = try sum(state.transactions, 1)
    }
}
