package import Annals

/// What was moved on one day: another aggregate with the same events, which keeps snapshots.
package struct DailyTotal: Aggregate {
    package typealias ID = Int
    package typealias Event = AccountEvent
    package static let category = "Day"
    package static let fingerprint = "day-1"
    package static let snapshots: SnapshotPolicy? = .every(5)

    package var moved = 0

    package init() {}

    package init?(from reader: inout JSONReader) {
        guard let moved = reader.int() else { return nil }
        self.moved = moved
    }

    package func write(to writer: inout JSONWriter) { writer.value(moved) }

    package mutating func apply(_ event: AccountEvent, meta: EventMetadata) throws(EvaluationError) {
        switch event {
        case .moneyDeposited(let event): moved = try sum(moved, event.amount)
        case .moneyWithdrawn(let event): moved = try sum(moved, event.amount)
        }
    }
}
