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
package struct Account: Aggregate {
    package typealias ID = String
    package typealias Event = AccountEvent
    package static let category = "Account"
    package static let fingerprint = "account-1"
    private static let fields: JSONFields = ["balance", "transactions"]

    package var balance = 0
    package var transactions = 0

    package init() {}

    package init(balance: Int, transactions: Int) {
        self.balance = balance
        self.transactions = transactions
    }

    package init?(from reader: inout JSONReader) {
        var balance: Int? = 0
        var transactions: Int? = 0
        var object = reader.beginObject(Self.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: balance = reader.int()
            default: transactions = reader.int()
            }
        }
        guard reader.endObject(object), let balance, let transactions else { return nil }
        self.init(balance: balance, transactions: transactions)
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("balance")
        writer.value(balance)
        writer.key("transactions")
        writer.value(transactions)
        writer.endObject()
    }

    package mutating func apply(_ event: AccountEvent, meta: EventMetadata) throws(EvaluationError) {
        let state = self
        switch event {
        case .moneyDeposited(let event): balance = try sum(state.balance, event.amount)
        case .moneyWithdrawn(let event): balance = try sum(state.balance, -event.amount)
        }
        transactions = try sum(state.transactions, 1)
    }
}
