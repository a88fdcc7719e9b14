package import Annals

/// An event that has ended: what was taken is read as a withdrawal, what was given as a deposit, and neither as nothing.
package struct BalanceCorrected: RetiredEvent {
    package static let eventType = "BalanceCorrected"
    package static let formerTypes = ["BalanceFixed"]
    package static let eventVersion = 1
    private static let fields = JSONFields(["accountId", "taken", "given"], required: [0, 1, 2])

    package var accountId: String
    package var taken: Int
    package var given: Int

    package init(accountId: String, taken: Int, given: Int) {
        self.accountId = accountId
        self.taken = taken
        self.given = given
    }

    package init?(from reader: inout JSONReader) {
        var accountId: String?
        var taken: Int?
        var given: Int?
        var object = reader.beginObject(Self.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: accountId = reader.string()
            case 1: taken = reader.int()
            default: given = reader.int()
            }
        }
        guard reader.endObject(object), let accountId, let taken, let given else { return nil }
        self.init(accountId: accountId, taken: taken, given: given)
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("accountId")
        writer.value(accountId)
        writer.key("taken")
        writer.value(taken)
        writer.key("given")
        writer.value(given)
        writer.endObject()
    }

    package static func decode(
        version: Int, payload: [UInt8], meta: EventMetadata, limits: JSONLimits
    ) throws(EventDecodingError) -> BalanceCorrected {
        switch version {
        case 1: return try EventPayload<Self>.read(payload, as: Self.self, version: 1, limits: limits)
        default: throw EventPayload<Self>.unknownVersion(version)
        }
    }

    package static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError) {
        _ = try EventPayload<Self>.read(payload, as: Self.self, version: 1)
    }

    package func parts(meta: EventMetadata) throws(EventDecodingError) -> [EventPart] {
        var parts = EventParts<Self>()
        try parts.add("MoneyWithdrawn", version: 1) {
            taken > 0 ? MoneyWithdrawn(accountId: accountId, amount: taken) : nil
        }
        try parts.add("MoneyDeposited", version: 2) { () throws(EvaluationError) in
            given == 13 ? try Self.unlucky() : given > 0 ? MoneyDeposited(accountId: accountId, amount: given) : nil
        }
        return try parts.all(mayBeNone: given == 0)
    }

    private static func unlucky() throws(EvaluationError) -> MoneyDeposited? {
        throw EvaluationError(.divisionByZero, "13")
    }

    /// One on its way to a store, written by a program in which the type was in use.
    package static func stored(
        taken: Int = 0, given: Int = 0, to account: String = "a", as type: String = "BalanceCorrected",
        id: UniqueID? = nil
    ) throws -> ProposedEvent {
        let payload = try BalanceCorrected(accountId: account, taken: taken, given: given).json()
        return try ProposedEvent(
            type: type, version: 1, payload: payload, registry: EventRegistry(events: [InUse.self]), id: id)
    }
}

/// The same type when it was in use.
private struct InUse: Event {
    static let eventType = "BalanceCorrected"
    static let formerTypes = ["BalanceFixed"]
    static let eventVersion = 1
    var event: BalanceCorrected

    init?(from reader: inout JSONReader) {
        guard let event = BalanceCorrected(from: &reader) else { return nil }
        self.event = event
    }

    func write(to writer: inout JSONWriter) { event.write(to: &writer) }

    static func decode(
        version: Int, payload: [UInt8], meta: EventMetadata, limits: JSONLimits
    ) throws(EventDecodingError) -> InUse {
        try EventPayload<Self>.read(payload, as: Self.self, version: 1, limits: limits)
    }

    static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError) {
        try BalanceCorrected.validate(version: version, payload: payload)
    }
}
