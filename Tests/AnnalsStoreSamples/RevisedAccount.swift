package import Annals

/// The account after its fold was changed: what was withdrawn counts twice.
package struct RevisedAccount: Aggregate {
    package typealias ID = String
    package typealias Event = AccountEvent
    package static let category = "Account"
    package static let fingerprint = "account-2"

    package var account = Account()

    package init() {}

    package init?(from reader: inout JSONReader) {
        guard let account = Account(from: &reader) else { return nil }
        self.account = account
    }

    package func write(to writer: inout JSONWriter) { account.write(to: &writer) }

    package mutating func apply(_ event: AccountEvent, meta: EventMetadata) throws(EvaluationError) {
        try account.apply(event, meta: meta)
        if case .moneyWithdrawn(let event) = event { account.balance = try sum(account.balance, -event.amount) }
    }
}
